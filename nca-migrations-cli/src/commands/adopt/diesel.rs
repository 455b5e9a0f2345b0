//! Diesel's migrations, completed where they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nca_migrations::RevisionName;
use nca_migrations::chain::Direction;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::source::Source;
use nca_migrations_core::{metadata, script_file};

use super::metadata_text;
use super::plan::{Content, File, Note, Obstacle, Plan, Planned, is_empty, remark};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// What may be changed beyond adding what is missing.
#[derive(Debug)]
pub(super) struct Options<'a> {
    pub(super) dialects: Dialects,
    pub(super) unverified: Option<&'a str>,
    pub(super) empty_down: EmptyDown,
}

/// What becomes of a down script without a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EmptyDown {
    /// It is a problem like any other.
    Report,
    /// It is removed, and the migration declared irreversible.
    Drop,
}

/// A directory as Diesel knows it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) name: RevisionName,
    pub(super) metadata: Option<Vec<u8>>,
    /// File names and texts.
    pub(super) scripts: Vec<(String, Vec<u8>)>,
    /// What cannot be written to, because it leads out of the migrations directory.
    pub(super) links: Vec<String>,
}

/// Reads the directories that can be migrations. What is wrong with others is found by the checks.
pub(super) fn read(directory: &Directory) -> Result<Vec<Found>, Failure> {
    let failed = |path: String| move |error| files::failure("read", path, error);
    let mut found = Vec::new();
    let entries = fs::read_dir(&directory.path).map_err(failed(directory.shown.clone()))?;
    for entry in entries {
        let entry = entry.map_err(failed(directory.shown.clone()))?;
        let name = entry.file_name().into_string().ok();
        let name = name.and_then(|name| RevisionName::parse(&name).ok());
        if let Some(name) = name.filter(|_| entry.path().is_dir()) {
            found.push(folder(&entry.path(), name));
        }
    }
    Ok(found)
}

/// What cannot be read here is reported by the checks.
fn folder(path: &Path, name: RevisionName) -> Found {
    let file = |file: &str| {
        let path = path.join(file);
        path.is_file().then(|| fs::read(path).ok()).flatten()
    };
    let names = fs::read_dir(path).into_iter().flatten().flatten();
    let mut names: Vec<String> = names
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| script_file::parse(name).is_some())
        .collect();
    names.sort();
    let scripts = names.into_iter().filter_map(|name| {
        let text = file(&name)?;
        Some((name, text))
    });
    let is_link = |path: &PathBuf| {
        path.symlink_metadata()
            .is_ok_and(|found| found.is_symlink())
    };
    let places = [path.to_owned(), path.join(metadata::FILE)];
    let links = places.iter().filter(|place| is_link(place));
    Found {
        metadata: file(metadata::FILE),
        scripts: scripts.collect(),
        links: (links.filter_map(|place| place.file_name()))
            .map(|name| name.to_string_lossy().into_owned())
            .collect(),
        name,
    }
}

/// What each migration lacks. The order is Diesel's: that of the versions as text.
pub(super) fn plan(mut found: Vec<Found>, directory: &str, options: &Options<'_>) -> Plan {
    found.sort_by(|a, b| (a.name.version(), &a.name).cmp(&(b.name.version(), &b.name)));
    let mut plan = Plan::default();
    let mut parent = "base".to_owned();
    for folder in found {
        let name = folder.name.to_string();
        complete(&folder, &parent, directory, options, &mut plan);
        parent = name;
    }
    plan
}

fn complete(folder: &Found, parent: &str, directory: &str, options: &Options<'_>, plan: &mut Plan) {
    let name = &folder.name;
    let raw = folder.metadata.as_deref();
    let Ok(existing) = raw.map(str::from_utf8).transpose() else {
        return; // The checks say so.
    };
    let said = existing.map(|text| Said::read(name, text));
    if said.as_ref().is_some_and(|said| said.is_unreadable) {
        return;
    }
    let said = said.unwrap_or_default();
    let (mut lines, mut files) = (Vec::new(), Vec::new());
    if said.values.parent.is_none() && !said.lacks_to_a_typo("parent") {
        lines.push(metadata_text::parent(parent));
    }
    if said.values.run_in_transaction.is_none() && !said.lacks_to_a_typo("run_in_transaction") {
        // `migrations_internals::TomlMetadata` has a default for the key in a file, which is false, and
        // a migration without the file runs in a transaction.
        lines.push(metadata_text::run_in_transaction(existing.is_none()));
        if existing.is_some() {
            plan.notes.push(Note::new(
                name.as_str(),
                "Diesel runs it outside a transaction, because its metadata.toml does not say \
                 `run_in_transaction`; `run_in_transaction = false` is written so that this stays. Make \
                 it `true` if it was not meant",
            ));
        }
    }
    no_way_back(folder, &said, options, (&mut lines, &mut files), plan);
    if said.values.unverified.is_none() && !lines.is_empty() {
        lines.extend(options.unverified.map(metadata_text::unverified));
    }
    if lines.is_empty() && files.is_empty() {
        return;
    }
    for link in &folder.links {
        let at = format!("{directory}/{name}");
        let text = format!("`{link}` is a symbolic link: what it leads to is not written to");
        let help = "put the directory itself in its place";
        plan.obstacles.push(Obstacle::new(at, text).help(help));
    }
    if !lines.is_empty() {
        let text = metadata_text::with(existing.unwrap_or_default(), &lines);
        files.insert(0, File::written(metadata::FILE, text));
    }
    let name = name.clone();
    plan.migrations.push(Planned { name, files });
}

/// Declares a migration without a way back to be that. One that has a parent already is ours: what it
/// lacks then is a slip, which the checks report.
fn no_way_back(
    folder: &Found,
    said: &Said,
    options: &Options<'_>,
    (lines, files): (&mut Vec<String>, &mut Vec<File>),
    plan: &mut Plan,
) {
    let is_down =
        |file: &str| script_file::parse(file).is_some_and(|(way, _)| way == Direction::Down);
    let (downs, ups): (Vec<_>, Vec<_>) = folder.scripts.iter().partition(|(file, _)| is_down(file));
    let is_declared = said.values.irreversible.is_some();
    if ups.is_empty() {
        return; // No migration of Diesel's at all.
    }
    if downs.is_empty() && !is_declared && said.values.parent.is_none() {
        let reason = "it came from diesel_migrations without a down script";
        lines.push(metadata_text::irreversible(reason));
        plan.notes.push(Note::new(
            folder.name.as_str(),
            "has no down script, so Diesel could not revert it: declared irreversible",
        ));
        return;
    }
    let texts: Vec<String> = (downs.iter())
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let all_empty = texts.iter().all(|text| is_empty(text, options.dialects));
    if options.empty_down == EmptyDown::Report || !all_empty || downs.is_empty() {
        return;
    }
    // A run that was stopped may have declared it and removed nothing yet.
    if !is_declared {
        let mut reason = "it came from diesel_migrations with an empty down script".to_owned();
        if let Some(remark) = texts.iter().find_map(|text| remark(text)) {
            reason = format!("{reason}, which said: {remark}");
        }
        lines.push(metadata_text::irreversible(&reason));
    }
    for (file, _) in downs {
        let about = format!("{}/{file}", folder.name);
        plan.notes.push(Note::new(
            about,
            "has no statement: removed, and the migration declared irreversible",
        ));
        files.push(File {
            name: file.clone(),
            content: Content::Remove,
        });
    }
}

/// What an existing `metadata.toml` says.
#[derive(Debug, Default)]
struct Said {
    values: metadata::Metadata,
    /// Keys that are there in another spelling, or with a value of a wrong type.
    misspelt: Vec<&'static str>,
    is_unreadable: bool,
}

impl Said {
    fn read(name: &RevisionName, text: &str) -> Self {
        use nca_migrations_core::problem::Kind;
        let source = Source::of_bytes(PathBuf::new(), metadata::FILE.to_owned(), text.as_bytes());
        let Ok(source) = source else {
            return Self::default();
        };
        let (values, problems) = metadata::read(&Arc::new(source), name.as_str());
        let mut said = Self {
            values,
            ..Self::default()
        };
        for problem in problems {
            match problem.kind {
                Kind::MetadataSyntax { .. } | Kind::MergeConflict { .. } => {
                    said.is_unreadable = true;
                }
                Kind::MetadataUnknownKey {
                    known: Some(key), ..
                }
                | Kind::MetadataType { key, .. } => said.misspelt.push(key),
                _ => {}
            }
        }
        said
    }

    /// It is then not missing as well: the checks say what is wrong with it.
    fn lacks_to_a_typo(&self, key: &str) -> bool {
        self.misspelt.contains(&key)
    }
}

#[cfg(test)]
mod tests;
