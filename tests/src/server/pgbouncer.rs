//! PgBouncer in front of a throw-away PostgreSQL server.

use std::error::Error;
use std::fmt::Write;

use diesel::{Connection, PgConnection};
use nca_migrations_servers::{self as servers, Package, Places, Recipe, Supervised, find};

use super::database::Database;
use super::postgres::Postgres;

const PACKAGE: Package = Package {
    name: "PgBouncer",
    apt: "pgbouncer",
    dnf: "pgbouncer",
    apk: "pgbouncer",
    pacman: "pgbouncer",
    brew: "pgbouncer",
};

/// Off the path: Debian's, and that of `make install`.
const PLACES: [&str; 3] = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin"];

/// How connections are pooled. By default: by transaction, as many as PgBouncer's default of 20.
#[derive(Clone, Debug, Default)]
pub struct Pooling {
    settings: Vec<(String, String)>,
}

impl Pooling {
    /// At most so many connections to the server for each database.
    #[must_use]
    pub fn pool_size(self, connections: usize) -> Self {
        self.set("default_pool_size", &connections.to_string())
    }

    /// Takes the connection that has waited longest, instead of the one that was used last.
    #[must_use]
    pub fn round_robin(self) -> Self {
        self.set("server_round_robin", "1")
    }

    /// Any other setting (<https://www.pgbouncer.org/config.html>); the last one counts.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A running PgBouncer.
pub struct Pgbouncer {
    server: Supervised,
}

/// Starts PgBouncer in front of a throw-away server: of [`own_postgres`](super::own_postgres).
pub fn pgbouncer(postgres: &'static Postgres, pooling: &Pooling) -> Pgbouncer {
    Pgbouncer::start(postgres, pooling).unwrap_or_else(|error| panic!("{error}"))
}

impl Pgbouncer {
    /// The URL of a database behind it. Whatever user it names, the server sees `postgres`.
    pub fn url(&self, database: &Database) -> String {
        let url = servers::Postgres::url(self.server.directory());
        url.with_database(database.name()).to_string()
    }

    fn start(postgres: &'static Postgres, pooling: &Pooling) -> Result<Self, Box<dyn Error>> {
        let program = find(&PACKAGE, &["pgbouncer"], &Places::path_and(&PLACES))?;
        let configuration = configuration(postgres, pooling)?;
        let server = Supervised::start(&Recipe {
            name: "PgBouncer",
            prepare: r#"printf '%s' "$NCA_CONFIGURATION" >pgbouncer.ini
                printf 'unix_socket_dir = %s\n' "$PWD" >>pgbouncer.ini"#,
            serve: r#""$NCA_PGBOUNCER" pgbouncer.ini"#,
            stop: "KILL",
            account: servers::Postgres::ACCOUNT,
            environment: &[
                ("NCA_PGBOUNCER", program.into()),
                ("NCA_CONFIGURATION", configuration.into()),
            ],
        })?;
        let url = servers::Postgres::url(server.directory()).to_string();
        server.ready(|| PgConnection::establish(&url))?;
        Ok(Self { server })
    }
}

/// No `listen_addr`: a socket only. `listen_port` is part of the socket's name. libpq sends `options`
/// and others `extra_float_digits` when they connect, which PgBouncer refuses unless told otherwise.
fn configuration(postgres: &Postgres, pooling: &Pooling) -> Result<String, String> {
    let directory = postgres.own_directory("PgBouncer")?.display();
    let mut text = format!(
        "[databases]\n\
         * = host={directory} port=5432 user=postgres\n\
         [pgbouncer]\n\
         listen_port = 5432\n\
         auth_type = any\n\
         pool_mode = transaction\n\
         max_client_conn = 500\n\
         ignore_startup_parameters = options,extra_float_digits\n"
    );
    for (name, value) in &pooling.settings {
        writeln!(text, "{name} = {value}").unwrap();
    }
    Ok(text)
}
