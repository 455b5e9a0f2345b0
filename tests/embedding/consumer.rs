//! A crate that embeds migrations, built by cargo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nca_tests::Fixture;

/// A crate beside a migrations directory.
pub(crate) struct Consumer {
    pub(crate) migrations: Fixture,
    name: &'static str,
}

/// What cargo did.
pub(crate) struct Built {
    pub(crate) succeeded: bool,
    /// What it wrote to standard error.
    pub(crate) messages: String,
}

const MAIN: &str = r#"
use migrate::{EmbeddedMigrations, embed_migrations};

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

fn main() {
    for revision in MIGRATIONS.revisions() {
        let in_transaction = revision.run_in_transaction;
        println!("{} in_transaction={in_transaction}", revision.name);
        for script in revision.scripts.iter() {
            println!("  {} {} {:?}", script.file, script.digest, &*script.text);
        }
    }
}
"#;

impl Consumer {
    /// A crate named `name` (each test its own, since they share what cargo builds) beside
    /// `migrations`.
    pub(crate) fn new(name: &'static str, migrations: Fixture) -> Self {
        let consumer = Self { migrations, name };
        let runtime = workspace().join("nca-migrations");
        let runtime = runtime.to_string_lossy();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n\
             [dependencies.migrate]\npackage = \"nca-migrations\"\npath = {runtime:?}\n\
             default-features = false\n"
        );
        consumer.write("Cargo.toml", &manifest);
        consumer.write("src/main.rs", MAIN);
        // The versions that the workspace has been built with, so that nothing is looked up.
        fs::copy(
            workspace().join("Cargo.lock"),
            consumer.root().join("Cargo.lock"),
        )
        .unwrap();
        consumer
    }

    /// The crate's directory.
    pub(crate) fn root(&self) -> PathBuf {
        self.migrations.root().parent().unwrap().to_owned()
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.root().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn build(&self) -> Built {
        let output = self.cargo(&["build", "--quiet", "--color=never"]);
        Built {
            succeeded: output.status.success(),
            messages: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(self.root())
            .env("CARGO_TARGET_DIR", target())
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }

    /// Builds, which must succeed, runs, and gives what the program prints.
    pub(crate) fn run(&self) -> String {
        let built = self.build();
        assert!(built.succeeded, "{}", built.messages);
        let output = Command::new(self.program()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The files that `cargo package` would take, in another place.
    pub(crate) fn package(&self) -> Self {
        let output = self.cargo(&["package", "--list", "--allow-dirty"]);
        assert!(output.status.success(), "{output:?}");
        let unpacked = Self {
            migrations: Fixture::empty(),
            name: self.name,
        };
        for file in String::from_utf8(output.stdout).unwrap().lines() {
            // Made from the manifest while packaging.
            if file == "Cargo.toml.orig" || file == ".cargo_vcs_info.json" {
                continue;
            }
            let to = unpacked.root().join(file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(self.root().join(file), to).unwrap();
        }
        // Only what was packaged may be needed.
        fs::remove_dir_all(self.root()).unwrap();
        unpacked
    }

    pub(crate) fn program(&self) -> PathBuf {
        target().join("debug").join(self.name)
    }

    /// Builds, which must fail, and gives the messages.
    pub(crate) fn failure(&self) -> String {
        let built = self.build();
        assert!(!built.succeeded, "this should not have been built");
        built.messages
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Where all consumers are built, so that their dependencies are built once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers")
}
