//! A migrations directory that a test makes, breaks and loads.

use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations_core::draw::{self, Style};
use nca_migrations_core::lock::{self, Accept};
use nca_migrations_core::{Demands, Loaded, load};
use tempfile::TempDir;

/// The first migration of [`Fixture::sound`].
pub const A: &str = "2026-01-01-000000_create_agents";
/// The second.
pub const B: &str = "2026-01-02-000000_create_memories";
/// The third, its head.
pub const C: &str = "2026-01-03-000000_create_health";

/// A migrations directory in a temporary directory.
#[derive(Debug)]
pub struct Fixture {
    dir: TempDir,
}

impl Fixture {
    /// An empty migrations directory, `migrations` in a directory of its own.
    pub fn empty() -> Self {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("migrations")).unwrap();
        Self { dir }
    }

    /// Three sound, locked migrations: A, B, C.
    pub fn sound() -> Self {
        let fixture = Self::empty();
        fixture.add(A, "base", "agents");
        fixture.add(B, A, "memories");
        fixture.add(C, B, "health");
        fixture.lock();
        fixture
    }

    /// The migrations directory.
    pub fn root(&self) -> PathBuf {
        self.dir.path().join("migrations")
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Writes a file, and the directories above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// A file's text.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Removes a file or a directory.
    pub fn remove(&self, name: &str) -> &Self {
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
    pub fn add(&self, migration: &str, parent: &str, table: &str) -> &Self {
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
    pub fn lock(&self) -> &Self {
        let loaded = self.load();
        let lock = lock::renew(&loaded, &Accept::default()).unwrap_or_else(|problems| {
            panic!("cannot lock: {problems:#?}");
        });
        self.write("chain.lock", lock.to_string())
    }

    /// Loads it.
    pub fn load(&self) -> Loaded {
        self.load_with(&Demands::default())
    }

    /// Loads it with the demands of a build.
    pub fn load_with(&self, demands: &Demands) -> Loaded {
        load(&self.root(), "migrations", demands)
    }

    /// All problems, drawn as in a build.
    pub fn problems(&self) -> String {
        drawn(&self.load())
    }
}

/// A `metadata.toml`.
pub fn metadata(parent: &str) -> String {
    format!("parent = \"{parent}\"\nrun_in_transaction = true\n")
}

/// All problems, drawn plainly.
pub fn drawn(loaded: &Loaded) -> String {
    let drawings = loaded
        .problems
        .iter()
        .map(|problem| draw::problem(problem, Style::Plain, 140));
    drawings.collect::<Vec<_>>().join("\n\n")
}

/// A link at `link` to `target`.
pub fn symlink(target: impl AsRef<Path>, link: impl AsRef<Path>) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, link).unwrap();
    #[cfg(windows)]
    std::os::windows::fs::symlink_dir(target, link).unwrap();
}

/// A chain of eight locked migrations, then eight faults of eight kinds.
pub fn eight_faults() -> Fixture {
    let fixture = Fixture::empty();
    let names: Vec<String> = (1..=8)
        .map(|n| format!("2026-01-{n:02}-000000_step_{n}"))
        .collect();
    let mut parent = "base".to_owned();
    for name in &names {
        fixture.add(name, &parent, &format!("t{}", name.len()));
        parent.clone_from(name);
    }
    fixture.lock();
    // 1. missing down
    fixture.remove(&format!("{}/down.sql", names[0]));
    // 2. fork: a second child of step 2
    fixture.add("2026-02-01-000000_fork", &names[1], "forked");
    // 3. unknown parent
    fixture.write(
        &format!("{}/metadata.toml", names[3]),
        metadata("2026-01-03-000000_stap_3"),
    );
    // 4. duplicate version
    fixture.add("2026-01-05-000000_again", &names[3], "again");
    // 5. malformed metadata
    fixture.write(
        &format!("{}/metadata.toml", names[5]),
        "parent = \nrun_in_transaction = true\n",
    );
    // 6. unterminated string
    fixture.write(
        &format!("{}/up.sql", names[6]),
        "INSERT INTO t VALUES (1, 'it''s);\n",
    );
    // 7. COMMIT in a transactional script
    fixture.write(
        &format!("{}/down.sql", names[7]),
        "DROP TABLE t8;\nCOMMIT;\n",
    );
    // 8. edited released script
    fixture.write(
        &format!("{}/up.sql", names[1]),
        "CREATE TABLE other (id BIGINT);\n",
    );
    fixture
}
