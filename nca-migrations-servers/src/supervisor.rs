//! A server process that does not outlive the process that started it.

use std::ffi::OsString;
use std::fmt::Display;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::account::{self, Account};
use crate::directory;
use crate::error::Error;
use crate::shared::{Lease, Register, Sharing};

/// How long a server may take to be ready, on a machine that is busy with other things.
const DEADLINE: Duration = Duration::from_mins(2);
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(10);

/// How much of a log an error shows: `mariadb-install-db` goes on for 30 lines after
/// the one that matters.
const LINES: usize = 60;

/// What to run: shell text, run in the server's own new directory.
#[derive(Debug)]
pub struct Recipe<'a> {
    /// What to call it in errors.
    pub name: &'a str,
    /// Fills the directory.
    pub prepare: &'a str,
    /// The server's command line; it stays in the foreground.
    pub serve: &'a str,
    /// The signal that makes it go at once.
    pub stop: &'a str,
    /// Whom to run it as when this process runs as root.
    pub account: &'a str,
    /// What the shell text refers to.
    pub environment: &'a [(&'a str, OsString)],
}

/// A running server. Dropping it stops it and removes its directory; so does the end of the process. A
/// shared one stops when nobody uses it any more.
#[derive(Debug)]
pub struct Supervised {
    name: String,
    directory: PathBuf,
    hold: Hold,
}

#[derive(Debug)]
enum Hold {
    /// The pipe to its standard input.
    Own(Child),
    Shared(#[expect(dead_code, reason = "it is dropped")] Lease),
}

impl Supervised {
    /// Starts it; it is not ready yet.
    ///
    /// # Errors
    ///
    /// When no directory can be made for it, or there is nobody to run it as.
    pub fn start(recipe: &Recipe<'_>) -> Result<Self, Error> {
        let (shell, directory) = spawn(recipe, Stdio::piped(), "")?;
        Ok(Self {
            name: recipe.name.to_owned(),
            directory,
            hold: Hold::Own(shell),
        })
    }

    /// The one that others share who name the same directory, or else a new one, which is not ready yet.
    ///
    /// # Errors
    ///
    /// As for [`Supervised::start`], and when nothing can be written to the directory.
    pub fn shared(recipe: &Recipe<'_>, sharing: &Sharing) -> Result<Self, Error> {
        let register = Register::open(sharing, recipe)?;
        let (directory, lease) = if let Some(running) = register.running() {
            running
        } else {
            let linger = sharing.linger.as_secs().max(1).to_string();
            // Nobody waits for the shell: it goes after the last user, whoever that is.
            let (_, directory) = spawn(recipe, Stdio::null(), &linger)?;
            let lease = register.started(&directory);
            let lease = lease.map_err(|error| Error::Sharing {
                directory: sharing.directory.clone(),
                error,
            })?;
            (directory, lease)
        };
        Ok(Self {
            name: recipe.name.to_owned(),
            directory,
            hold: Hold::Shared(lease),
        })
    }

    /// Where its files, its socket and its log are.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.hold, Hold::Shared(_))
    }

    /// Tries until the server answers.
    ///
    /// # Errors
    ///
    /// When it does not within two minutes, or has gone: the last error and the end of its log.
    pub fn ready<T, E: Display>(&self, attempt: impl FnMut() -> Result<T, E>) -> Result<T, Error> {
        let exited = self.directory.join("exited");
        eventually(attempt, || exited.exists()).map_err(|error| Error::NotReady {
            what: self.name.clone(),
            said: match fs::read_to_string(&exited) {
                Ok(status) => format!("it ended with status {}", status.trim()),
                Err(_) => error.to_string(),
            },
            log: self.end_of_log(),
        })
    }

    fn end_of_log(&self) -> String {
        let log = fs::read(self.directory.join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<_> = log.trim_end().lines().collect();
        match &lines[lines.len().saturating_sub(LINES)..] {
            [] => "  (it is empty)".to_owned(),
            end => format!("  {}", end.join("\n  ")),
        }
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        if let Hold::Own(shell) = &mut self.hold {
            drop(shell.stdin.take());
            // The supervisor goes when the server and the directory have gone. If it cannot be waited
            // for, there is nothing to be done about it here.
            let _ = shell.wait();
        }
    }
}

/// Starts the supervisor, and gives the directory that it has made.
fn spawn(recipe: &Recipe<'_>, stdin: Stdio, linger: &str) -> Result<(Child, PathBuf), Error> {
    let account = account::unprivileged(recipe.name, recipe.account)?;
    let base = directory::for_servers(account.as_ref());
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", include_str!("supervisor.sh"), "supervisor"])
        .env("NCA_BASE", &base)
        .env("NCA_PREPARE", recipe.prepare)
        .env("NCA_SERVE", recipe.serve)
        .env("NCA_STOP", recipe.stop)
        .env("NCA_LINGER", linger)
        .env("LC_ALL", "C")
        .envs(recipe.environment.iter().map(|(name, value)| (name, value)))
        .current_dir("/")
        .process_group(0)
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(Account { uid, gid, .. }) = account {
        command.uid(uid).gid(gid);
    }
    let mut shell = command.spawn().map_err(|error| Error::Run {
        program: command.get_program().into(),
        error,
    })?;
    let directory = directory_of(&mut shell).map_err(|said| Error::Directory {
        what: recipe.name.to_owned(),
        base,
        said,
        who: account.map_or("this user".to_owned(), |account| {
            format!("`{}`", account.name)
        }),
    })?;
    Ok((shell, directory))
}

/// The directory that the shell has made: the one line that it says. The error is what it complains
/// of; afterwards all that it says goes to the log.
fn directory_of(shell: &mut Child) -> Result<PathBuf, String> {
    let mut line = String::new();
    if let Some(stdout) = shell.stdout.take() {
        let read = BufReader::new(stdout).read_line(&mut line);
        read.map_err(|error| error.to_string())?;
    }
    let complaints = shell.stderr.take();
    if !line.is_empty() {
        return Ok(PathBuf::from(line.trim_end_matches('\n')));
    }
    let mut said = String::new();
    if let Some(mut complaints) = complaints {
        let read = complaints.read_to_string(&mut said);
        read.map_err(|error| error.to_string())?;
    }
    // It has ended, or is about to.
    let _ = shell.wait();
    Err(said.trim_end().to_owned())
}

/// Tries until it works, it is `hopeless`, or two minutes have passed.
///
/// # Errors
///
/// The last one.
pub fn eventually<T, E>(
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
