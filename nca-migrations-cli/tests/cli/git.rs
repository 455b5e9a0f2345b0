//! A project in a git repository.

use std::process::Command;

use crate::fixture::{Project, Ran};

impl Project {
    /// Runs git, with nothing of the machine's or the user's configuration.
    pub(crate) fn try_git(&self, words: &str) -> Ran {
        let mut command = Command::new("git");
        command
            .args(words.split_whitespace())
            .current_dir(self.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_EDITOR", "true");
        for of in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{of}_NAME"), "a")
                .env(format!("GIT_{of}_EMAIL"), "a@b");
        }
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command.output().unwrap().into()
    }

    pub(crate) fn git(&self, words: &str) {
        let ran = self.try_git(words);
        assert_eq!(ran.code, 0, "git {words}: {ran:?}");
    }

    /// Runs git and expects it to stop at a conflict.
    pub(crate) fn conflicts(&self, words: &str) {
        let ran = self.try_git(words);
        assert_eq!(ran.code, 1, "git {words}: {ran:?}");
        assert!(
            self.read("migrations/chain.lock").contains("\n<<<<<<< "),
            "{ran:?}"
        );
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git("add --all");
        self.git(&format!("commit --message {message}"));
    }

    /// A repository on `main` with one migration that is committed.
    pub(crate) fn in_git() -> Self {
        let project = Self::initialised();
        project.git("init --initial-branch main");
        project.add("2026-01-01-000000_base_table", "base", "base_table");
        project.ok("lock");
        project.commit("base");
        project
    }

    /// Adds a migration on a branch, which is made from the one that is checked out if it is not
    /// there, and commits it.
    pub(crate) fn add_on(&self, branch: &str, name: &str, parent: &str) {
        if self.try_git(&format!("switch {branch}")).code != 0 {
            self.git(&format!("switch --create {branch}"));
        }
        let (_, slug) = name.split_once('_').unwrap();
        self.add(name, parent, slug);
        self.ok("lock");
        self.commit(slug);
    }

    /// The slugs of the chain, base first, once nothing is wrong with it.
    pub(crate) fn slugs(&self) -> Vec<String> {
        self.ok("validate");
        let history: serde_json::Value = serde_json::from_str(&self.ok("history --json")).unwrap();
        let revisions = history["revisions"].as_array().unwrap().iter().rev();
        let slug = |one: &serde_json::Value| one["message"].as_str().unwrap().replace(' ', "_");
        revisions.map(slug).collect()
    }
}
