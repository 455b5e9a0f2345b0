//! `init`.

use std::fs;
use std::io;
use std::path::PathBuf;

use nca_migrations::Dialect;
use nca_migrations_core::lock::{self, Lock};
use serde_json::json;

use crate::args::InitArgs;
use crate::context::Context;
use crate::directory::{self, Directory};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{files, json};

/// Why a directory is not set up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InitError {
    // Alembic's words.
    #[error(
        "Directory `{0}` already exists and is not empty\n\
         to use Diesel's migrations that are in it: `nca-migrate adopt --dir {0}`"
    )]
    NotEmpty(String),
}

pub(super) fn run(context: &mut Context<'_>, args: &InitArgs) -> Result<Exit, Failure> {
    let path = args.directory.clone().or_else(|| context.dir.clone());
    let path = path.unwrap_or_else(|| PathBuf::from(directory::NAME));
    let directory = Directory::named(&path);
    let failed = |doing| {
        let shown = directory.shown.clone();
        move |error| files::failure(doing, shown, error)
    };
    if !is_empty(&directory).map_err(failed("read"))? {
        return Err(InitError::NotEmpty(directory.shown).into());
    }
    fs::create_dir_all(&directory.path).map_err(failed("create"))?;
    let lock = Lock {
        dialects: args.backends.iter().copied().collect(),
        ..Lock::default()
    };
    let (file, shown) = (directory.path.join(lock::FILE), directory.show(lock::FILE));
    files::create_new(&file, shown, &lock.to_string())?;
    tell(context, &directory, &lock);
    Ok(Exit::Done)
}

/// Whether there is nothing in it but dot files, such as those that keep a directory in git.
fn is_empty(directory: &Directory) -> io::Result<bool> {
    let entries = match fs::read_dir(&directory.path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        entries => entries?,
    };
    for entry in entries {
        if !entry?.file_name().to_string_lossy().starts_with('.') {
            return Ok(false);
        }
    }
    Ok(true)
}

fn tell(context: &mut Context<'_>, directory: &Directory, lock: &Lock) {
    let shown = &directory.shown;
    if context.globals.json {
        let backends: Vec<&str> = lock.dialects.iter().map(Dialect::name).collect();
        let fields = json!({ "directory": shown, "backends": backends });
        context.streams.result(json::object(fields));
        return;
    }
    let file = directory.show(lock::FILE);
    let argument = match &**shown {
        // The macro looks for this one by itself.
        directory::NAME => String::new(),
        other => format!("\"{other}\""),
    };
    context.streams.summary(format!(
        "Generating {file} ...  done

In the program:

    pub static MIGRATIONS: nca_migrations::EmbeddedMigrations =
        nca_migrations::embed_migrations!({argument});

In its build.rs, so that a migration added by hand builds again:

    fn main() {{
        println!(\"cargo::rerun-if-changed={shown}\");
        println!(\"cargo::rustc-env=NCA_MIGRATIONS_WATCHED={shown}\");
    }}

Paths are relative to the crate's directory.
Next: `nca-migrate revision -m \"create users\"`"
    ));
}
