//! What a rebase is about to do, kept in the directory until it is done: one that was killed can be
//! gone on with.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use nca_migrations::RevisionName;
use nca_migrations_core::metadata::Parent;
use nca_migrations_core::rebase::{Move, Plan};

use super::RebaseError;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// Its name. A dot file, which a build does not take for a stray one.
pub(super) const FILE: &str = ".rebase";

/// What a rebase is about to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal {
    pub(super) phase: Phase,
    pub(super) moves: Vec<Move>,
    /// The text of the lock file afterwards.
    pub(super) lock: String,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The directories are put aside: one's new name may be another's old one.
    Aside,
    /// All are aside, and get their parents and names.
    Back,
}

impl Journal {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            phase: Phase::Aside,
            moves: plan.moves.clone(),
            lock: plan.lock.to_string(),
        }
    }

    fn path(directory: &Directory) -> PathBuf {
        directory.path.join(FILE)
    }

    pub(super) fn exists(directory: &Directory) -> bool {
        fs::symlink_metadata(Self::path(directory)).is_ok()
    }

    /// The one that is there, if there is one.
    pub(super) fn read(directory: &Directory) -> Result<Option<Self>, Failure> {
        let shown = directory.show(FILE);
        let text = match fs::read_to_string(Self::path(directory)) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(files::failure("read", shown, error)),
        };
        match parse(&text) {
            Ok(journal) => Ok(Some(journal)),
            Err(why) => Err(RebaseError::Journal { shown, why }.into()),
        }
    }

    pub(super) fn write(&self, directory: &Directory) -> Result<(), Failure> {
        let shown = directory.show(FILE);
        files::swap(&Self::path(directory), shown, &self.to_string())
    }

    pub(super) fn remove(directory: &Directory) -> Result<(), Failure> {
        let removed = fs::remove_file(Self::path(directory));
        removed.map_err(|error| files::failure("remove", directory.show(FILE), error))
    }
}

impl fmt::Display for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phase = match self.phase {
            Phase::Aside => "aside",
            Phase::Back => "back",
        };
        writeln!(
            f,
            "# A rebase that is under way. `nca-migrate rebase` brings it to its end; do not edit it.\n\
             format 1\nphase {phase}"
        )?;
        for Move { from, to, parent } in &self.moves {
            let parent = match parent {
                Parent::Base => "base",
                Parent::Migration(name) => name,
            };
            writeln!(f, "from {from}\nto {to}\nparent {parent}")?;
        }
        write!(f, "lock\n{}", self.lock)
    }
}

fn parse(text: &str) -> Result<Journal, String> {
    let (head, lock) = text
        .split_once("\nlock\n")
        .ok_or("it ends before the line `lock`")?;
    let mut lines = head.lines().filter(|line| !line.starts_with('#'));
    let mut expect = |word: &str| -> Result<Option<String>, String> {
        let Some(line) = lines.next() else {
            return Ok(None);
        };
        let value = line
            .strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '));
        let value = value.ok_or_else(|| format!("expected `{word}`, found `{line}`"))?;
        Ok(Some(value.to_owned()))
    };
    let name = |text: Option<String>| {
        let text = text.ok_or("it ends in the middle of a migration")?;
        RevisionName::parse(&text).map_err(|_| format!("`{text}` is no migration's name"))
    };
    if expect("format")?.as_deref() != Some("1") {
        return Err("expected `format 1`".to_owned());
    }
    let phase = match expect("phase")?.as_deref() {
        Some("aside") => Phase::Aside,
        Some("back") => Phase::Back,
        _ => return Err("expected `phase aside` or `phase back`".to_owned()),
    };
    let mut moves = Vec::new();
    while let Some(from) = expect("from")? {
        let from = name(Some(from))?;
        let to = name(expect("to")?)?;
        let parent = match expect("parent")?.as_deref() {
            Some("base") => Parent::Base,
            other => Parent::Migration(name(other.map(str::to_owned))?.to_string()),
        };
        moves.push(Move { from, to, parent });
    }
    Ok(Journal {
        phase,
        moves,
        lock: lock.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let one = |from: &str, to: &str, parent| Move {
            from: RevisionName::parse(from).unwrap(),
            to: RevisionName::parse(to).unwrap(),
            parent,
        };
        for moves in [
            Vec::new(),
            vec![
                one("1_it's a \"name\"", "2_it's a \"name\"", Parent::Base),
                one(
                    "2_b",
                    "3_b",
                    Parent::Migration("2_it's a \"name\"".to_owned()),
                ),
            ],
        ] {
            for phase in [Phase::Aside, Phase::Back] {
                let journal = Journal {
                    phase,
                    moves: moves.clone(),
                    lock: "format 1\n\nlock\n".to_owned(),
                };
                assert_eq!(parse(&journal.to_string()).unwrap(), journal);
            }
        }
    }

    #[test]
    fn not_a_journal() {
        for text in [
            "",
            "format 1\nphase aside\n",
            "format 2\nphase aside\nlock\n",
            "format 1\nphase x\nlock\n",
            "format 1\nphase back\nfrom 1_a\nlock\n",
            "format 1\nphase back\nfrom ../x\nto 1_a\nparent base\nlock\n",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
