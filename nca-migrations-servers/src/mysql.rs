//! MariaDB, or MySQL, from installed programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;
use crate::package::Package;
use crate::programs::{Places, find};
use crate::scratch::mysql::Mysql as Admin;
use crate::server::Server;
use crate::shared::Sharing;
use crate::supervisor::{Recipe, Supervised};
use crate::url::Url;

const PACKAGE: Package = Package {
    name: "MariaDB",
    apt: "mariadb-server",
    dnf: "mariadb-server",
    apk: "mariadb",
    pacman: "mariadb",
    brew: "mariadb",
};

/// Where servers are, off the path: of most distributions, of Fedora, of the archives, and of
/// Homebrew.
const PLACES: [&str; 8] = [
    "/usr/sbin",
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/libexec",
    "/usr/local/mysql/bin",
    "/usr/local/mariadb/bin",
    "/opt/homebrew/opt/mariadb/bin",
    "/opt/homebrew/opt/mysql/bin",
];

/// `--no-defaults` because the machine's own configuration is nobody's business here. Nothing is
/// flushed to disk and the files are small, which changes no answer of the server. The process
/// leaves nothing behind when it is killed but its directory.
const SERVE: &str = r#""$NCA_SERVER" --no-defaults --datadir="$PWD/data" --socket="$PWD/socket" \
    --pid-file="$PWD/server.pid" --skip-networking --loose-mysqlx=OFF --skip-log-bin \
    --max-connections=300 --character-set-server=utf8mb4 --default-time-zone=+00:00 $NCA_INNODB"#;

/// Statistics are not kept in tables: on MariaDB 10.11 another connection that looks at a table can meet the renaming of
/// its index, which then fails with `duplicate key in table 'mysql.innodb_index_stats'`.
///
/// `loose`: a server that does not know one of these goes on with a warning
/// (<https://dev.mysql.com/doc/refman/8.4/en/option-modifiers.html>).
const INNODB: &str = "--loose-innodb-flush-log-at-trx-commit=0 --loose-innodb-flush-method=nosync \
    --loose-innodb-doublewrite=0 --loose-innodb-log-file-size=32M \
    --loose-innodb-buffer-pool-size=64M --loose-innodb-stats-persistent=0";

/// Both make `root` without a password: nobody else gets into the directory. MySQL's server
/// initialises itself
/// (<https://dev.mysql.com/doc/refman/8.4/en/data-directory-initialization.html>).
const PREPARE_MARIADB: &str = r#""$NCA_INSTALL" --no-defaults --datadir="$PWD/data" \
    --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve $NCA_INNODB"#;
const PREPARE_MYSQL: &str =
    r#""$NCA_SERVER" --no-defaults --datadir="$PWD/data" --initialize-insecure $NCA_INNODB"#;

/// An installed MariaDB or MySQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mysql {
    server: PathBuf,
    flavour: Flavour,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Flavour {
    /// With the program that makes its first tables.
    Mariadb { installer: PathBuf },
    /// Written from its manual and not run yet.
    Mysql,
}

impl Mysql {
    /// The one in a directory of PATH, since that was somebody's choice, or else where packages have it:
    /// `mariadbd`, or `mysqld`, which may be either's.
    ///
    /// # Errors
    ///
    /// When there is none: where it was looked for and how to install it.
    pub fn find() -> Result<Self, Error> {
        let places = Places::path_and(&PLACES);
        let server = find(&PACKAGE, &["mariadbd", "mysqld"], &places)?;
        Self::at(server)
    }

    /// The server that is this program.
    fn at(server: PathBuf) -> Result<Self, Error> {
        let version = Command::new(&server).arg("--version").output();
        let version = version.map_err(|error| Error::Run {
            program: server.clone(),
            error,
        })?;
        let flavour = if String::from_utf8_lossy(&version.stdout).contains("MariaDB") {
            let installer = installer(&server)?;
            Flavour::Mariadb { installer }
        } else {
            Flavour::Mysql
        };
        Ok(Self { server, flavour })
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
        let mut environment = vec![
            ("NCA_SERVER", self.server.clone().into()),
            ("NCA_INNODB", INNODB.into()),
        ];
        let (name, prepare) = match &self.flavour {
            Flavour::Mariadb { installer } => {
                environment.push(("NCA_INSTALL", installer.into()));
                ("MariaDB", PREPARE_MARIADB)
            }
            Flavour::Mysql => ("MySQL", PREPARE_MYSQL),
        };
        let own = start(&Recipe {
            name,
            prepare,
            serve: SERVE,
            stop: "KILL",
            account: "mysql",
            environment: &environment,
        })?;
        let url = url(own.directory()).to_string();
        Server::started(own, url, Admin::establish)
    }
}

/// On the path, or beside the server: archives keep it in `scripts`.
fn installer(server: &Path) -> Result<PathBuf, Error> {
    let prefix = server.parent().and_then(Path::parent);
    let beside = ["bin", "scripts"].map(|name| prefix.map(|prefix| prefix.join(name)));
    let beside: Vec<_> = beside
        .iter()
        .flatten()
        .filter_map(|path| path.to_str())
        .collect();
    let names = ["mariadb-install-db", "mysql_install_db"];
    find(&PACKAGE, &names, &Places::path_and(&beside))
}

fn url(directory: &Path) -> Url {
    let socket = directory.join("socket");
    Url {
        scheme: "mysql".to_owned(),
        authority: "root@localhost".to_owned(),
        database: String::new(),
        query: vec![(
            "unix_socket".to_owned(),
            socket.to_string_lossy().into_owned(),
        )],
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn which_it_is_by_what_it_says() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let program = |name: &str, says: &str| {
            let program = root.join(name);
            fs::create_dir_all(program.parent().unwrap()).unwrap();
            fs::write(&program, format!("#!/bin/sh\necho '{says}'\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            program
        };
        let mysql = "Ver 8.4.3 for Linux on x86_64 (MySQL Community Server - GPL)";
        let mysql = Mysql::at(program("mysql/bin/mysqld", mysql)).unwrap();
        assert_eq!(mysql.flavour, Flavour::Mysql);

        let mariadb = "Ver 11.4.2-MariaDB for Linux on x86_64";
        program("mariadb/scripts/mariadb-install-db", "");
        let mariadb = Mysql::at(program("mariadb/bin/mysqld", mariadb)).unwrap();
        assert!(matches!(mariadb.flavour, Flavour::Mariadb { .. }));
    }
}
