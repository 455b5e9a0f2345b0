//! Diesel's module.

use nca_migrations::Dialect;
use nca_migrations::verify::{Scratch, catalog};
use nca_migrations_catalog::Catalog;
use nca_migrations_core::Loaded;
use nca_migrations_core::lock::{self, Lock};
use serde_json::{Value, json};

use super::modules::{self, Written};
use super::settings;
use crate::args::SchemaArgs;
use crate::commands::verify::engine::{EngineError, scratch};
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::scratch::with;
use crate::{files, json};

pub(super) fn run(
    context: &mut Context<'_>,
    args: &SchemaArgs,
    directory: &Directory,
    loaded: &Loaded,
    engine: Dialect,
) -> Result<Exit, Failure> {
    let made = make(context, args, loaded, engine)?;
    for warning in made.modules.iter().flat_map(|module| &module.warnings) {
        context.streams.progress(format!("warning: {warning}"));
    }
    if args.print {
        for module in &made.modules {
            context.streams.result(module.text.trim_end());
        }
        return Ok(Exit::Done);
    }
    let stale = made.stale(directory, loaded);
    if !args.check {
        made.write(directory, loaded)?;
    }
    Ok(tell(context, args, engine, &made.modules, &stale))
}

/// The modules as they are to be.
pub(super) struct Made {
    modules: Vec<Written>,
    lock: Lock,
}

pub(super) fn make(
    context: &Context<'_>,
    args: &SchemaArgs,
    loaded: &Loaded,
    engine: Dialect,
) -> Result<Made, Failure> {
    let settings = settings::read(context, args)?;
    modules::named(&settings)?;
    let catalog = with!(&mut scratch(&args.server, engine)?, scratch => head(loaded, scratch))?;
    let modules = modules::of(&catalog, &settings)?;
    let mut lock = loaded.lock.clone().unwrap_or_default();
    let texts = modules.iter().map(|module| &*module.text);
    lock.pin_schemas(&loaded.chain, engine, texts);
    Ok(Made { modules, lock })
}

impl Made {
    /// The files that are not as they are to be.
    pub(super) fn stale(&self, directory: &Directory, loaded: &Loaded) -> Vec<String> {
        let stale = self.modules.iter().filter(|module| module.is_stale());
        let mut files: Vec<String> = stale.map(|module| module.file.shown.clone()).collect();
        if self.pins(loaded) {
            files.push(directory.show(lock::FILE));
        }
        files
    }

    fn pins(&self, loaded: &Loaded) -> bool {
        loaded.lock.as_ref() != Some(&self.lock)
    }

    pub(super) fn write(&self, directory: &Directory, loaded: &Loaded) -> Result<(), Failure> {
        for module in self.modules.iter().filter(|module| module.is_stale()) {
            module.write()?;
        }
        if self.pins(loaded) {
            files::replace(directory, &self.lock)?;
        }
        Ok(())
    }
}

fn head<S: Scratch>(loaded: &Loaded, scratch: &mut S) -> Result<Catalog, EngineError> {
    Ok(catalog(&loaded.chain, scratch, loaded.chain.len())?)
}

fn tell(
    context: &mut Context<'_>,
    args: &SchemaArgs,
    engine: Dialect,
    modules: &[Written],
    written: &[String],
) -> Exit {
    let stale = args.check && !written.is_empty();
    if context.globals.json {
        let files: Vec<Value> = modules
            .iter()
            .map(|module| {
                json!({
                    "file": module.file.shown,
                    "section": module.key,
                    "up_to_date": !module.is_stale(),
                    "warnings": module.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
                })
            })
            .collect();
        let word = if args.check { "stale" } else { "written" };
        let mut fields = json!({ "backend": engine.name(), "modules": files });
        fields[word] = written.into();
        context.streams.result(json::object(fields));
    } else if stale {
        let files = written.join(", ");
        let said = format!(
            "the schema module is not the one that the chain produces: {files}\n`schema` writes it"
        );
        context.streams.error(failed(&said));
    } else if written.is_empty() {
        for module in modules {
            let file = &module.file.shown;
            context.streams.summary(format!("{file}: up to date"));
        }
    } else {
        for file in written {
            context.streams.summary(format!("wrote {file}"));
        }
    }
    if stale { Exit::Difference } else { Exit::Done }
}

impl Written {
    fn is_stale(&self) -> bool {
        self.before.as_deref() != Some(&*self.text)
    }

    fn write(&self) -> Result<(), Failure> {
        let Directory { path, shown } = &self.file;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| files::failure("create the directory of", shown.clone(), error))?;
        }
        files::swap(path, shown.clone(), &self.text)
    }
}
