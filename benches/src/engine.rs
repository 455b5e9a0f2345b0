//! Databases to measure on: files in memory where there is room, and databases on throw-away servers,
//! which flush nothing to disk. What is compared is what the tools do, not what the disk does.

use std::path::PathBuf;

use nca_tests::server::{self, Database};
use tempfile::TempDir;

use crate::Result;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
    Mysql,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    /// As the programs that are run know it.
    pub(crate) fn argument(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MariaDB",
        }
    }

    /// An empty database.
    pub(crate) fn empty(self) -> Place {
        match self {
            Self::Sqlite => Place::File(server::tempdir()),
            Self::Postgres => Place::Server(server::own_postgres().database()),
            Self::Mysql => Place::Server(server::own_mariadb().database()),
        }
    }
}

/// A database that is gone with this.
pub(crate) enum Place {
    File(TempDir),
    Server(Database),
}

impl Place {
    /// As Diesel takes it.
    pub(crate) fn url(&self) -> Result<String> {
        Ok(match self {
            Self::File(directory) => {
                let file: PathBuf = directory.path().join("database");
                file.to_str().ok_or("expected a path in UTF-8")?.to_owned()
            }
            Self::Server(database) => database.url(),
        })
    }
}
