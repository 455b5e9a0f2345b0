//! The databases' own clients.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// What came of feeding a script to a client.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) succeeded: bool,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ran {
    pub(crate) fn succeed(self) -> Self {
        assert!(self.succeeded, "{}\n{}", self.output, self.errors);
        self
    }

    /// The error that it failed with.
    pub(crate) fn fail(self) -> String {
        assert!(!self.succeeded, "{}\n{}", self.output, self.errors);
        self.errors
    }
}

/// Runs `program`, of the Debian package `package`, with the script as its standard input.
pub(crate) fn run<S: AsRef<OsStr>>(
    (program, package): (&str, &str),
    arguments: &[S],
    script: &str,
) -> Ran {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}: run `apt-get install {package}`"));
    // A client that fails does not read on.
    let mut input = child.stdin.take().unwrap();
    let script = script.to_owned();
    let writer = std::thread::spawn(move || drop(input.write_all(script.as_bytes())));
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        succeeded: status.success(),
        output: String::from_utf8_lossy(&stdout).into_owned(),
        errors: String::from_utf8_lossy(&stderr).into_owned(),
    }
}
