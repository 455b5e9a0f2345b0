//! Diesel's module.

use nca_migrations::Dialect;
use nca_migrations::verify::{Scratch, catalog};
use nca_migrations_catalog::Catalog;
use nca_migrations_core::Loaded;
use serde_json::{Value, json};

use super::modules::{self, Written};
use super::settings;
use crate::args::SchemaArgs;
use crate::commands::verify::engine::{EngineError, scratch};
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::{files, json};

pub(super) fn run(
    context: &mut Context<'_>,
    args: &SchemaArgs,
    directory: &Directory,
    loaded: &Loaded,
    engine: Dialect,
) -> Result<Exit, Failure> {
    let settings = settings::read(context, args)?;
    let catalog = scratch(&args.server, engine, |scratch| match scratch {
        #[cfg(feature = "sqlite-system")]
        crate::scratch::Any::Sqlite(mut scratch) => head(loaded, &mut scratch),
        #[cfg(feature = "postgres")]
        crate::scratch::Any::Postgres(mut scratch) => head(loaded, &mut scratch),
        #[cfg(feature = "mysql")]
        crate::scratch::Any::Mysql(mut scratch) => head(loaded, &mut scratch),
    })?;
    let modules = modules::of(&catalog, &settings)?;
    for warning in modules.iter().flat_map(|module| &module.warnings) {
        context.streams.progress(format!("warning: {warning}"));
    }
    if args.print {
        for module in &modules {
            context.streams.result(module.text.trim_end());
        }
        return Ok(Exit::Done);
    }
    let mut lock = loaded.lock.clone().unwrap_or_default();
    lock.pin_schemas(
        &loaded.chain,
        engine,
        modules.iter().map(|module| &*module.text),
    );
    let stale: Vec<&Written> = modules.iter().filter(|module| module.is_stale()).collect();
    let pins = loaded.lock.as_ref() != Some(&lock);
    let mut written: Vec<String> = stale
        .iter()
        .map(|module| module.file.shown.clone())
        .collect();
    if pins {
        written.push(directory.show(nca_migrations_core::lock::FILE));
    }
    if !args.check {
        for module in &stale {
            module.write()?;
        }
        if pins {
            files::replace(directory, &lock)?;
        }
    }
    Ok(tell(context, args, engine, &modules, &written))
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
