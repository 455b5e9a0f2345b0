//! A test of this binary in a process of its own.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Lines};
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};

/// Set in the process.
const VARIABLE: &str = "NCA_TEST_CHILD";
const MARK: &str = "the child says: ";

/// The process; it does not outlive its value.
pub(crate) struct Child {
    process: process::Child,
    stdin: Option<ChildStdin>,
    lines: Lines<BufReader<ChildStdout>>,
}

/// What the process was asked to do, if this is it.
pub(crate) fn task() -> Option<String> {
    env::var(VARIABLE).ok()
}

/// In the process: tells the test something.
#[expect(clippy::print_stdout, reason = "it is how the test is told")]
pub(crate) fn say(line: &str) {
    println!("{MARK}{line}");
}

/// In the process: waits until the test says so or has gone.
pub(crate) fn wait() {
    io::stdin().lines().for_each(drop);
}

impl Child {
    /// Runs a test of this name with a task.
    pub(crate) fn start(test: &str, task: &str) -> Self {
        Self::with::<&str>(test, task, &[])
    }

    /// The same, in another environment.
    pub(crate) fn with<V: AsRef<OsStr>>(test: &str, task: &str, environment: &[(&str, V)]) -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", test])
            .env(VARIABLE, task)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            stdin: process.stdin.take(),
            lines: BufReader::new(process.stdout.take().unwrap()).lines(),
            process,
        }
    }

    /// The next thing that it says.
    pub(crate) fn hear(&mut self) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        let said = lines.find_map(|line| Some(line.split_once(MARK)?.1.to_owned()));
        said.expect("the child has ended without a word")
    }

    /// Lets it end, and waits for that.
    pub(crate) fn finish(self) {
        assert!(self.passes());
    }

    /// The same, and tells whether its test has passed.
    pub(crate) fn passes(mut self) -> bool {
        drop(self.stdin.take());
        self.lines.by_ref().for_each(drop);
        self.process.wait().unwrap().success()
    }

    /// SIGKILL.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
