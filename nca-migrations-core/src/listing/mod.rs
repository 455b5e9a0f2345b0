//! Reading a migrations directory: the only place in this crate that touches files.

mod file;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use file::read_file;
use file::unreadable;

use crate::dialect::Dialect;
use crate::name::{BadName, RevisionName};
use crate::problem::{Kind, NoDirectory, Problem};
use crate::source::{Place, Source};
use crate::{lock, metadata, rows_file, script_file};

/// What a migrations directory holds, read but not yet understood.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The directory itself.
    pub(crate) root: Arc<Source>,
    /// The lock file, when it is there and readable.
    pub(crate) lock: LockFile,
    /// The texts of catalogs.
    pub(crate) catalogs: Vec<(Dialect, Arc<Source>)>,
    /// The migrations' directories by name, not read yet.
    pub(crate) folders: Vec<FolderName>,
}

#[derive(Debug)]
pub(crate) enum LockFile {
    Missing,
    /// There, with a problem that has been reported.
    Unreadable,
    Read(Arc<Source>),
}

/// A migration's directory, not read yet.
#[derive(Clone, Debug)]
pub(crate) struct FolderName {
    pub(crate) name: RevisionName,
    pub(crate) place: Arc<Source>,
}

/// What a migration's directory holds.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) name: RevisionName,
    pub(crate) place: Arc<Source>,
    pub(crate) metadata: Option<Arc<Source>>,
    pub(crate) scripts: Vec<Arc<Source>>,
    /// Rows to try it with.
    pub(crate) rows: Vec<Arc<Source>>,
    /// Whether something in it could not be read: what is missing then is not missed.
    pub(crate) state: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Complete,
    Faulty,
}

/// Lists the directory at `path`, calling it `shown` in every place, and reads its lock file.
pub(crate) fn read(path: &Path, shown: &str) -> (Listing, Vec<Problem>) {
    let root = Arc::new(Source::without_text(path.to_owned(), shown.to_owned()));
    let mut listing = Listing {
        root: Arc::clone(&root),
        lock: LockFile::Missing,
        catalogs: Vec::new(),
        folders: Vec::new(),
    };
    let mut problems = Vec::new();
    match entries(path) {
        Ok(entries) => {
            for entry in entries {
                listing.entry(&entry, &mut problems);
            }
        }
        Err(error) => {
            let kind = Kind::DirectoryMissing {
                why: match error.kind() {
                    ErrorKind::NotFound => NoDirectory::NotFound,
                    ErrorKind::NotADirectory => NoDirectory::NotADirectory,
                    ErrorKind::PermissionDenied => NoDirectory::Denied,
                    _ => NoDirectory::Other,
                },
                error: error.to_string(),
            };
            problems.push(Problem::new(kind, Place::new(&root, 0..0)));
            listing.lock = LockFile::Unreadable;
        }
    }
    (listing, problems)
}

/// A directory that is not there counts as one without anything in it.
pub(crate) fn take_for_empty(listing: &mut Listing, problems: &mut Vec<Problem>) {
    let before = problems.len();
    let is_absent = |problem: &Problem| {
        let why = NoDirectory::NotFound;
        matches!(&problem.kind, Kind::DirectoryMissing { why: found, .. } if *found == why)
    };
    problems.retain(|problem| !is_absent(problem));
    if problems.len() < before {
        listing.lock = LockFile::Missing;
    }
}

struct Entry {
    path: PathBuf,
    /// What it is, links followed.
    kind: io::Result<EntryKind>,
    /// None when the name is not UTF-8.
    name: Option<String>,
}

enum EntryKind {
    Directory,
    Other,
}

/// The entries of a directory by name, without editor and system litter.
fn entries(path: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().into_string().ok();
        if !name.as_deref().is_some_and(is_litter) {
            let (path, kind) = (entry.path(), entry.file_type());
            let is_directory = match kind {
                Ok(kind) if kind.is_symlink() => fs::metadata(&path).map(|target| target.is_dir()),
                kind => kind.map(|kind| kind.is_dir()),
            };
            let kind = is_directory.map(|is_directory| {
                if is_directory {
                    EntryKind::Directory
                } else {
                    EntryKind::Other
                }
            });
            entries.push(Entry { path, kind, name });
        }
    }
    entries.sort_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
    Ok(entries)
}

fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || name.starts_with("README")
}

impl Listing {
    fn entry(&mut self, entry: &Entry, problems: &mut Vec<Problem>) {
        let shown = format!("{}/{}", self.root.shown, shown_name(entry));
        let here = Arc::new(Source::without_text(entry.path.clone(), shown.clone()));
        let mut problem = |kind| problems.push(Problem::new(kind, Place::new(&here, 0..0)));
        let name = entry.name.as_deref();
        match &entry.kind {
            Err(error) => problem(unreadable(&entry.path, shown_name(entry), error)),
            Ok(EntryKind::Directory) if name == Some(lock::FILE) => {
                problem(Kind::Unreadable {
                    name: shown_name(entry),
                    error: "it is a directory".to_owned(),
                });
                self.lock = LockFile::Unreadable;
            }
            Ok(EntryKind::Directory) => {
                let parsed = name.ok_or(BadName::NotUtf8).and_then(RevisionName::parse);
                match parsed {
                    Ok(name) => self.folders.push(FolderName { name, place: here }),
                    Err(why) => problem(Kind::BadName {
                        name: shown_name(entry),
                        why,
                    }),
                }
            }
            Ok(EntryKind::Other) if name == Some(lock::FILE) => {
                self.lock = match file(entry, shown_name(entry), shown, problems) {
                    Some(source) => LockFile::Read(source),
                    None => LockFile::Unreadable,
                };
            }
            Ok(EntryKind::Other) if name.and_then(lock::dialect_of_catalog).is_some() => {
                let dialect = name.and_then(lock::dialect_of_catalog);
                let source = file(entry, shown_name(entry), shown, problems);
                self.catalogs.extend(dialect.zip(source));
            }
            Ok(EntryKind::Other) => {
                let known = (strsim::damerau_levenshtein(&shown_name(entry), lock::FILE) <= 3)
                    .then(|| lock::FILE.to_owned());
                problem(Kind::StrayFile {
                    name: shown_name(entry),
                    known,
                });
            }
        }
    }
}

impl Folder {
    /// Reads a migration's directory.
    pub(crate) fn read(of: FolderName, problems: &mut Vec<Problem>) -> Self {
        let place = &of.place;
        let mut folder = Self {
            name: of.name,
            place: Arc::clone(place),
            metadata: None,
            scripts: Vec::new(),
            rows: Vec::new(),
            state: Reading::Complete,
        };
        let entries = match entries(&place.path) {
            Ok(entries) => entries,
            Err(error) => {
                let kind = Kind::Unreadable {
                    name: folder.name.to_string(),
                    error: error.to_string(),
                };
                problems.push(Problem::new(kind, Place::new(place, 0..0)));
                folder.state = Reading::Faulty;
                return folder;
            }
        };
        if entries.is_empty() {
            let kind = Kind::EmptyDirectory {
                migration: folder.name.to_string(),
            };
            problems.push(Problem::new(kind, Place::new(place, 0..0)));
            folder.state = Reading::Faulty;
            return folder;
        }
        // Nothing but directories is a chain one level too deep, and one problem.
        if entries
            .iter()
            .all(|entry| matches!(entry.kind, Ok(EntryKind::Directory)))
        {
            let kind = Kind::OnlyDirectories {
                name: folder.name.to_string(),
            };
            problems.push(Problem::new(kind, Place::new(place, 0..0)));
            folder.state = Reading::Faulty;
            return folder;
        }
        for entry in &entries {
            folder.entry(entry, problems);
        }
        folder
    }

    fn entry(&mut self, entry: &Entry, problems: &mut Vec<Problem>) {
        let shown = format!("{}/{}", self.place.shown, shown_name(entry));
        let name_here = format!("{}/{}", self.name, shown_name(entry));
        let before = problems.len();
        match entry.name.as_deref() {
            Some(metadata::FILE) => self.metadata = file(entry, name_here, shown, problems),
            Some(name) if script_file::parse(name).is_some() => {
                self.scripts.extend(file(entry, name_here, shown, problems));
            }
            Some(name) if rows_file::parse(name).is_some() => {
                self.rows.extend(file(entry, name_here, shown, problems));
            }
            name => {
                let known = name.and_then(nearest_file);
                let kind = Kind::StrayFile {
                    name: name_here,
                    known,
                };
                let place = Arc::new(Source::without_text(entry.path.clone(), shown));
                problems.push(Problem::new(kind, Place::new(&place, 0..0)));
            }
        }
        if problems.len() > before {
            self.state = Reading::Faulty;
        }
    }
}

fn file(
    entry: &Entry,
    name: String,
    shown: String,
    problems: &mut Vec<Problem>,
) -> Option<Arc<Source>> {
    match read_file(&entry.path, shown, name) {
        Ok(source) => Some(source),
        Err(problem) => {
            problems.push(*problem);
            None
        }
    }
}

/// A name fit for a message: control characters and bad bytes are replaced.
fn shown_name(entry: &Entry) -> String {
    match &entry.name {
        Some(name) => name
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect(),
        None => entry
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    }
}

/// The name that a stray file was probably meant to have.
fn nearest_file(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let spelt = ["postgresql", "pgsql", "pg", "mariadb", "sqlite3"]
        .into_iter()
        .zip(["postgres", "postgres", "postgres", "mysql", "sqlite"])
        .find_map(|(other, ours)| {
            let known = lower.replace(&format!(".{other}."), &format!(".{ours}."));
            (known != lower && script_file::parse(&known).is_some()).then_some(known)
        });
    spelt.or_else(|| {
        ["up.sql", "down.sql", metadata::FILE]
            .into_iter()
            .find(|known| strsim::damerau_levenshtein(known, &lower) <= 2)
            .map(str::to_owned)
    })
}
