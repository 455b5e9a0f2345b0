//! `edit`.

use std::fs;
use std::path::PathBuf;

use nca_migrations::{Dialect, Position, Target, TargetError};
use nca_migrations_core::chain::Direction;
use nca_migrations_core::digest::Digest;
use nca_migrations_core::lock::{Content, Lock};
use nca_migrations_core::name::{self, Found};
use nca_migrations_core::source::Source;
use nca_migrations_core::{Loaded, Migration, metadata, script_file};
use serde_json::{Value, json};

use crate::args::EditArgs;
use crate::commands::show;
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{editor, json};

/// Why there is nothing to edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EditError {
    #[error(
        "`{0}` counts from somewhere, and `edit` does not say from where\n\
         write `head{0}`, or name a revision"
    )]
    Relative(String),
    // Alembic's words.
    #[error("No revision files indicated by symbol '{0}'")]
    Base(String),
    #[error("`{migration}` has no {direction} script{}{}", on(*.backend), because(.irreversible.as_deref()))]
    NoScript {
        migration: String,
        direction: &'static str,
        backend: Option<Dialect>,
        irreversible: Option<String>,
    },
}

impl EditError {
    pub(crate) fn is_usage(&self) -> bool {
        !matches!(self, Self::NoScript { .. })
    }
}

fn on(backend: Option<Dialect>) -> String {
    backend.map_or_else(String::new, |backend| format!(" for {}", backend.title()))
}

fn because(irreversible: Option<&str>) -> String {
    irreversible.map_or_else(String::new, |reason| {
        format!("\nits metadata.toml says that it is irreversible: {reason}")
    })
}

pub(super) fn run(context: &mut Context<'_>, args: &EditArgs) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    let loaded = directory.load();
    let migration = find(context, &args.revision, &loaded)?;
    let edited = Edited::choose(&directory, migration, args)?;
    let before = edited.texts();
    let paths: Vec<PathBuf> = edited.files.iter().map(|file| edited.path(file)).collect();
    editor::open(&paths)?;
    let after = edited.texts();
    let files: Vec<File<'_>> = edited
        .files
        .iter()
        .zip(before.iter().zip(&after))
        .map(|(name, (before, after))| File {
            name,
            changed: before != after,
            state: state(loaded.lock.as_ref(), migration, name, after.as_ref()),
        })
        .collect();
    tell(context, &edited, &files);
    Ok(Exit::Done)
}

/// The migration that is meant: a place in the chain, or any that lies in the directory. Something may
/// be wrong with the chain, which is a reason to edit.
fn find<'a>(
    context: &Context<'_>,
    text: &str,
    loaded: &'a Loaded,
) -> Result<&'a Migration, Failure> {
    if text.starts_with(['+', '-']) {
        return Err(EditError::Relative(text.to_owned()).into());
    }
    let names: Vec<_> = loaded.migrations.iter().map(|one| &one.name).collect();
    let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    let is_symbol = name::RESERVED.contains(&text);
    match name::find(&names, text) {
        Found::One(index) if !is_symbol => return Ok(&loaded.migrations[index]),
        Found::Several(several) if !is_symbol => {
            let candidates = several.into_iter().map(|index| names[index].to_owned());
            return Err(TargetError::Ambiguous {
                name: text.to_owned(),
                candidates: candidates.collect(),
            }
            .into());
        }
        _ => {}
    }
    let position = match text {
        "current" => show::current(context, &loaded.chain)?,
        _ => text
            .parse::<Target>()?
            .resolve(&loaded.chain, Position(0))?,
    };
    let base = || EditError::Base(text.to_owned());
    let index = position.0.checked_sub(1).ok_or_else(base)?;
    let revision = loaded.chain.get(index).ok_or_else(base)?;
    let mut all = loaded.migrations.iter();
    let found = all.find(|migration| migration.name == revision.name);
    Ok(found.ok_or_else(base)?)
}

/// The files that are opened.
struct Edited<'a> {
    directory: &'a Directory,
    migration: &'a Migration,
    files: Vec<String>,
}

impl<'a> Edited<'a> {
    fn choose(
        directory: &'a Directory,
        migration: &'a Migration,
        args: &EditArgs,
    ) -> Result<Self, EditError> {
        let files = if args.metadata {
            vec![metadata::FILE.to_owned()]
        } else {
            scripts(migration, args)?
        };
        Ok(Self {
            directory,
            migration,
            files,
        })
    }

    fn path(&self, file: &str) -> PathBuf {
        let folder = self.directory.path.join(self.migration.name.as_str());
        folder.join(file)
    }

    fn shown(&self, file: &str) -> String {
        self.directory
            .show(&format!("{}/{file}", self.migration.name))
    }

    /// The files as they are; none where one cannot be read.
    fn texts(&self) -> Vec<Option<Source>> {
        let read = |file: &String| {
            let path = self.path(file);
            let bytes = fs::read(&path).ok()?;
            Source::of_bytes(path, self.shown(file), &bytes).ok()
        };
        self.files.iter().map(read).collect()
    }
}

/// The scripts of the direction; those of one backend, if one is given.
fn scripts(migration: &Migration, args: &EditArgs) -> Result<Vec<String>, EditError> {
    let direction = if args.down {
        Direction::Down
    } else {
        Direction::Up
    };
    let all = migration.scripts.iter().map(|source| source.file_name());
    let files: Vec<(&str, Option<Dialect>)> = all
        .filter_map(|file| Some((file, script_file::parse(file)?)))
        .filter(|(_, (of, _))| *of == direction)
        .map(|(file, (_, dialect))| (file, dialect))
        .collect();
    let own = |file: &&(&str, Option<Dialect>)| file.1 == args.backend;
    let chosen: Vec<String> = match args.backend {
        None => files.iter().map(|(file, _)| (*file).to_owned()).collect(),
        Some(_) => files
            .iter()
            .find(own)
            .or_else(|| files.iter().find(|(_, dialect)| dialect.is_none()))
            .map(|(file, _)| (*file).to_owned())
            .into_iter()
            .collect(),
    };
    if chosen.is_empty() {
        let irreversible = migration.irreversible.clone();
        return Err(EditError::NoScript {
            migration: migration.name.to_string(),
            direction: direction.name(),
            backend: args.backend,
            irreversible: irreversible.filter(|_| args.down),
        });
    }
    Ok(chosen)
}

/// A file after it was edited.
struct File<'a> {
    name: &'a str,
    changed: bool,
    state: State,
}

/// A file against the lock file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Free,
    Same,
    /// It is not what was locked, from now on or already before.
    Differs,
}

fn state(lock: Option<&Lock>, migration: &Migration, file: &str, text: Option<&Source>) -> State {
    let block = lock.and_then(|lock| lock.block(migration.name.as_str()));
    let Some(Content::Locked { scripts, .. }) = block.map(|block| &block.content) else {
        return State::Free;
    };
    let Some((_, digest)) = scripts.iter().find(|(name, _)| name == file) else {
        return State::Free;
    };
    match text {
        Some(source) if Digest::of(&source.text) == *digest => State::Same,
        _ => State::Differs,
    }
}

fn tell(context: &mut Context<'_>, edited: &Edited<'_>, files: &[File<'_>]) {
    if context.globals.json {
        let one = |file: &File<'_>| {
            json!({
                "file": edited.shown(file.name),
                "changed": file.changed,
                "locked": file.state != State::Free,
                "as_locked": file.state != State::Differs,
            })
        };
        let fields = json!({
            "directory": edited.migration.name.as_str(),
            "files": files.iter().map(one).collect::<Vec<Value>>(),
        });
        context.streams.result(json::object(fields));
        return;
    }
    let (program, name) = (context.program.name, &edited.migration.name);
    for file in files {
        let shown = edited.shown(file.name);
        let is_up = script_file::parse(file.name).is_some_and(|(of, _)| of == Direction::Up);
        let line = match (file.state, file.changed) {
            (State::Differs, _) if is_up => format!(
                "{shown} is not what is locked in chain.lock\n\
                 if no database has it yet: `{program} lock --accept {name}`\n\
                 otherwise restore it from version control, and change the schema in a new migration: \
                 `{program} revision -m \"...\"`"
            ),
            (State::Differs, _) => format!(
                "{shown} is not what is locked in chain.lock\n\
                 if this mends it: `{program} lock --accept {name}`"
            ),
            (_, false) => format!("{shown}: nothing was changed"),
            (State::Same, true) => format!("{shown} is what is locked in chain.lock again"),
            (State::Free, true) if file.name == metadata::FILE => {
                format!("{shown}: changed\nNext: `{program} validate`")
            }
            (State::Free, true) => {
                format!("{shown}: changed\nNext, when its scripts are ready: `{program} lock`")
            }
        };
        context.streams.summary(line);
    }
}
