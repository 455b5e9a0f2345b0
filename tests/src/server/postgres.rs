//! PostgreSQL.

use std::env;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use super::binaries;
use super::database::{Database, Host};
use super::supervisor::{Recipe, Supervised};
use super::url::Url;

/// The URL of a server to use instead of a throw-away one.
pub(super) const VARIABLE: &str = "NCA_TEST_POSTGRES_URL";

/// The account that a throw-away server runs as, when the tests run as root.
pub(super) const ACCOUNT: &str = "postgres";

/// How a throw-away server and its standbys are started. Nothing is flushed to disk, which changes
/// no answer of the server. A standby needs at least the primary's connections and WAL senders
/// (<https://www.postgresql.org/docs/current/hot-standby.html>). Immediate shutdown, by SIGQUIT, gives
/// back shared memory, which SIGKILL would not
/// (<https://www.postgresql.org/docs/current/server-shutdown.html>).
pub(super) const SERVE: &str = r#""$NCA_BIN/postgres" -D "$PWD/data" \
    -c listen_addresses= -c unix_socket_directories="$PWD" -c unix_socket_permissions=0777 \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=on \
    -c max_connections=200 -c wal_level=replica -c max_wal_senders=20 -c max_replication_slots=20 \
    -c max_wal_size=256MB -c timezone=UTC"#;
pub(super) const STOP: &str = "QUIT";

const PREPARE: &str = r#""$NCA_BIN/initdb" -D "$PWD/data" -U postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync --no-instructions"#;

/// A PostgreSQL server.
pub struct Postgres {
    url: Url,
    own: Option<Supervised>,
    admin: Mutex<PgConnection>,
}

/// The server of this test process: at the URL in `NCA_TEST_POSTGRES_URL`, or else a throw-away one
/// that is started when it is first asked for.
pub fn postgres() -> &'static Postgres {
    static OUTSIDE: OnceLock<Result<Postgres, String>> = OnceLock::new();
    match env::var(VARIABLE) {
        Ok(url) => started(OUTSIDE.get_or_init(|| Postgres::outside(&url))),
        Err(_) => own_postgres(),
    }
}

/// The throw-away server, whatever the variable says: for tests that need more than databases of it.
pub fn own_postgres() -> &'static Postgres {
    static OWN: OnceLock<Result<Postgres, String>> = OnceLock::new();
    started(OWN.get_or_init(Postgres::start))
}

impl Postgres {
    /// A new, empty database.
    pub fn database(&'static self) -> Database {
        Database::new(self)
    }

    /// Runs SQL as the administrator, in no test's database: for roles and the like.
    pub fn execute(&self, sql: &str) {
        if let Err(error) = self.try_execute(sql) {
            panic!("`{sql}` failed: {error}");
        }
    }

    /// Where a throw-away server has its socket, data and log.
    pub fn directory(&self) -> Option<&Path> {
        self.own.as_ref().map(Supervised::directory)
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

    pub(super) fn try_execute(&self, sql: &str) -> Result<(), String> {
        self.with_admin(|admin| admin.batch_execute(sql))
            .map_err(|error| error.to_string())
    }

    fn start() -> Result<Self, String> {
        let bin = binaries::postgres(&["initdb", "postgres"])?;
        let server = Supervised::start(&Recipe {
            name: "PostgreSQL",
            prepare: PREPARE,
            serve: SERVE,
            stop: STOP,
            account: ACCOUNT,
            environment: &[("NCA_BIN", bin.into())],
        })?;
        let url = url(&server);
        let admin = server.ready(|| PgConnection::establish(&url.to_string()))?;
        Ok(Self {
            url,
            own: Some(server),
            admin: Mutex::new(admin),
        })
    }

    fn outside(url: &str) -> Result<Self, String> {
        let admin = PgConnection::establish(url)
            .map_err(|error| format!("cannot connect to the server in `{VARIABLE}`: {error}"))?;
        Ok(Self {
            url: Url::parse(url)?,
            own: None,
            admin: Mutex::new(admin),
        })
    }
}

impl Host for Postgres {
    fn url(&self) -> &Url {
        &self.url
    }

    /// From `template0`, which nobody can be connected to: a connection to the template would be in
    /// the way. The default strategy is the quick one, and older servers have no word for it.
    fn create(&self, name: &str) -> Result<(), String> {
        self.try_execute(&format!("CREATE DATABASE {name} TEMPLATE template0"))
    }

    fn drop(&self, name: &str) -> Result<(), String> {
        self.try_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    }
}

/// The URL of a server that listens in its own directory: the path stands where a host would
/// (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>).
pub(super) fn url(server: &Supervised) -> Url {
    let directory = server.directory().to_str().unwrap();
    let host = directory.replace('%', "%25").replace('/', "%2F");
    Url {
        scheme: "postgres".to_owned(),
        authority: format!("postgres@{host}"),
        database: "postgres".to_owned(),
        query: Vec::new(),
    }
}

fn started(server: &'static Result<Postgres, String>) -> &'static Postgres {
    server.as_ref().unwrap_or_else(|error| panic!("{error}"))
}
