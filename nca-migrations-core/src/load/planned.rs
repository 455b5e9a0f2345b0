//! Files that are not written yet, as if they were.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::listing::{Folder, Reading};
use crate::metadata;
use crate::name::RevisionName;
use crate::problem::{Kind, Problem};
use crate::source::Source;

/// A file of a migration that is going to be written or removed.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// The migration's directory.
    pub migration: RevisionName,
    /// The file's name in it: `metadata.toml`, or a script's.
    pub file: String,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a file.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is written, in place of one that is there; it is shown where it is going to be.
    Write(Arc<Source>),
    /// It is removed.
    Remove,
}

/// The planned files by migration.
pub(super) struct Plan<'a>(BTreeMap<&'a str, Vec<&'a PlannedFile>>);

impl<'a> Plan<'a> {
    pub(super) fn new(files: &'a [PlannedFile]) -> Self {
        let mut by_migration: BTreeMap<&str, Vec<&PlannedFile>> = BTreeMap::new();
        for file in files {
            let of = by_migration.entry(file.migration.as_str()).or_default();
            of.push(file);
        }
        Self(by_migration)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The migrations whose directories are not there.
    pub(super) fn new_folders(&self, there: &[&str], root: &Path, shown: &str) -> Vec<Folder> {
        let missing = self.0.iter().filter(|(name, _)| !there.contains(name));
        let folder = |name: &RevisionName| Folder {
            name: name.clone(),
            place: Arc::new(Source::without_text(
                root.join(name.as_str()),
                format!("{shown}/{name}"),
            )),
            metadata: None,
            rows: Vec::new(),
            scripts: Vec::new(),
            state: Reading::Complete,
        };
        missing
            .filter_map(|(_, files)| Some(folder(&files.first()?.migration)))
            .collect()
    }

    /// The directory as it is going to be: not empty, for one.
    pub(super) fn apply(&self, folder: &mut Folder, problems: &mut Vec<Problem>) {
        let before = problems.len();
        if self.0.contains_key(folder.name.as_str()) {
            problems.retain(|problem| !matches!(problem.kind, Kind::EmptyDirectory { .. }));
        }
        if problems.len() < before {
            folder.state = Reading::Complete;
        }
        for file in self.0.get(folder.name.as_str()).into_iter().flatten() {
            folder
                .scripts
                .retain(|script| script.file_name() != file.file);
            match &file.change {
                Change::Write(source) if file.file == metadata::FILE => {
                    folder.metadata = Some(Arc::clone(source));
                }
                Change::Write(source) => folder.scripts.push(Arc::clone(source)),
                Change::Remove if file.file == metadata::FILE => folder.metadata = None,
                Change::Remove => {}
            }
        }
    }
}
