//! A migrations directory that a test makes, breaks and loads.

use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations_core::draw::{self, Style};
use nca_migrations_core::lock::{self, Accept};
use nca_migrations_core::{Demands, Loaded, load};
use tempfile::TempDir;

pub(crate) const A: &str = "2026-01-01-000000_create_agents";
pub(crate) const B: &str = "2026-01-02-000000_create_memories";
pub(crate) const C: &str = "2026-01-03-000000_create_health";

pub(crate) struct Fixture {
    dir: TempDir,
}

impl Fixture {
    /// An empty migrations directory.
    pub(crate) fn empty() -> Self {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("migrations")).unwrap();
        Self { dir }
    }

    /// Three sound, locked migrations: A, B, C.
    pub(crate) fn sound() -> Self {
        let fixture = Self::empty();
        fixture.add(A, "base", "agents");
        fixture.add(B, A, "memories");
        fixture.add(C, B, "health");
        fixture.lock();
        fixture
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.dir.path().join("migrations")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn remove(&self, name: &str) -> &Self {
        let path = self.path(name);
        if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
        .unwrap();
        self
    }

    /// A sound migration that makes one table.
    pub(crate) fn add(&self, migration: &str, parent: &str, table: &str) -> &Self {
        self.write(&format!("{migration}/metadata.toml"), metadata(parent));
        self.write(
            &format!("{migration}/up.sql"),
            format!("CREATE TABLE {table} (id INTEGER);\n"),
        );
        self.write(
            &format!("{migration}/down.sql"),
            format!("DROP TABLE {table};\n"),
        )
    }

    /// Locks what is there; it must be sound.
    pub(crate) fn lock(&self) -> &Self {
        let loaded = self.load();
        let lock = lock::renew(&loaded, &Accept::default()).unwrap_or_else(|problems| {
            panic!("cannot lock: {problems:#?}");
        });
        self.write("chain.lock", lock.to_string())
    }

    pub(crate) fn load(&self) -> Loaded {
        self.load_with(&Demands::default())
    }

    pub(crate) fn load_with(&self, demands: &Demands) -> Loaded {
        load(&self.root(), "migrations", demands)
    }

    /// All problems, drawn as in a build.
    pub(crate) fn problems(&self) -> String {
        drawn(&self.load())
    }
}

pub(crate) fn metadata(parent: &str) -> String {
    format!("parent = \"{parent}\"\nrun_in_transaction = true\n")
}

/// All problems, drawn plainly.
pub(crate) fn drawn(loaded: &Loaded) -> String {
    let drawings = loaded
        .problems
        .iter()
        .map(|problem| draw::problem(problem, Style::Plain, 140));
    drawings.collect::<Vec<_>>().join("\n\n")
}

/// A link at `link` to `target`.
pub(crate) fn symlink(target: impl AsRef<Path>, link: impl AsRef<Path>) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, link).unwrap();
    #[cfg(windows)]
    std::os::windows::fs::symlink_dir(target, link).unwrap();
}
