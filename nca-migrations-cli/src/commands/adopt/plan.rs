//! What is going to be written, and what is in the way: data, made before anything is touched.

use std::sync::Arc;

use nca_migrations::RevisionName;
use nca_migrations::chain::Direction;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::source::Source;
use nca_migrations_core::sql::split;
use nca_migrations_core::{Change, PlannedFile, metadata, script_file};

use super::metadata_text::{self, Metadata};
use crate::directory::Directory;

/// What is going to be written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// In chain order, those only that something is written for.
    pub(super) migrations: Vec<Planned>,
    /// What came over in another way than it was, or did not come over.
    pub(super) notes: Vec<Note>,
    /// Why nothing can be written.
    pub(super) obstacles: Vec<Obstacle>,
}

/// A migration that something is written for.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) name: RevisionName,
    pub(super) files: Vec<File>,
}

/// A file of a migration.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) content: Content,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// These bytes, as they are in the other tool's file if there is one.
    Write {
        bytes: Vec<u8>,
        origin: Option<String>,
    },
    Remove,
}

/// Something to know about what was carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// A migration, or a file.
    pub(super) about: String,
    pub(super) text: String,
}

impl Note {
    pub(super) fn new(about: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            text: text.into(),
        }
    }
}

/// Something that stops the adoption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// A file, or a database.
    pub(super) at: String,
    pub(super) line: Option<usize>,
    pub(super) text: String,
    /// What to do about it.
    pub(super) help: Vec<String>,
}

impl Obstacle {
    pub(super) fn new(at: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            line: None,
            text: text.into(),
            help: Vec::new(),
        }
    }

    pub(super) fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// A migration of another tool, as it becomes one of ours.
#[derive(Debug)]
pub(super) struct Migration {
    pub(super) name: RevisionName,
    /// A line for those who read the metadata.
    pub(super) remark: String,
    pub(super) run_in_transaction: bool,
    pub(super) up: Text,
    /// Or why there is no way back.
    pub(super) down: Result<Text, String>,
}

/// A script's bytes, and the file that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    pub(super) origin: Option<String>,
}

impl Text {
    /// The bytes, for looking into; what is not UTF-8 is reported where it is written.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Plan {
    /// Adds migrations in chain order, each the parent of the next.
    pub(super) fn add(&mut self, migrations: Vec<Migration>, unverified: Option<&str>) {
        let mut parent = None;
        for migration in migrations {
            let metadata = Metadata {
                remark: Some(&migration.remark),
                parent: parent.as_ref().map_or("base", RevisionName::as_str),
                run_in_transaction: migration.run_in_transaction,
                irreversible: migration.down.as_ref().err().map(String::as_str),
                unverified,
            };
            let mut files = vec![File::written(metadata::FILE, metadata_text::new(&metadata))];
            files.push(File::script(Direction::Up, migration.up));
            if let Ok(down) = migration.down {
                files.push(File::script(Direction::Down, down));
            }
            parent = Some(migration.name.clone());
            self.migrations.push(Planned {
                name: migration.name,
                files,
            });
        }
    }

    /// The files as the checks take them. What is not UTF-8 is an obstacle.
    pub(super) fn files(&mut self, directory: &Directory) -> Vec<PlannedFile> {
        let mut files = Vec::new();
        for migration in &self.migrations {
            for file in &migration.files {
                let shown = directory.show(&format!("{}/{}", migration.name, file.name));
                let change = match &file.content {
                    Content::Remove => Change::Remove,
                    Content::Write { bytes, origin } => {
                        let path = directory.path.join(migration.name.as_str());
                        let source = Source::of_bytes(path.join(&file.name), shown.clone(), bytes);
                        let Ok(source) = source else {
                            let at = origin.clone().unwrap_or(shown);
                            self.obstacles.push(not_utf8(at));
                            continue;
                        };
                        Change::Write(Arc::new(source))
                    }
                };
                files.push(PlannedFile {
                    migration: migration.name.clone(),
                    file: file.name.clone(),
                    change,
                });
            }
        }
        files
    }
}

impl File {
    pub(super) fn written(name: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Write {
                bytes: text.into_bytes(),
                origin: None,
            },
        }
    }

    fn script(direction: Direction, text: Text) -> Self {
        Self {
            name: script_file::name(direction, None),
            content: Content::Write {
                bytes: text.bytes,
                origin: text.origin,
            },
        }
    }
}

pub(super) fn not_utf8(at: String) -> Obstacle {
    Obstacle::new(at, "the file is not UTF-8")
        .help("save it as UTF-8, with `iconv -f <encoding> -t UTF-8` for instance")
}

/// Whether a script has no statement in any of these dialects.
pub(super) fn is_empty(text: &str, dialects: Dialects) -> bool {
    dialects.iter().all(|dialect| {
        let split = split(text, dialect);
        split.statements.is_empty() && split.unterminated.is_none()
    })
}

/// Longer remarks are cut.
const LONGEST_REMARK: usize = 200;

/// What a script without a statement says in its comments, templates aside.
pub(super) fn remark(text: &str) -> Option<String> {
    let templates = [
        "Add down migration script here",
        "This file should undo anything in `up.sql`",
    ];
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches(['-', '#', '/', '*', ' ', '\t', '\u{feff}']));
    let lines = lines.map(|line| line.trim_end_matches(['*', '/', ' ', '\t', '\r', ';']));
    let said: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !templates.contains(line))
        .collect();
    let said: String = said.join(" ").chars().take(LONGEST_REMARK).collect();
    (!said.is_empty()).then_some(said)
}
