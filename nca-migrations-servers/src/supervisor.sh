# Keeps one server for one process, and takes it away again however that process ends.
#
# Standard input is a pipe that only that process holds open: its end is the sign to stop. That
# works after SIGKILL too, when nobody is left to clean up. Runs in a process group of its own, so
# that Ctrl-C does not end it before its work is done.
#
# NCA_BASE     where the server's directory is made; its path is the one line on standard output
# NCA_PREPARE  shell text that fills the directory
# NCA_SERVE    the server, in the foreground; becomes `exec ...`
# NCA_STOP     the signal that stops it
#
# In the directory: `log`, `pid` while the server runs, `exited` with its status once it does not.

# Whatever PATH the process has: mktemp and the like are here.
PATH=${PATH:+$PATH:}/usr/bin:/bin
export PATH

directory=$(mktemp -d "$NCA_BASE/nca-XXXXXX") || exit 1
cd "$directory" || exit 1
export TMPDIR="$directory"
exec 3<&0 </dev/null 2>>log
echo "$directory"
exec >&2

sh -c "$NCA_PREPARE"
status=$?
if [ "$status" -eq 0 ]; then
    sh -c "exec $NCA_SERVE" 3<&- &
    server=$!
    echo "$server" >pid
    {
        cat <&3 >/dev/null
        [ -e exited ] || kill -s "$NCA_STOP" "$server"
    } &
    wait "$server"
    status=$?
fi
echo "$status" >exited.part
mv exited.part exited

# Whoever waits for the server reads the log first.
wait
cat <&3 >/dev/null
cd /
rm -rf "$directory"
