//! Carrying a rebase out, from wherever it was left.

use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations_core::lock;
use nca_migrations_core::metadata;
use nca_migrations_core::rebase::{Move, Plan};

use super::RebaseError;
use super::journal::{Journal, Phase};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// That nothing outside of the directory would be written, and nothing is in the way.
pub(super) fn refuse_links(directory: &Directory, plan: &Plan) -> Result<(), Failure> {
    files::lock_file(directory)?;
    for Move { from, to, .. } in &plan.moves {
        let folder = directory.path.join(from.as_str());
        files::own(&folder, &directory.show(from.as_str()))?;
        let file = format!("{from}/{}", metadata::FILE);
        files::own(&folder.join(metadata::FILE), &directory.show(&file))?;
        let is_taken = fs::symlink_metadata(directory.path.join(to.as_str())).is_ok();
        if is_taken && plan.moves.iter().all(|other| other.from != *to) {
            let shown = directory.show(to.as_str());
            return Err(RebaseError::InTheWay(shown).into());
        }
    }
    Ok(())
}

/// Does what a journal says, all of it or what is left.
pub(super) fn finish(directory: &Directory, journal: Journal) -> Result<(), Failure> {
    step_by_step(directory, journal, || Ok(()))
}

/// The same with something to do before each step that changes a file.
fn step_by_step(
    directory: &Directory,
    mut journal: Journal,
    mut before: impl FnMut() -> Result<(), Failure>,
) -> Result<(), Failure> {
    if journal.phase == Phase::Aside {
        before()?;
        journal.write(directory)?;
        for (index, one) in journal.moves.iter().enumerate() {
            let aside = aside(directory, index);
            if !is_there(&aside) {
                before()?;
                rename(
                    directory,
                    &directory.path.join(one.from.as_str()),
                    &aside,
                    one,
                )?;
            }
        }
        journal.phase = Phase::Back;
        before()?;
        journal.write(directory)?;
    }
    for (index, one) in journal.moves.iter().enumerate() {
        let (aside, to) = (
            aside(directory, index),
            directory.path.join(one.to.as_str()),
        );
        if is_there(&aside) {
            before()?;
            reparent(directory, &aside, one)?;
            before()?;
            rename(directory, &aside, &to, one)?;
        } else if !is_there(&to) {
            return Err(RebaseError::Vanished(one.from.to_string()).into());
        }
    }
    let path = files::lock_file(directory)?;
    before()?;
    files::swap(&path, directory.show(lock::FILE), &journal.lock)?;
    before()?;
    Journal::remove(directory)
}

/// Where a directory is put while its name may still be another's.
fn aside(directory: &Directory, index: usize) -> PathBuf {
    directory.path.join(format!(".rebase-{}", index + 1))
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn rename(directory: &Directory, from: &Path, to: &Path, one: &Move) -> Result<(), Failure> {
    if !is_there(from) {
        return Err(RebaseError::Vanished(one.from.to_string()).into());
    }
    let failed = |error| files::failure("rename", directory.show(one.from.as_str()), error);
    fs::rename(from, to).map_err(failed)
}

/// Writes the new parent into the metadata, and leaves every other byte of it as it is.
fn reparent(directory: &Directory, folder: &Path, one: &Move) -> Result<(), Failure> {
    let path = folder.join(metadata::FILE);
    let shown = directory.show(&format!("{}/{}", one.from, metadata::FILE));
    files::own(&path, &shown)?;
    let text =
        fs::read_to_string(&path).map_err(|error| files::failure("read", shown.clone(), error))?;
    let new = metadata::with_parent(&text, &one.parent).ok_or_else(|| RebaseError::NoParent {
        shown: shown.clone(),
    })?;
    if new == text {
        return Ok(());
    }
    files::swap(&path, shown, &new)
}

#[cfg(test)]
mod tests {
    use nca_migrations::RevisionName;
    use nca_migrations_core::metadata::Parent;

    use super::*;

    /// Two that move, the first to the name that the second has now.
    fn directory() -> (tempfile::TempDir, Directory, Journal) {
        let root = tempfile::tempdir().unwrap();
        for (name, parent) in [("1_a", "base"), ("2_x", "1_a"), ("3_x", "2_x")] {
            let folder = root.path().join(name);
            fs::create_dir(&folder).unwrap();
            let text = format!("# kept\r\nparent = '{parent}'\r\n");
            fs::write(folder.join("metadata.toml"), text).unwrap();
            fs::write(folder.join("up.sql"), name).unwrap();
        }
        fs::write(root.path().join("chain.lock"), "old").unwrap();
        let name = |name| RevisionName::parse(name).unwrap();
        let moves = [("2_x", "3_x", "1_a"), ("3_x", "4_x", "3_x")];
        let moves = moves.map(|(from, to, parent)| Move {
            from: name(from),
            to: name(to),
            parent: Parent::Migration(parent.to_owned()),
        });
        let journal = Journal {
            phase: Phase::Aside,
            moves: moves.to_vec(),
            lock: "new".to_owned(),
        };
        let directory = Directory::named(root.path());
        (root, directory, journal)
    }

    fn files(root: &Path) -> Vec<(PathBuf, String)> {
        let mut open = vec![root.to_owned()];
        let mut files = Vec::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            } else {
                let name = path.strip_prefix(root).unwrap().to_owned();
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
        files.sort();
        files
    }

    #[test]
    fn stopped_before_any_step_it_is_gone_on_with() {
        let (root, directory, journal) = self::directory();
        finish(&directory, journal).unwrap();
        let expected = files(root.path());
        let text = |name: &str| {
            let mut files = expected.iter();
            let found = files.find(|(path, _)| path == Path::new(name));
            found.map(|(_, text)| &**text)
        };
        assert_eq!(text("3_x/up.sql"), Some("2_x"));
        assert_eq!(text("4_x/up.sql"), Some("3_x"));
        assert_eq!(
            text("4_x/metadata.toml"),
            Some("# kept\r\nparent = \"3_x\"\r\n")
        );
        assert_eq!(text("chain.lock"), Some("new"));
        assert_eq!(expected.len(), 7, "nothing else stays: {expected:?}");

        for stop in 0.. {
            let (root, directory, journal) = self::directory();
            let before = files(root.path());
            let mut left = stop;
            let stopped = step_by_step(&directory, journal, || {
                left -= 1;
                if left < 0 {
                    return Err(Failure::NoDirectory);
                }
                Ok(())
            });
            if stopped.is_ok() {
                assert_eq!(stop, 10, "as many as there are steps");
                break;
            }
            match Journal::read(&directory).unwrap() {
                Some(journal) => finish(&directory, journal).unwrap(),
                None => assert_eq!((stop, files(root.path())), (0, before.clone())),
            }
            if stop > 0 {
                assert_eq!(files(root.path()), expected, "stopped before step {stop}");
            }
        }
    }

    #[test]
    fn what_vanished_meanwhile_is_named() {
        let (root, directory, mut journal) = self::directory();
        fs::remove_dir_all(root.path().join("3_x")).unwrap();
        let failed = finish(&directory, journal.clone()).unwrap_err();
        assert!(failed.to_string().contains("`3_x`"), "{failed}");
        journal.phase = Phase::Back;
        let failed = finish(&directory, journal).unwrap_err();
        assert!(matches!(failed, Failure::Rebase(_)), "{failed}");
    }
}
