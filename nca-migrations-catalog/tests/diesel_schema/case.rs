//! A database and the settings that its module is written with.

use std::fs;
use std::path::{Path, PathBuf};

use crate::engine::Engine;

/// A database.
pub(crate) struct Case {
    pub(crate) sql: String,
    pub(crate) variants: Vec<Variant>,
}

/// A `diesel.toml` for it.
pub(crate) struct Variant {
    /// What it is called in a failure.
    pub(crate) name: String,
    pub(crate) settings: String,
    /// Where what Diesel wrote is, without an extension.
    pub(crate) golden: PathBuf,
}

impl Variant {
    /// Whether what we write is not what Diesel writes, and is in `.ours`.
    pub(crate) fn is_unlike(&self) -> bool {
        let folder = self.folder().file_name().unwrap();
        folder.to_str().unwrap().starts_with("unlike")
    }

    /// Where the files are that the settings name.
    pub(crate) fn folder(&self) -> &Path {
        self.golden.parent().unwrap()
    }
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diesel_schema/cases")
}

/// The cases that have a database for the engine.
pub(crate) fn all(engine: Engine) -> Vec<Case> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let cases = folders.iter().filter_map(|folder| {
        let sql = folder.join(format!("{}.sql", engine.name()));
        let sql = fs::read_to_string(sql).ok()?;
        let variants = variants(folder, engine);
        Some(Case { sql, variants })
    });
    cases.collect()
}

fn variants(folder: &Path, engine: Engine) -> Vec<Variant> {
    let variant = |name: &str, settings: String| Variant {
        name: format!(
            "{}/{} on {}",
            folder.file_name().unwrap().display(),
            name,
            engine.name()
        ),
        settings,
        golden: folder.join(format!("{}.{name}", engine.name())),
    };
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let mut variants = vec![variant("plain", String::new())];
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".toml") else {
            continue;
        };
        let (name, of) = name.split_once('.').unwrap_or((name, engine.name()));
        if of == engine.name() {
            variants.push(variant(name, fs::read_to_string(&path).unwrap()));
        }
    }
    variants
}
