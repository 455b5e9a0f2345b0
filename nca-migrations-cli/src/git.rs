//! What git knows: what it is in the middle of, since a merge conflict's sides do not say which of them
//! is this branch's, and what the branch has that all others are merged into.
//!
//! The former is read from git's own files. Where these are: <https://git-scm.com/docs/gitrepository-layout>

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use nca_migrations_core::lock::{self, Lock, Which};
use nca_migrations_core::source::Source;

/// Branches that are usually what others are merged into.
const USUAL: [&str; 4] = ["main", "master", "trunk", "develop"];

/// Which side of a conflict has not been released, as far as git's state tells, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreleased {
    pub(crate) side: Which,
    pub(crate) because: String,
}

/// Looks at the repository that `path` is in. None where git is in the middle of nothing.
pub(crate) fn unreleased(path: &Path) -> Option<Unreleased> {
    let directory = git_directory(path)?;
    let is_there = |name: &str| directory.join(name).exists();
    if is_there("rebase-merge") || is_there("rebase-apply") || is_there("CHERRY_PICK_HEAD") {
        // There `ours` is what a commit is put onto, and `theirs` the commit.
        return Some(Unreleased {
            side: Which::Theirs,
            because: "git puts commits onto others, and these come with them".to_owned(),
        });
    }
    if !is_there("MERGE_HEAD") {
        return None;
    }
    let branch = branch(&directory);
    Some(match branch {
        Some(branch) if is_default(&directory, &branch) => Unreleased {
            side: Which::Theirs,
            because: format!("these are of the branch that git merges into `{branch}`"),
        },
        Some(branch) => Unreleased {
            side: Which::Ours,
            because: format!("these are of `{branch}`, into which git merges another"),
        },
        None => Unreleased {
            side: Which::Ours,
            because: "these were here before git merged another branch".to_owned(),
        },
    })
}

/// The lock file on the branch that others are merged into, and the name of that branch.
#[derive(Clone, Debug)]
pub(crate) struct Mainline {
    pub(crate) branch: String,
    pub(crate) lock: Lock,
}

/// Looks for that branch, the remote's first. None where there is none, or git is not there.
pub(crate) fn mainline(migrations: &Path) -> Option<Mainline> {
    let of_remote = USUAL.iter().map(|branch| format!("origin/{branch}"));
    let here = USUAL.iter().map(|branch| (*branch).to_owned());
    let mut branches = std::iter::once("origin/HEAD".to_owned())
        .chain(of_remote)
        .chain(here);
    branches.find_map(|branch| {
        let output = Command::new("git")
            .arg("-C")
            .arg(migrations)
            .args(["show", &format!("{branch}:./{}", lock::FILE)])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        let path = migrations.join(lock::FILE);
        let source = Source::of_bytes(path, lock::FILE.to_owned(), &output.stdout).ok()?;
        let lock = lock::read(&Arc::new(source)).ok()?;
        Some(Mainline { branch, lock })
    })
}

/// `.git`, or where a file of that name says that it is: in worktrees and submodules.
fn git_directory(path: &Path) -> Option<PathBuf> {
    let path = fs::canonicalize(path).ok()?;
    path.ancestors().find_map(|ancestor| {
        let dot_git = ancestor.join(".git");
        if dot_git.is_dir() {
            return Some(dot_git);
        }
        let text = fs::read_to_string(dot_git).ok()?;
        Some(ancestor.join(text.strip_prefix("gitdir:")?.trim()))
    })
}

/// The branch that is checked out.
fn branch(directory: &Path) -> Option<String> {
    let head = fs::read_to_string(directory.join("HEAD")).ok()?;
    Some(head.strip_prefix("ref: refs/heads/")?.trim().to_owned())
}

/// Whether others are merged into this one: it is what the remote calls its head, or is called so.
fn is_default(directory: &Path, branch: &str) -> bool {
    // In a worktree the references are in the repository's own directory.
    let common = fs::read_to_string(directory.join("commondir")).map_or_else(
        |_| directory.to_owned(),
        |common| directory.join(common.trim()),
    );
    let head = fs::read_to_string(common.join("refs/remotes/origin/HEAD")).ok();
    let of_remote = head
        .as_deref()
        .and_then(|head| head.trim().strip_prefix("ref: refs/remotes/origin/"));
    match of_remote {
        Some(default) => default == branch,
        None => USUAL.contains(&branch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A repository's directory with these files.
    fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn side(files: &[(&str, &str)]) -> Option<Which> {
        unreleased(repository(files).path()).map(|found| found.side)
    }

    #[test]
    fn by_what_git_is_doing() {
        let head = |branch: &str| format!("ref: refs/heads/{branch}\n");
        assert_eq!(side(&[(".git/HEAD", &head("main"))]), None);
        assert_eq!(side(&[]), None);
        for (branch, which) in [
            ("feature", Which::Ours),
            ("main", Which::Theirs),
            ("feature/main", Which::Ours),
        ] {
            let files = [(".git/HEAD", &*head(branch)), (".git/MERGE_HEAD", "x")];
            assert_eq!(side(&files), Some(which), "{branch}");
        }
        let detached = [(".git/HEAD", "1234\n"), (".git/MERGE_HEAD", "x")];
        assert_eq!(side(&detached), Some(Which::Ours));
        let rebasing = [(".git/HEAD", "1234\n"), (".git/rebase-merge/onto", "x")];
        assert_eq!(side(&rebasing), Some(Which::Theirs));
    }

    #[test]
    fn the_remote_says_which_branch_is_the_default() {
        let files = |branch: &str| {
            vec![
                (
                    ".git/HEAD".to_owned(),
                    format!("ref: refs/heads/{branch}\n"),
                ),
                (".git/MERGE_HEAD".to_owned(), "x".to_owned()),
                (
                    ".git/refs/remotes/origin/HEAD".to_owned(),
                    "ref: refs/remotes/origin/next\n".to_owned(),
                ),
            ]
        };
        for (branch, which) in [("next", Which::Theirs), ("main", Which::Ours)] {
            let files = files(branch);
            let files: Vec<_> = files
                .iter()
                .map(|(name, text)| (&**name, &**text))
                .collect();
            assert_eq!(side(&files), Some(which), "{branch}");
        }
    }

    #[test]
    fn in_a_worktree() {
        let root = repository(&[
            ("tree/.git", "gitdir: ../main/.git/worktrees/tree\n"),
            ("tree/migrations/chain.lock", ""),
            ("main/.git/worktrees/tree/HEAD", "ref: refs/heads/x\n"),
            ("main/.git/worktrees/tree/MERGE_HEAD", "x"),
            ("main/.git/worktrees/tree/commondir", "../..\n"),
            (
                "main/.git/refs/remotes/origin/HEAD",
                "ref: refs/remotes/origin/x\n",
            ),
        ]);
        let found = unreleased(&root.path().join("tree/migrations")).unwrap();
        assert_eq!(found.side, Which::Theirs);
    }
}
