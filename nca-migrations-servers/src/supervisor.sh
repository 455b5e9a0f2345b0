# Keeps one server for those who use it, and takes it away again however they end.
#
# A server of one process: standard input is a pipe that only that process holds open, and its end is
# the sign to stop. A shared one (NCA_LINGER): whoever uses it holds the named pipe `users` open, after
# saying `+` into it. It stops when nobody has for so many seconds. Both work after SIGKILL too, when
# nobody is left to clean up. Runs in a process group of its own, so that Ctrl-C does not end it before
# its work is done.
#
# NCA_BASE     where the server's directory is made; its path is the one line on standard output
# NCA_PREPARE  shell text that fills the directory
# NCA_SERVE    the server, in the foreground; becomes `exec ...`
# NCA_STOP     the signal that stops it
# NCA_LINGER   empty for a server of one process
#
# In the directory: `log`, `pid` while the server runs, `exited` with its status once it does not.

# Whatever PATH the process has: mktemp and the like are here.
PATH=${PATH:+$PATH:}/usr/bin:/bin
export PATH

directory=$(mktemp -d "$NCA_BASE/nca-XXXXXX") || exit 1
cd "$directory" || exit 1
export TMPDIR="$directory"
if [ -n "$NCA_LINGER" ]; then
    # A pipe can be opened for writing without waiting while somebody has it open for reading, and for
    # reading while somebody has it open for both.
    mkfifo -m 600 users || exit 1
    exec 4<>users 5<users 4>&-
fi
exec 3<&0 </dev/null 2>>log
echo "$directory"
exec >&2

# Waits until nobody uses the server, and from then on nobody can begin to.
unused() {
    if [ -z "$NCA_LINGER" ]; then
        cat <&3 >/dev/null
        return
    fi
    [ -e users ] || return
    while :; do
        { sleep "$NCA_LINGER" && echo - >users; } &
        alarm=$!
        # To the end of it: until the last user has gone, or the alarm has rung.
        said=$(cat users)
        kill "$alarm" 2>/dev/null
        case $said in
        *+*) ;;
        *) break ;;
        esac
    done
    # Whoever found it until here is still waited for.
    mv users gone
    cat <&5 >/dev/null
}

sh -c "$NCA_PREPARE"
status=$?
if [ "$status" -eq 0 ]; then
    sh -c "exec $NCA_SERVE" 3<&- 5<&- &
    server=$!
    echo "$server" >pid
    {
        unused
        [ -e exited ] || kill -s "$NCA_STOP" "$server"
    } &
    wait "$server"
    status=$?
fi
echo "$status" >exited.part
mv exited.part exited

# Whoever waits for the server reads the log first.
wait
unused
cd /
rm -rf "$directory"
