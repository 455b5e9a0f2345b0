//! Why there is no server or no database.

use std::io;
use std::path::PathBuf;

/// Why there is no server or no database. No message shows a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A program is not to be found.
    #[error(transparent)]
    Missing(Box<Missing>),
    /// The major version that was asked for is not to be found.
    #[error(
        "PostgreSQL {wanted} is not installed{}\nlooked in {places}\n{install}",
        others(.installed)
    )]
    NoSuchMajor {
        /// What was asked for.
        wanted: u32,
        /// Those that are installed.
        installed: Vec<u32>,
        /// Where was looked.
        places: String,
        /// How to install it.
        install: String,
    },
    /// A program could not be run.
    #[error("cannot run `{}`: {error}", .program.display())]
    Run {
        /// The program.
        program: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
    /// There is nobody to run a server as.
    #[error(
        "{what} refuses to run as root, and there is no other account to run it as: {said}\n\
         expected `{account}` or `nobody` in /etc/passwd"
    )]
    Account {
        /// The server.
        what: String,
        /// The account that it would have been run as.
        account: String,
        /// What is wrong.
        said: String,
    },
    /// No directory could be made for a server.
    #[error(
        "no directory for {what} can be made in `{}`: {said}\n\
         set TMPDIR to a directory that {who} may write to",
        .base.display()
    )]
    Directory {
        /// The server.
        what: String,
        /// Where the directory should have been made.
        base: PathBuf,
        /// What the system said.
        said: String,
        /// The account that could not.
        who: String,
    },
    /// It cannot be noted where the server is that processes share.
    #[error(
        "`{}` cannot be written to, where it is noted which server is shared: {error}",
        .directory.display()
    )]
    Sharing {
        /// The directory.
        directory: PathBuf,
        /// What the operating system said.
        error: io::Error,
    },
    /// A server did not come up.
    #[error("{what} did not come up: {said}\nthe end of its log:\n{log}")]
    NotReady {
        /// The server.
        what: String,
        /// What came of the last attempt.
        said: String,
        /// The last lines of its log.
        log: String,
    },
    /// Servers are started on Unix only.
    #[error(
        "{what} cannot be started here: throw-away servers need Unix\n\
         give the URL of a server instead"
    )]
    NotUnix {
        /// The server.
        what: String,
    },
    /// A server cannot be connected to.
    #[error("cannot connect to `{server}`: {said}")]
    Connect {
        /// Its URL, masked.
        server: String,
        /// What the driver said.
        said: String,
    },
    /// The role may not create databases.
    #[error(
        "`{role}` may not create a scratch database on `{server}`: {said}\n\
         let an administrator run `{grant}`, or give the URL of another role"
    )]
    MayNotCreate {
        /// The role.
        role: String,
        /// The server's URL, masked.
        server: String,
        /// What the server said.
        said: String,
        /// What would allow it.
        grant: String,
    },
    /// A template was not filled.
    #[error("the template for new databases cannot be made: {0}")]
    Fill(#[source] crate::scratch::FillError),
    /// Somebody else is filling the template, for too long.
    #[error(
        "the template `{name}` is not ready: another process has been making it for ten minutes"
    )]
    TemplateBusy {
        /// Its name.
        name: String,
    },
    /// A statement about databases failed.
    #[error("cannot {doing} on `{server}`: {said}")]
    Database {
        /// What was to be done.
        doing: String,
        /// The server's URL, masked.
        server: String,
        /// What the server said.
        said: String,
    },
}

/// What is not to be found.
#[derive(Debug, thiserror::Error)]
#[error("{what} is not installed: there is no {programs}\nlooked in {places}\n{install}")]
#[non_exhaustive]
pub struct Missing {
    /// The software.
    pub what: &'static str,
    /// Its programs, as they stand in the message.
    pub programs: String,
    /// Where was looked.
    pub places: String,
    /// How to install it.
    pub install: String,
}

fn others(installed: &[u32]) -> String {
    let numbers = installed.iter().map(|major| format!("`{major}`"));
    match &*numbers.collect::<Vec<_>>() {
        [] => ", nor is another".to_owned(),
        [one] => format!(", {one} is"),
        more => format!(", {} are", more.join(" and ")),
    }
}
