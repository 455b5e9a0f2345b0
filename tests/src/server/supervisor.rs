//! A server process that does not outlive the test process.

use std::ffi::OsString;
use std::fmt::Display;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::account::{self, Account};
use super::directory;

/// How long a server may take to be ready, on a machine that is busy with other things.
const DEADLINE: Duration = Duration::from_mins(2);
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(10);

/// What to run: shell text, run in the server's own new directory.
pub(super) struct Recipe<'a> {
    /// What to call it in errors.
    pub(super) name: &'a str,
    /// Fills the directory.
    pub(super) prepare: &'a str,
    /// The server's command line; it stays in the foreground.
    pub(super) serve: &'a str,
    /// The signal that makes it go at once.
    pub(super) stop: &'a str,
    /// Whom to run it as when the tests run as root.
    pub(super) account: &'a str,
    /// What the shell text refers to.
    pub(super) environment: &'a [(&'a str, OsString)],
}

/// A running server. Dropping it stops it and removes its directory; so does the end of the process.
pub(super) struct Supervised {
    name: String,
    shell: Child,
    directory: PathBuf,
}

impl Supervised {
    /// Starts it; it is not ready yet.
    pub(super) fn start(recipe: &Recipe<'_>) -> Result<Self, String> {
        let account = account::unprivileged(recipe.account);
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", include_str!("supervisor.sh"), "supervisor"])
            .env("NCA_BASE", directory::for_servers(account))
            .env("NCA_PREPARE", recipe.prepare)
            .env("NCA_SERVE", recipe.serve)
            .env("NCA_STOP", recipe.stop)
            .env("LC_ALL", "C")
            .envs(recipe.environment.iter().map(|(name, value)| (name, value)))
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some(Account { uid, gid }) = account {
            command.uid(uid).gid(gid);
        }
        let cannot = |why: &dyn Display| format!("cannot start {}: {why}", recipe.name);
        let mut shell = command.spawn().map_err(|error| cannot(&error))?;
        let mut line = String::new();
        if let Some(stdout) = shell.stdout.take() {
            let read = BufReader::new(stdout).read_line(&mut line);
            read.map_err(|error| cannot(&error))?;
        }
        if line.is_empty() {
            return Err(cannot(&"no temporary directory could be made for it"));
        }
        Ok(Self {
            name: recipe.name.to_owned(),
            shell,
            directory: PathBuf::from(line.trim_end_matches('\n')),
        })
    }

    /// Where its files, its socket and its log are.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Tries until the server answers. An error shows the server's log.
    pub(super) fn ready<T, E: Display>(
        &self,
        attempt: impl FnMut() -> Result<T, E>,
    ) -> Result<T, String> {
        let gone = || self.directory.join("exited").exists();
        eventually(attempt, gone).map_err(|error| {
            let log = fs::read_to_string(self.directory.join("log")).unwrap_or_default();
            format!("{} does not answer: {error}; its log:\n\n{log}", self.name)
        })
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // The supervisor goes when the server and the directory have gone. If it cannot be waited
        // for, there is nothing to be done about it here.
        let _ = self.shell.wait();
    }
}

/// Tries until it works, it is `hopeless`, or the deadline has passed; then the last error.
pub(super) fn eventually<T, E>(
    mut attempt: impl FnMut() -> Result<T, E>,
    hopeless: impl Fn() -> bool,
) -> Result<T, E> {
    let deadline = Instant::now() + DEADLINE;
    loop {
        let last = Instant::now() > deadline || hopeless();
        match attempt() {
            Err(_) if !last => thread::sleep(BETWEEN_ATTEMPTS),
            result => return result,
        }
    }
}
