//! `schema`.

mod module;
mod modules;
mod picture;
mod settings;

use std::fs;

use nca_migrations::Dialect;
use nca_migrations_catalog::diesel_schema::Section;
use nca_migrations_core::Loaded;
use nca_migrations_core::problem::{Kind, Problem};

use crate::args::{SchemaArgs, SchemaFormat};
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;

pub(crate) use modules::SchemaError;
pub(crate) use picture::PictureError;

pub(super) fn run(context: &mut Context<'_>, args: &SchemaArgs) -> Result<Exit, Failure> {
    picture::settle(args)?;
    let directory = context.directory()?;
    let loaded = sound(&directory)?;
    let engine = engine(args, &loaded)?;
    match args.format {
        SchemaFormat::Rust => module::run(context, args, &directory, &loaded, engine),
        _ => picture::run(context, args, &loaded, engine),
    }
}

/// Writes the modules anew, if there are any, and gives what was written.
pub(super) fn renew(context: &mut Context<'_>, args: &SchemaArgs) -> Result<Vec<String>, Failure> {
    let directory = context.directory()?;
    let loaded = sound(&directory)?;
    let engine = engine(args, &loaded)?;
    let made = match module::make(context, args, &loaded, engine) {
        Err(Failure::Schema(SchemaError::NoFile)) => return Ok(Vec::new()),
        made => made?,
    };
    let stale = made.stale(&directory, &loaded);
    made.write(&directory, &loaded)?;
    Ok(stale)
}

/// The directory, with nothing in the way.
fn sound(directory: &Directory) -> Result<Loaded, Failure> {
    let loaded = directory.load();
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| !matches!(problem.kind, Kind::CatalogChanged { .. }))
        .cloned()
        .collect();
    if in_the_way.is_empty() {
        Ok(loaded)
    } else {
        Err(Failure::problems(directory, in_the_way))
    }
}

/// A module as it is now.
pub(super) struct Kept {
    pub(super) section: Section,
    pub(super) file: Directory,
    pub(super) text: String,
}

/// The modules as they are now, and the engine that they are made on. None where no file is named.
pub(super) fn kept(
    context: &Context<'_>,
    loaded: &Loaded,
) -> Result<(Dialect, Vec<Kept>), Failure> {
    let args = SchemaArgs::default();
    let engine = engine(&args, loaded)?;
    let found = settings::read(context, &args)?;
    let mut all = Vec::new();
    for section in &found.settings.sections {
        let file = match modules::file(&found, section) {
            Err(SchemaError::NoFile) => continue,
            file => file?,
        };
        let text = fs::read_to_string(&file.path)
            .map_err(|error| files::failure("read", file.shown.clone(), error))?;
        all.push(Kept {
            section: section.clone(),
            file,
            text,
        });
    }
    Ok((engine, all))
}

/// The engine that was asked for, else the one that the module was made on before, else the first that the
/// chain serves.
fn engine(args: &SchemaArgs, loaded: &Loaded) -> Result<Dialect, SchemaError> {
    let lock = loaded.lock.clone().unwrap_or_default();
    if let Some(asked) = args.backend {
        if lock.dialects.contains(asked) {
            return Ok(asked);
        }
        return Err(SchemaError::NotServed(asked));
    }
    let before = lock.schemas.first().map(|pin| pin.dialect);
    let first = lock.dialects.iter().next();
    Ok(before.or(first).unwrap_or(Dialect::Sqlite))
}
