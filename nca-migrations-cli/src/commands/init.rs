//! `init`.

use std::fs;
use std::io;
use std::path::Path;

use nca_migrations::Dialect;
use nca_migrations_core::lock::{self, Lock};
use nca_migrations_core::metadata::quoted;
use serde_json::json;

use crate::args::InitArgs;
use crate::commands::alembic;
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
    alembic::init(args)?;
    let named = args.directory.as_deref().map(Directory::named);
    let named = named.or_else(|| context.surroundings.named_directory());
    let config = context.config()?;
    let directory = match named {
        Some(named) => named,
        None => context
            .surroundings
            .own_directory()?
            .or_else(|| config.directory.clone())
            .unwrap_or_else(|| Directory::named(Path::new(directory::NAME))),
    };
    let backends = match (&args.backends[..], &config.backends) {
        ([], Some(configured)) => configured.clone(),
        ([], None) => vec![Dialect::Sqlite],
        (given, _) => given.to_vec(),
    };
    let failed = |doing| {
        let shown = directory.shown.clone();
        move |error| files::failure(doing, shown, error)
    };
    if !is_empty(&directory).map_err(failed("read"))? {
        return Err(InitError::NotEmpty(directory.shown).into());
    }
    fs::create_dir_all(&directory.path).map_err(failed("create"))?;
    let lock = Lock {
        dialects: backends.into_iter().collect(),
        ..Lock::default()
    };
    let (file, shown) = (directory.path.join(lock::FILE), directory.show(lock::FILE));
    files::create_new(&file, shown, &lock.to_string())?;
    let configured = context.config()?.directory.as_ref();
    let is_configured = configured.is_some_and(|configured| configured.path == directory.path);
    tell(context, &directory, &lock, is_configured);
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

fn tell(context: &mut Context<'_>, directory: &Directory, lock: &Lock, is_configured: bool) {
    let (shown, program) = (&directory.shown, context.program.name);
    if context.globals.json {
        let backends: Vec<&str> = lock.dialects.iter().map(Dialect::name).collect();
        let fields = json!({ "directory": shown, "backends": backends });
        context.streams.result(json::object(fields));
        return;
    }
    let file = directory.show(lock::FILE);
    let is_found = &**shown == directory::NAME || is_configured;
    let configuration = if is_found {
        String::new()
    } else {
        format!(
            "
In nca-migrate.toml, so that it is found without --dir:

    directory = {}

",
            quoted(shown)
        )
    };
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
{configuration}Next: `{program} revision -m \"create users\"`"
    ));
}
