//! The desired schema as SQL: a file that makes all of it on an empty database.

use std::fs;
use std::sync::Arc;

use nca_migrations::autogenerate::{AutogenerateError, desired};
use nca_migrations::chain::Chain;
use nca_migrations::verify::Scratch;
use nca_migrations::{Dialect, Error, RevisionName};
use nca_migrations_catalog::Catalog;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::problem::{Kind, Problem};
use nca_migrations_core::source::Source;
use nca_migrations_core::{Change, Demands, PlannedFile, load_planned, metadata};

use super::DesiredError;
use crate::args::DesiredArgs;
use crate::config::Config;
use crate::directory::Directory;
use crate::failed_statement;
use crate::failure::Failure;
use crate::files;

/// What the file is called while it is taken for a script.
const UP: &str = "up.sql";

/// How wide the drawing of a statement that fails is.
const WIDTH: usize = 100;

/// The files that were named: options before the configuration.
pub(super) fn files(args: &DesiredArgs, config: &Config) -> Vec<(Option<Dialect>, Directory)> {
    if args.from.is_empty() {
        return config.desired.clone();
    }
    let named = args.from.iter();
    named
        .map(|from| (from.backend, Directory::named(&from.file)))
        .collect()
}

/// A file with the desired schema, as a chain of one revision: it is checked and run as a migration is.
pub(in crate::commands) struct Script {
    shown: String,
    chain: Chain,
}

impl Script {
    pub(super) fn read(file: &Directory, backend: Dialect) -> Result<Self, Failure> {
        let unreadable = |error| files::failure("read", file.shown.clone(), error);
        let bytes = fs::read(&file.path).map_err(unreadable)?;
        let script = Source::of_bytes(file.path.clone(), UP.to_owned(), &bytes)
            .map_err(|_| unreadable(std::io::Error::other("it is not UTF-8")))?;
        // Nothing in the directory counts but what is planned for it.
        let empty = tempfile::tempdir()
            .map_err(|error| files::failure("create", "a temporary directory".to_owned(), error))?;
        let demands = Demands {
            serves: Some(Dialects::only(backend)),
            ..Demands::default()
        };
        let planned = planned(script);
        let loaded = load_planned(empty.path(), &file.shown, &demands, &planned);
        let about_it = loaded.problems.into_iter().filter(is_about_it);
        let problems: Vec<Problem> = about_it.map(|one| of_file(one, &file.shown)).collect();
        if !problems.is_empty() {
            let shown = file.shown.clone();
            return Err(Failure::Problems { shown, problems });
        }
        Ok(Self {
            shown: file.shown.clone(),
            chain: loaded.chain,
        })
    }

    /// The catalog of a database that it has been run on.
    pub(super) fn build<S: Scratch>(&self, scratch: &mut S) -> Result<Catalog, DesiredError> {
        desired(scratch, &self.chain).map_err(|error| match error {
            AutogenerateError::Desired(error) => self.failed(S::ENGINE, *error),
            error => DesiredError::generate(S::ENGINE, error),
        })
    }

    /// Told of the file that people know.
    fn failed(&self, backend: Dialect, error: Error) -> DesiredError {
        let picture = match error {
            Error::Statement(mut failure) => {
                failure.place.file.clone_from(&self.shown);
                failed_statement::picture(&failure, "", WIDTH)
            }
            error => error.to_string(),
        };
        DesiredError::Fails { backend, picture }
    }
}

fn planned(script: Source) -> Vec<PlannedFile> {
    let Ok(migration) = RevisionName::parse("1_desired") else {
        return Vec::new();
    };
    let about =
        "parent = \"base\"\nrun_in_transaction = true\nirreversible = \"it is no migration\"\n";
    let about = Source::of_bytes(
        metadata::FILE.into(),
        metadata::FILE.to_owned(),
        about.as_bytes(),
    );
    let write = |file: &str, source: Source| PlannedFile {
        migration: migration.clone(),
        file: file.to_owned(),
        change: Change::Write(Arc::new(source)),
    };
    let script = write(UP, script);
    about
        .map(|about| write(metadata::FILE, about))
        .into_iter()
        .chain([script])
        .collect()
}

/// There is no lock file where there is no directory.
fn is_about_it(problem: &Problem) -> bool {
    !matches!(problem.kind, Kind::LockMissing | Kind::NotLocked { .. })
}

/// With the name that people know.
fn of_file(mut problem: Problem, shown: &str) -> Problem {
    for place in &mut problem.places {
        if place.source.shown == UP {
            let mut source = Source::clone(&place.source);
            shown.clone_into(&mut source.shown);
            place.source = Arc::new(source);
        }
    }
    if let Kind::Script { script, .. } = &mut problem.kind {
        shown.clone_into(script);
    }
    problem
}
