//! Who runs the migrations: for the log, and for those who wait.

use std::fmt;

/// Who runs the migrations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Who {
    /// The program's name.
    pub program: Option<String>,
    /// The program's version.
    pub program_version: Option<String>,
    /// The machine.
    pub host: Option<String>,
    /// The process.
    pub process: u32,
    /// What whoever started it calls this run: a release, a ticket.
    pub tag: Option<String>,
}

impl Who {
    /// This process, as far as it can tell.
    pub(crate) fn this_process() -> Self {
        let program = std::env::current_exe().ok();
        let program = program.as_deref().and_then(std::path::Path::file_stem);
        Self {
            program: program.map(|name| name.to_string_lossy().into_owned()),
            program_version: None,
            host: host(),
            process: std::process::id(),
            tag: None,
        }
    }
}

impl fmt::Display for Who {
    /// `nca 1.2.0, process 4711 on db-host`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(program) = &self.program {
            f.write_str(program)?;
            if let Some(version) = &self.program_version {
                write!(f, " {version}")?;
            }
            f.write_str(", ")?;
        }
        write!(f, "process {}", self.process)?;
        self.host
            .iter()
            .try_for_each(|host| write!(f, " on {host}"))
    }
}

/// std has no call for it: the kernel's file on Linux, else the variable that shells and Windows
/// set.
fn host() -> Option<String> {
    let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let variable = || {
        ["HOSTNAME", "COMPUTERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok())
    };
    kernel
        .or_else(variable)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}
