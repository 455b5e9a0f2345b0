//! A program that migrates with one of the libraries: `benches/runners`, whose words are in
//! `protocol.rs` there.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;
use crate::contender::Contender;
use crate::engine::Engine;

pub(crate) struct Runner {
    pub(crate) contender: Contender,
    pub(crate) program: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Connect,
    Each,
    /// As `Each`, after the connection has answered a query about a table.
    Again,
    Whole,
}

impl Action {
    pub(crate) fn argument(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Each => "each",
            Self::Again => "again",
            Self::Whole => "whole",
        }
    }
}

/// What a run of the program took.
pub(crate) struct Took {
    /// The whole process.
    pub(crate) process: Duration,
    /// The library's part alone, for each time.
    pub(crate) library: Vec<Duration>,
}

impl Runner {
    /// sqlx has no transaction for a whole run, and on MySQL and MariaDB nobody has.
    pub(crate) fn can(&self, action: Action, engine: Engine) -> bool {
        match action {
            Action::Whole => self.contender != Contender::Sqlx && engine != Engine::Mysql,
            Action::Connect | Action::Each | Action::Again => true,
        }
    }

    pub(crate) fn run(
        &self,
        engine: Engine,
        url: &str,
        length: usize,
        action: Action,
        times: usize,
    ) -> Result<Took> {
        let mut command = Command::new(&self.program);
        command
            .args([
                engine.argument(),
                url,
                &length.to_string(),
                action.argument(),
            ])
            .arg(times.to_string())
            .stdin(Stdio::null())
            .stderr(Stdio::inherit());
        let start = Instant::now();
        let output = command.output()?;
        let process = start.elapsed();
        if !output.status.success() {
            let who = self.contender.name();
            let what = action.argument();
            return Err(format!("{who} failed: {} {what} {length}", engine.name()).into());
        }
        let nanoseconds = String::from_utf8(output.stdout)?;
        let library = nanoseconds
            .lines()
            .map(|line| Ok(Duration::from_nanos(line.parse()?)))
            .collect::<Result<_>>()?;
        Ok(Took { process, library })
    }
}
