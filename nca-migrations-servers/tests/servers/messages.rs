//! What is said when there is no server.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use diesel::PgConnection;
use nca_migrations_servers::{Error, Postgres, Recipe, Server, Supervised};

use crate::child::{self, Child};
use crate::shared::{mysql, postgres, url_for};

/// The shell's own tools are found all the same, and so are servers that packages keep off the path.
#[test]
fn an_empty_path_is_not_in_the_way() {
    if child::task().is_some() {
        // Where the programs are on the path alone, they are missing.
        for server in [Server::postgres(), Server::mysql()] {
            match server {
                Ok(server) => drop(server.scratch().unwrap()),
                Err(error) => {
                    let said = error.to_string();
                    assert!(matches!(error, Error::Missing(_)), "{said}");
                    assert!(
                        said.contains("\nlooked in PATH, which is empty, `/usr/"),
                        "{said}"
                    );
                }
            }
        }
        child::say("done");
        return;
    }
    let test = "messages::an_empty_path_is_not_in_the_way";
    let mut child = Child::with(test, "start", &[("PATH", "")]);
    assert_eq!(child.hear(), "done");
}

#[test]
fn a_temporary_directory_that_nobody_gets_into() {
    if child::task().is_some() {
        let error = Server::postgres().unwrap_err();
        child::say(&error.to_string().replace('\n', " / "));
        return;
    }
    let root = tempfile::tempdir_in("/tmp").unwrap();
    let closed = root.path().join("closed");
    let open = closed.join("open");
    fs::create_dir_all(&open).unwrap();
    fs::set_permissions(&open, Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    let test = "messages::a_temporary_directory_that_nobody_gets_into";
    let said = Child::with(test, "start", &[("TMPDIR", &open)]).hear();
    fs::set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();

    let expected = format!(
        "no directory for PostgreSQL can be made in `{}`: mktemp: ",
        open.display()
    );
    assert!(said.starts_with(&expected), "{said}");
    assert!(
        said.contains("Permission denied / set TMPDIR to a directory that "),
        "{said}"
    );
    assert!(said.ends_with(" may write to"), "{said}");
}

#[test]
fn a_version_that_is_not_installed() {
    let newest = Postgres::find().unwrap().major();
    let said = Postgres::find_major(7).unwrap_err().to_string();
    assert!(
        said.starts_with("PostgreSQL 7 is not installed, "),
        "{said}"
    );
    assert!(said.contains(&format!("`{newest}`")), "{said}");
    assert!(said.contains(", `/usr/lib/postgresql/*/bin`, "), "{said}");
    assert_eq!(Postgres::find_major(newest).unwrap().major(), newest);
}

/// The end of what it wrote, not the beginning.
#[test]
fn a_server_that_does_not_come_up_shows_the_end_of_its_log() {
    let start = |prepare: &str, serve: &str| {
        let server = Supervised::start(&Recipe {
            name: "Thing",
            prepare,
            serve,
            stop: "KILL",
            account: "nobody",
            environment: &[],
        });
        let server = server.unwrap();
        let ready = server.ready(|| Err::<(), _>("nobody there"));
        ready.unwrap_err().to_string()
    };
    let many = "i=0; while [ $i -lt 90 ]; do i=$((i+1)); echo line $i; done; exit 3";
    let lines: Vec<String> = (31..=90).map(|i| format!("  line {i}")).collect();
    assert_eq!(
        start(many, "true"),
        format!(
            "Thing did not come up: it ended with status 3\nthe end of its log:\n{}",
            lines.join("\n")
        )
    );
    assert_eq!(
        start("true", "sh -c 'exit 4'"),
        "Thing did not come up: it ended with status 4\nthe end of its log:\n  (it is empty)"
    );
}

#[test]
fn a_server_that_cannot_be_connected_to_keeps_the_password() {
    let nobody = url_for(postgres(), "nobody", "hunter2");
    let wrong = url_for(mysql(), "nobody", "hunter2");
    for (server, scheme) in [
        (Server::postgres_at(&nobody), "postgres"),
        (Server::postgres_at("postgres://u:hunter2@[::"), "postgres"),
        (
            Server::postgres_at("host=/nowhere password=hunter2"),
            "host=",
        ),
        (Server::mysql_at(&wrong), "mysql"),
        (Server::mysql_at("mysql://u:hunter2@/nowhere"), "mysql"),
    ] {
        let error = server.unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(
            said.starts_with(&format!("cannot connect to `{scheme}")),
            "{said}"
        );
        assert!(said.contains("***") && !said.contains("hunter2"), "{said}");
    }
    let ours = url_for(postgres(), "postgres", "hunter2");
    let server = Server::postgres_at(&ours).unwrap();
    let shown = format!("{server:?} {:?}", server.scratch().unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
    <PgConnection as diesel::Connection>::establish(server.scratch().unwrap().url()).unwrap();
}
