//! What a `diesel.toml` says, and where it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use nca_migrations_catalog::diesel_schema::Settings;
use nca_migrations_core::problem::Message;
use nca_migrations_core::source::{Place, Source};

use crate::args::SchemaArgs;
use crate::config::Complaint;
use crate::context::Context;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

const FILE: &str = "diesel.toml";

/// The settings, and where their paths begin.
pub(super) struct Found {
    pub(super) settings: Settings,
    /// The file that was named for the module, if one was.
    pub(super) file: Option<Directory>,
    base: Directory,
}

impl Found {
    /// A file that the settings name, relative to where they are.
    pub(super) fn beside(&self, file: &Path) -> Directory {
        let shown = match &*self.base.shown {
            "" => file.to_string_lossy().into_owned(),
            base => format!("{base}/{}", file.display()),
        };
        Directory {
            path: self.base.path.join(file),
            shown,
        }
    }
}

pub(super) fn read(context: &Context<'_>, args: &SchemaArgs) -> Result<Found, Failure> {
    let file = match &args.file {
        Some(path) => Some(Directory::named(path)),
        None => context.config()?.schema.clone(),
    };
    let Some(toml) = location(args, file.as_ref()) else {
        return Ok(Found {
            settings: Settings::default(),
            file,
            base: Directory::named(Path::new("")),
        });
    };
    let unreadable = |error| files::failure("read", toml.shown.clone(), error);
    let bytes = std::fs::read(&toml.path).map_err(unreadable)?;
    let source = Source::of_bytes(toml.path.clone(), toml.shown.clone(), &bytes)
        .map_err(|_| unreadable(std::io::Error::other("it is not UTF-8")))?;
    let base = Directory {
        path: toml.path.parent().unwrap_or(Path::new("")).to_owned(),
        shown: toml
            .shown
            .rsplit_once('/')
            .map_or("", |(base, _)| base)
            .to_owned(),
    };
    let settings = Settings::read(source.text.as_str()).map_err(|error| {
        let source = Arc::new(source.clone());
        let complaints = error.faults.iter().map(|fault| Complaint {
            message: Message::titled(fault.kind.to_string()),
            place: Place::new(&source, fault.span.clone()),
        });
        Failure::Config {
            shown: toml.shown.clone(),
            complaints: complaints.collect(),
        }
    })?;
    let mut found = Found {
        settings,
        file,
        base,
    };
    read_patches(&mut found)?;
    Ok(found)
}

/// The file that was named, else the nearest: from the module upwards, or from here.
fn location(args: &SchemaArgs, module: Option<&Directory>) -> Option<Directory> {
    if let Some(named) = &args.diesel_toml {
        return Some(Directory::named(named));
    }
    let start = module.and_then(|module| module.path.parent());
    let start = start.unwrap_or(Path::new(""));
    let whole = std::env::current_dir().ok()?.join(start);
    let (levels, found) = whole
        .ancestors()
        .enumerate()
        .find(|(_, ancestor)| ancestor.join(FILE).is_file())?;
    let shown = start
        .ancestors()
        .nth(levels)
        .map(|ancestor| ancestor.join(FILE));
    let shown = shown.unwrap_or_else(|| {
        let up = levels - start.ancestors().count().saturating_sub(1);
        PathBuf::from("../".repeat(up)).join(FILE)
    });
    Some(Directory {
        path: found.join(FILE),
        shown: shown.to_string_lossy().into_owned(),
    })
}

fn read_patches(found: &mut Found) -> Result<(), Failure> {
    for at in 0..found.settings.sections.len() {
        let Some(patch) = &found.settings.sections[at].patch else {
            continue;
        };
        let file = found.beside(&patch.file);
        let text = std::fs::read_to_string(&file.path)
            .map_err(|error| files::failure("read", file.shown, error))?;
        if let Some(patch) = &mut found.settings.sections[at].patch {
            patch.text = Some(text);
        }
    }
    Ok(())
}
