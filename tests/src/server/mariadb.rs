//! MariaDB, or MySQL.

use std::env;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::{Connection, MysqlConnection};
use nca_migrations_servers::{Error, Server};

use super::database::Database;
use super::unavailable;

/// The URL of a server to use instead of a throw-away one.
const VARIABLE: &str = "NCA_TEST_MYSQL_URL";

/// A lock that a test left behind shall be an error, not a test that hangs: by default
/// `lock_wait_timeout` is a day (<https://mariadb.com/kb/en/server-system-variables/#lock_wait_timeout>).
const PATIENCE: &str = "SET SESSION lock_wait_timeout = 60";

/// A MariaDB or MySQL server.
pub struct Mariadb {
    server: Server,
    admin: Mutex<MysqlConnection>,
}

/// The server of this test process: at the URL in `NCA_TEST_MYSQL_URL`, or else a throw-away one that
/// is started when it is first asked for.
pub fn mariadb() -> &'static Mariadb {
    static OUTSIDE: OnceLock<Result<Mariadb, String>> = OnceLock::new();
    match env::var(VARIABLE) {
        Ok(url) => started(OUTSIDE.get_or_init(|| Mariadb::new(Server::mysql_at(&url)))),
        Err(_) => own_mariadb(),
    }
}

/// The throw-away server, whatever the variable says: for tests that need more than databases of it.
pub fn own_mariadb() -> &'static Mariadb {
    static OWN: OnceLock<Result<Mariadb, String>> = OnceLock::new();
    started(OWN.get_or_init(|| Mariadb::new(Server::mysql())))
}

impl Mariadb {
    /// A new, empty database.
    pub fn database(&'static self) -> Database {
        Database::new(&self.server)
    }

    /// Runs SQL as the administrator, in no test's database: for users and the like.
    pub fn execute(&self, sql: &str) {
        let mut admin = self.admin.lock().unwrap_or_else(PoisonError::into_inner);
        let done = admin.batch_execute(sql);
        done.unwrap_or_else(|error| panic!("`{sql}` failed: {error}"));
    }

    /// Where a throw-away server has its socket, data and log.
    pub fn directory(&self) -> Option<&Path> {
        self.server.directory()
    }

    fn new(server: Result<Server, Error>) -> Result<Self, String> {
        let server = server.map_err(|error| unavailable(&error, VARIABLE))?;
        let mut admin =
            MysqlConnection::establish(server.url()).map_err(|error| error.to_string())?;
        let patient = admin.batch_execute(PATIENCE);
        patient.map_err(|error| error.to_string())?;
        Ok(Self {
            server,
            admin: Mutex::new(admin),
        })
    }
}

fn started(server: &'static Result<Mariadb, String>) -> &'static Mariadb {
    server.as_ref().unwrap_or_else(|error| panic!("{error}"))
}
