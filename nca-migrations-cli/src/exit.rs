//! Exit codes: part of the contract.

use std::process::ExitCode;

/// How a command ended. The numbers are promised to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// 0: done, also when there was nothing to do.
    Done,
    /// 1: a check found a difference.
    Difference,
    /// 2: the command line could not be understood.
    Usage,
    /// 3: failed.
    Failed,
    /// 130: stopped by Ctrl-C, as shells number it. Nothing is half done.
    Interrupted,
    /// 143: stopped by SIGTERM, as shells number it. Nothing is half done.
    Terminated,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Difference => 1,
            Self::Usage => 2,
            Self::Failed => 3,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
