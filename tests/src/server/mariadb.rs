//! MariaDB, or MySQL.

use std::env;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, MysqlConnection, QueryableByName, RunQueryDsl, sql_query};

use super::binaries;
use super::database::{Database, Host};
use super::supervisor::{Recipe, Supervised};
use super::url::Url;

/// The URL of a server to use instead of a throw-away one.
const VARIABLE: &str = "NCA_TEST_MYSQL_URL";
const PACKAGE: &str = "mariadb-server";

/// `--no-defaults` because the machine's own configuration is none of the tests' business. Nothing
/// is flushed to disk and the files are small, which changes no answer of the server. The process
/// leaves nothing behind when it is killed but its directory.
const SERVE: &str = r#""$NCA_SERVER" --no-defaults --datadir="$PWD/data" --socket="$PWD/socket" \
    --pid-file="$PWD/server.pid" --skip-networking --loose-mysqlx=OFF --skip-log-bin \
    --max-connections=300 --character-set-server=utf8mb4 --default-time-zone=+00:00 $NCA_INNODB"#;
const INNODB: &str = "--innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync \
    --innodb-doublewrite=0 --innodb-log-file-size=32M --innodb-buffer-pool-size=64M";

/// Both make `root` without a password: nobody else gets into the directory.
const PREPARE_MARIADB: &str = r#""$NCA_INSTALL" --no-defaults --datadir="$PWD/data" \
    --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve $NCA_INNODB"#;
const PREPARE_MYSQL: &str =
    r#""$NCA_SERVER" --no-defaults --datadir="$PWD/data" --initialize-insecure $NCA_INNODB"#;

/// A MariaDB or MySQL server.
pub struct Mariadb {
    url: Url,
    own: Option<Supervised>,
    admin: Mutex<MysqlConnection>,
}

/// The server of this test process: at the URL in `NCA_TEST_MYSQL_URL`, or else a throw-away one that
/// is started when it is first asked for.
pub fn mariadb() -> &'static Mariadb {
    static OUTSIDE: OnceLock<Result<Mariadb, String>> = OnceLock::new();
    match env::var(VARIABLE) {
        Ok(url) => started(OUTSIDE.get_or_init(|| Mariadb::outside(&url))),
        Err(_) => own_mariadb(),
    }
}

/// The throw-away server, whatever the variable says: for tests that need more than databases of it.
pub fn own_mariadb() -> &'static Mariadb {
    static OWN: OnceLock<Result<Mariadb, String>> = OnceLock::new();
    started(OWN.get_or_init(Mariadb::start))
}

impl Mariadb {
    /// A new, empty database.
    pub fn database(&'static self) -> Database {
        Database::new(self)
    }

    /// Runs SQL as the administrator, in no test's database: for users and the like.
    pub fn execute(&self, sql: &str) {
        if let Err(error) = self.try_execute(sql) {
            panic!("`{sql}` failed: {error}");
        }
    }

    /// Where a throw-away server has its socket, data and log.
    pub fn directory(&self) -> Option<&Path> {
        self.own.as_ref().map(Supervised::directory)
    }

    fn try_execute(&self, sql: &str) -> Result<(), String> {
        self.with_admin(|admin| admin.batch_execute(sql))
            .map_err(|error| error.to_string())
    }

    fn with_admin<T>(&self, work: impl FnOnce(&mut MysqlConnection) -> T) -> T {
        work(&mut self.admin.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn start() -> Result<Self, String> {
        let program = binaries::program(&["mariadbd", "mysqld"], PACKAGE, Some(VARIABLE))?;
        let version = Command::new(&program).arg("--version").output();
        let version = version.map_err(|error| format!("cannot run a server: {error}"))?;
        let mut environment = vec![
            ("NCA_SERVER", program.into_os_string()),
            ("NCA_INNODB", INNODB.into()),
        ];
        let mut prepare = PREPARE_MYSQL;
        if String::from_utf8_lossy(&version.stdout).contains("MariaDB") {
            let installers = ["mariadb-install-db", "mysql_install_db"];
            let installer = binaries::program(&installers, PACKAGE, Some(VARIABLE))?;
            environment.push(("NCA_INSTALL", installer.into_os_string()));
            prepare = PREPARE_MARIADB;
        }
        let server = Supervised::start(&Recipe {
            name: "MariaDB",
            prepare,
            serve: SERVE,
            stop: "KILL",
            account: "mysql",
            environment: &environment,
        })?;
        let socket = server.directory().join("socket");
        let url = Url {
            scheme: "mysql".to_owned(),
            authority: "root@localhost".to_owned(),
            database: String::new(),
            query: vec![(
                "unix_socket".to_owned(),
                socket.to_str().unwrap().to_owned(),
            )],
        };
        let admin = server.ready(|| MysqlConnection::establish(&url.to_string()))?;
        Self::new(url, Some(server), admin)
    }

    fn outside(url: &str) -> Result<Self, String> {
        let admin = MysqlConnection::establish(url)
            .map_err(|error| format!("cannot connect to the server in `{VARIABLE}`: {error}"))?;
        Self::new(Url::parse(url)?, None, admin)
    }

    /// A lock that a test left behind shall be an error, not a test that hangs: by default
    /// `lock_wait_timeout` is a day (<https://mariadb.com/kb/en/server-system-variables/#lock_wait_timeout>).
    fn new(url: Url, own: Option<Supervised>, admin: MysqlConnection) -> Result<Self, String> {
        let server = Self {
            url,
            own,
            admin: Mutex::new(admin),
        };
        server.try_execute("SET SESSION lock_wait_timeout = 60")?;
        Ok(server)
    }
}

impl Host for Mariadb {
    fn url(&self) -> &Url {
        &self.url
    }

    fn create(&self, name: &str) -> Result<(), String> {
        self.try_execute(&format!("CREATE DATABASE {name}"))
    }

    /// With the connections to it, as PostgreSQL does it `WITH (FORCE)`: a transaction that is open
    /// in one of them keeps its tables from being dropped.
    fn drop(&self, name: &str) -> Result<(), String> {
        let connections = sql_query(
            "SELECT CAST(id AS SIGNED) AS id FROM information_schema.processlist WHERE db = ?",
        )
        .bind::<Text, _>(name);
        let connections: Vec<Session> = self
            .with_admin(|admin| connections.load(admin))
            .map_err(|error| error.to_string())?;
        for Session { id } in connections {
            // It may have ended by itself in between.
            let _ = self.try_execute(&format!("KILL {id}"));
        }
        self.try_execute(&format!("DROP DATABASE IF EXISTS {name}"))
    }
}

#[derive(QueryableByName)]
struct Session {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

fn started(server: &'static Result<Mariadb, String>) -> &'static Mariadb {
    server.as_ref().unwrap_or_else(|error| panic!("{error}"))
}
