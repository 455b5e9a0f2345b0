//! PostgreSQL.

use std::env;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use nca_migrations_servers::{Error, Server};

use super::database::Database;
use super::unavailable;

/// The URL of a server to use instead of a throw-away one.
const VARIABLE: &str = "NCA_TEST_POSTGRES_URL";

/// A PostgreSQL server.
pub struct Postgres {
    server: Server,
    admin: Mutex<PgConnection>,
}

/// The server of this test process: at the URL in `NCA_TEST_POSTGRES_URL`, or else a throw-away one
/// that is started when it is first asked for.
pub fn postgres() -> &'static Postgres {
    static OUTSIDE: OnceLock<Result<Postgres, String>> = OnceLock::new();
    match env::var(VARIABLE) {
        Ok(url) => started(OUTSIDE.get_or_init(|| Postgres::new(Server::postgres_at(&url)))),
        Err(_) => own_postgres(),
    }
}

/// The throw-away server, whatever the variable says: for tests that need more than databases of it.
pub fn own_postgres() -> &'static Postgres {
    static OWN: OnceLock<Result<Postgres, String>> = OnceLock::new();
    started(OWN.get_or_init(|| Postgres::new(Server::postgres())))
}

impl Postgres {
    /// A new, empty database.
    pub fn database(&'static self) -> Database {
        Database::new(&self.server)
    }

    /// Runs SQL as the administrator, in no test's database: for roles and the like.
    pub fn execute(&self, sql: &str) {
        let done = self.with_admin(|admin| admin.batch_execute(sql));
        done.unwrap_or_else(|error| panic!("`{sql}` failed: {error}"));
    }

    /// Where a throw-away server has its socket, data and log.
    pub fn directory(&self) -> Option<&Path> {
        self.server.directory()
    }

    /// The directory of a throw-away server; the error says why there has to be one.
    pub(super) fn own_directory(&self, what: &str) -> Result<&Path, String> {
        self.directory().ok_or_else(|| {
            format!(
                "{what} needs a throw-away server and `{VARIABLE}` names another: \
                 take `server::own_postgres()`"
            )
        })
    }

    /// The administrator's connection.
    pub(super) fn with_admin<T>(&self, work: impl FnOnce(&mut PgConnection) -> T) -> T {
        work(&mut self.admin.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn new(server: Result<Server, Error>) -> Result<Self, String> {
        let server = server.map_err(|error| unavailable(&error, VARIABLE))?;
        let admin = PgConnection::establish(server.url()).map_err(|error| error.to_string())?;
        Ok(Self {
            server,
            admin: Mutex::new(admin),
        })
    }
}

fn started(server: &'static Result<Postgres, String>) -> &'static Postgres {
    server.as_ref().unwrap_or_else(|error| panic!("{error}"))
}
