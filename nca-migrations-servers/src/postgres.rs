//! PostgreSQL from installed programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;
use crate::package::Package;
use crate::programs::{Places, find, missing};
use crate::scratch::postgres::Postgres as Admin;
use crate::server::Server;
use crate::shared::Sharing;
use crate::supervisor::{Recipe, Supervised};
use crate::url::Url;

const PACKAGE: Package = Package {
    name: "PostgreSQL",
    apt: "postgresql",
    dnf: "postgresql-server",
    apk: "postgresql",
    pacman: "postgresql",
    brew: "postgresql",
};

/// Where packages keep the servers' programs, off the path: Debian, PostgreSQL's own for RHEL,
/// Alpine, Homebrew, Postgres.app, and `make install`.
const PLACES: [&str; 7] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
];

const PREPARE: &str = r#""$NCA_BIN/initdb" -D "$PWD/data" -U postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync"#;

/// An installed PostgreSQL: the directory with its programs, which have to be of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postgres {
    major: u32,
    bin: PathBuf,
}

impl Postgres {
    /// The account that a throw-away server runs as, when this process runs as root.
    pub const ACCOUNT: &str = "postgres";

    /// How a throw-away server and its standbys are started. Nothing is flushed to disk, which changes
    /// no answer of the server. A standby needs at least the primary's connections and WAL senders
    /// (<https://www.postgresql.org/docs/current/hot-standby.html>). Without a word `PGPORT` would be
    /// the port, which is part of the socket's name.
    pub const SERVE: &str = r#""$NCA_BIN/postgres" -D "$PWD/data" -c port=5432 \
    -c listen_addresses= -c unix_socket_directories="$PWD" -c unix_socket_permissions=0777 \
    -c fsync=off -c full_page_writes=off -c synchronous_commit=on \
    -c max_connections=200 -c wal_level=replica -c max_wal_senders=20 -c max_replication_slots=20 \
    -c max_wal_size=256MB -c timezone=UTC"#;

    /// Immediate shutdown gives back shared memory, which SIGKILL would not
    /// (<https://www.postgresql.org/docs/current/server-shutdown.html>).
    pub const STOP: &str = "QUIT";

    /// The one in a directory of PATH, since that was somebody's choice, or else the newest one.
    ///
    /// # Errors
    ///
    /// When there is none: where it was looked for and how to install it.
    pub fn find() -> Result<Self, Error> {
        let places = Places::path_and(&PLACES);
        let found = installed(&places).next();
        found.ok_or_else(|| missing(&PACKAGE, "initdb` beside a `postgres", &places))
    }

    /// One of this major version.
    ///
    /// # Errors
    ///
    /// When there is none: which there are, where it was looked for and how to install it.
    pub fn find_major(major: u32) -> Result<Self, Error> {
        let places = Places::path_and(&PLACES);
        let found = installed(&places).find(|postgres| postgres.major == major);
        found.ok_or_else(|| Error::NoSuchMajor {
            wanted: major,
            installed: majors(installed(&places)),
            places: places.to_string(),
            install: format!(
                "install it: packages call it `postgresql-{major}` (Debian, Ubuntu) \
                 or `postgresql@{major}` (Homebrew)"
            ),
        })
    }

    /// Its major version.
    pub fn major(&self) -> u32 {
        self.major
    }

    /// The directory with its programs.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// One of its programs.
    ///
    /// # Errors
    ///
    /// When it is not there.
    pub fn program(&self, name: &str) -> Result<PathBuf, Error> {
        let places = Places::only(&self.bin);
        find(&PACKAGE, &[name], &places)
    }

    /// Starts a server.
    ///
    /// # Errors
    ///
    /// When it does not come up.
    pub fn start(&self) -> Result<Server, Error> {
        self.with(Supervised::start)
    }

    /// The server that others share, or else starts it.
    ///
    /// # Errors
    ///
    /// When it does not come up, or it cannot be noted where it is.
    pub fn shared(&self, sharing: &Sharing) -> Result<Server, Error> {
        self.with(|recipe| Supervised::shared(recipe, sharing))
    }

    fn with(
        &self,
        start: impl FnOnce(&Recipe<'_>) -> Result<Supervised, Error>,
    ) -> Result<Server, Error> {
        let own = start(&Recipe {
            name: PACKAGE.name,
            prepare: PREPARE,
            serve: Self::SERVE,
            stop: Self::STOP,
            account: Self::ACCOUNT,
            environment: &[("NCA_BIN", self.bin().into())],
        })?;
        let url = Self::url(own.directory()).to_string();
        Server::started(own, url, Admin::establish_own)
    }

    /// The URL of the administrator of a server that listens in this directory: its path stands where
    /// a host would (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>).
    pub fn url(directory: &Path) -> Url {
        let directory = directory.to_string_lossy();
        let host = directory.replace('%', "%25").replace('/', "%2F");
        Url {
            scheme: "postgres".to_owned(),
            authority: format!("postgres@{host}:5432"),
            database: "postgres".to_owned(),
            query: Vec::new(),
        }
    }
}

/// The directories whose programs can be run, one after the other. On the path there are links to some
/// of the programs at times, so the directory that they lead to is taken.
fn installed(places: &Places) -> impl Iterator<Item = Postgres> {
    let complete = |bin: &PathBuf| {
        let mut programs = ["initdb", "postgres"].iter();
        programs.all(|program| bin.join(program).is_file())
    };
    let directories = places.directories().into_iter().filter(complete);
    directories.filter_map(move |bin| {
        let server = fs::canonicalize(bin.join("postgres")).ok()?;
        let linked = server.parent().map(Path::to_owned).filter(complete);
        let version = Command::new(server).arg("--version").output().ok()?;
        Some(Postgres {
            major: major(&String::from_utf8_lossy(&version.stdout))?,
            bin: linked.unwrap_or(bin),
        })
    })
}

/// Each once, in order.
fn majors(installed: impl Iterator<Item = Postgres>) -> Vec<u32> {
    let mut majors: Vec<u32> = installed.map(|postgres| postgres.major).collect();
    majors.sort_unstable();
    majors.dedup();
    majors
}

/// 15 of `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`, 19 of `19beta1`.
fn major(version: &str) -> Option<u32> {
    let (_, number) = version.split_once("(PostgreSQL) ")?;
    let end = number.find(|c: char| !c.is_ascii_digit());
    number[..end.unwrap_or(number.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    /// A directory with programs that only say what version they are.
    fn install(directory: &Path, version: &str) {
        fs::create_dir_all(directory).unwrap();
        for name in ["initdb", "postgres"] {
            let program = directory.join(name);
            let text = format!("#!/bin/sh\necho \"{name} (PostgreSQL) {version}\"\n");
            fs::write(&program, text).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    #[test]
    fn the_newest_unless_one_is_on_the_path() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        for (directory, version) in [
            ("9/bin", "9.6.24"),
            ("16/bin", "16.1"),
            ("17/bin", "17beta2"),
        ] {
            install(&root.join("lib").join(directory), version);
        }
        install(&root.join("chosen"), "13.4 (Debian 13.4-1)");
        fs::create_dir_all(root.join("lib/18/bin")).unwrap();
        let beyond = format!("{}/lib/*/bin", root.display());

        let places = Places::path_and(&[&beyond]);
        let found = |path: &str| installed(&places.clone().with_path(path)).next().unwrap();
        assert_eq!(found("/nowhere").major(), 17);
        assert_eq!(found(root.join("chosen").to_str().unwrap()).major(), 13);
        assert_eq!(majors(installed(&places.with_path(""))), [9, 16, 17]);
    }

    #[test]
    fn links_on_the_path_lead_to_the_programs() {
        let root = tempfile::tempdir().unwrap();
        let (real, links) = (root.path().join("15/bin"), root.path().join("links"));
        install(&real, "15.1");
        fs::create_dir(&links).unwrap();
        for name in ["initdb", "postgres"] {
            symlink(real.join(name), links.join(name)).unwrap();
        }
        let places = Places::path_and(&[]).with_path(links.to_str().unwrap());
        let postgres = installed(&places).next().unwrap();
        assert_eq!(postgres.bin(), fs::canonicalize(real).unwrap());
    }

    #[test]
    fn a_program_that_is_not_there() {
        let root = tempfile::tempdir().unwrap();
        let postgres = Postgres {
            major: 15,
            bin: root.path().to_owned(),
        };
        let error = postgres.program("pg_basebackup").unwrap_err().to_string();
        let looked = format!("\nlooked in `{}`\n", root.path().display());
        assert!(
            error.contains("no `pg_basebackup`") && error.contains(&looked),
            "{error}"
        );
    }
}
