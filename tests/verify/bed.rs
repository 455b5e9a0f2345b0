//! Scratch databases of an engine.

use std::fs;
use std::path::Path;

use diesel::{Connection as _, MysqlConnection, PgConnection};
use nca_migrations::Dialect;
use nca_migrations::verify::{InMemory, Scratch, ScratchError};
use nca_migrations_core::{Demands, Loaded, load};
use nca_tests::server::{self, Database};
use tempfile::TempDir;

/// Makes a test of each story for each engine.
macro_rules! stories {
    ($($story:ident),* $(,)?) => {
        crate::bed::stories! { sqlite ::nca_migrations::verify::InMemory, $($story)* }
        crate::bed::stories! { postgres crate::bed::Postgres, $($story)* }
        crate::bed::stories! { mysql crate::bed::Mariadb, $($story)* }
    };
    ($module:ident $bed:ty, $($story:ident)*) => {
        mod $module {
            $(#[test] fn $story() { super::$story::<$bed>(); })*
        }
    };
}
pub(crate) use stories;

/// Where a story's databases come from.
pub(crate) trait Bed: Scratch + Default {}

impl Bed for InMemory {}

/// PostgreSQL.
#[derive(Default)]
pub(crate) struct Postgres(Option<Database>);

impl Bed for Postgres {}

impl Scratch for Postgres {
    type Conn = PgConnection;

    fn empty(&mut self) -> Result<PgConnection, ScratchError> {
        let database = self.0.insert(server::postgres().database());
        Ok(PgConnection::establish(&database.url())?)
    }
}

/// MariaDB.
#[derive(Default)]
pub(crate) struct Mariadb(Option<Database>);

impl Bed for Mariadb {}

impl Scratch for Mariadb {
    type Conn = MysqlConnection;

    fn empty(&mut self) -> Result<MysqlConnection, ScratchError> {
        let database = self.0.insert(server::mariadb().database());
        Ok(MysqlConnection::establish(&database.url())?)
    }
}

/// A copy of NCA's chain that migrations are added to.
pub(crate) struct Copy {
    directory: TempDir,
    head: String,
    added: usize,
}

impl Copy {
    pub(crate) fn of_nca() -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
        let directory = TempDir::new().unwrap();
        let mut names = Vec::new();
        for entry in fs::read_dir(&from).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_dir() && !name.starts_with('.') {
                let to = directory.path().join(&name);
                fs::create_dir(&to).unwrap();
                for file in fs::read_dir(entry.path()).unwrap() {
                    let file = file.unwrap();
                    fs::copy(file.path(), to.join(file.file_name())).unwrap();
                }
                names.push(name);
            }
        }
        names.sort();
        Self {
            directory,
            head: names.pop().unwrap(),
            added: 0,
        }
    }

    /// Without a migration.
    pub(crate) fn empty() -> Self {
        Self {
            directory: TempDir::new().unwrap(),
            head: "base".to_owned(),
            added: 0,
        }
    }

    /// Writes a file into the directory.
    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.directory.path().join(file), text).unwrap();
    }

    /// Adds a migration at the end, and gives its place in the chain.
    pub(crate) fn add(&mut self, slug: &str, up: &str, down: &str) -> String {
        self.added += 1;
        let name = format!("2027-01-01-{:06}_{slug}", self.added);
        let folder = self.directory.path().join(&name);
        fs::create_dir(&folder).unwrap();
        let metadata = format!("parent = \"{}\"\nrun_in_transaction = true\n", self.head);
        for (file, text) in [
            ("metadata.toml", &*metadata),
            ("up.sql", up),
            ("down.sql", down),
        ] {
            fs::write(folder.join(file), text).unwrap();
        }
        self.head.clone_from(&name);
        name
    }

    pub(crate) fn load(&self, dialect: Dialect) -> Loaded {
        let demands = Demands {
            serves: Some([dialect].into_iter().collect()),
            ..Demands::default()
        };
        load(self.directory.path(), "migrations", &demands)
    }
}
