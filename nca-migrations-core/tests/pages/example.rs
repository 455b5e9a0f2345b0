//! An example as files: a sound, locked chain of one migration, and what the page makes of it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use nca_migrations_core::lock::{self, Accept};
use nca_migrations_core::problem::Problem;
use nca_migrations_core::{Demands, Loaded, load};
use tempfile::TempDir;

use crate::call::Call;
use crate::judge::drawn;
use crate::page::{Example, Step};

const BASE: &str = "2026-01-05-090000_create_agents";

/// Whether what is new at the end of an example is locked before it is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtTheEnd {
    Lock,
    LoadAsItIs,
}

/// Does what the example says and gives the problems there are then; an error when a step cannot
/// be done.
pub(crate) fn problems(example: &Example, at_the_end: AtTheEnd) -> Result<Vec<Problem>, String> {
    let start = Laid::base()?;
    for step in &example.locked {
        start.take(step)?;
    }
    if !example.locked.is_empty() {
        start.lock(&start.accept_everything())?;
    }
    let laid = Laid {
        call: example.call.clone().unwrap_or_default(),
        ..start
    };
    for step in &example.steps {
        laid.take(step)?;
    }
    if at_the_end == AtTheEnd::Lock {
        laid.lock(&Accept::default())?;
    }
    Ok(laid.build().problems)
}

/// A crate's directory with a migrations directory in it.
struct Laid {
    dir: TempDir,
    call: Call,
}

impl Laid {
    fn base() -> Result<Self, String> {
        let laid = Self {
            dir: TempDir::new().map_err(|error| error.to_string())?,
            call: Call::default(),
        };
        for (file, text) in [
            (
                "metadata.toml",
                "parent = \"base\"\nrun_in_transaction = true\n",
            ),
            (
                "up.sql",
                "CREATE TABLE agents (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n",
            ),
            ("down.sql", "DROP TABLE agents;\n"),
        ] {
            laid.write(&format!("{BASE}/{file}"), text)?;
        }
        laid.lock(&Accept::default())?;
        Ok(laid)
    }

    /// The directory that the page's paths are from.
    fn migrations(&self) -> PathBuf {
        self.dir.path().join("migrations")
    }

    /// The directory as the call names it.
    fn shown(&self) -> &str {
        self.call.path.as_deref().unwrap_or("migrations")
    }

    fn take(&self, step: &Step) -> Result<(), String> {
        match step {
            Step::Write { path, text } => self.write(path, text),
            Step::Shell(script) => self.shell(script),
            Step::Lock(accept) => self.lock(accept),
        }
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let file = self.migrations().join(path);
        file.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| format!("cannot write `{path}`: {error}"))
    }

    fn shell(&self, script: &str) -> Result<(), String> {
        let output = Command::new("sh")
            .args(["-e", "-c", script])
            .current_dir(self.migrations())
            .output()
            .map_err(|error| format!("cannot run sh: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!(
            "`{}` failed: {}",
            script.trim_end(),
            String::from_utf8_lossy(&output.stderr)
        ))
    }

    /// As a build loads it: with what the call demands.
    fn build(&self) -> Loaded {
        let demands = Demands {
            serves: None,
            backends: self.call.backends,
            verified: self.call.verified,
            schema: self
                .call
                .schema
                .as_ref()
                .map(|file| (self.dir.path().join(file), file.clone())),
        };
        self.load(&demands)
    }

    fn load(&self, demands: &Demands) -> Loaded {
        load(&self.dir.path().join(self.shown()), self.shown(), demands)
    }

    /// As `nca-migrate lock` does it, which knows nothing of the program's source.
    fn lock(&self, accept: &Accept) -> Result<(), String> {
        let lock = lock::renew(&self.load(&Demands::default()), accept)
            .map_err(|problems| format!("cannot lock:\n{}", drawn(&problems)))?;
        let file = self.dir.path().join(self.shown()).join(lock::FILE);
        fs::write(file, lock.to_string()).map_err(|error| format!("cannot lock: {error}"))
    }

    /// For what the page says is locked as it is, also where it writes over the first migration.
    fn accept_everything(&self) -> Accept {
        let lock = self.load(&Demands::default()).lock.unwrap_or_default();
        Accept {
            migrations: lock.blocks.into_iter().map(|block| block.name).collect(),
            dialects: None,
        }
    }
}
