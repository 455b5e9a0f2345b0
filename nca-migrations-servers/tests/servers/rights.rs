//! A role that may not do everything.

use diesel::connection::SimpleConnection;
use nca_migrations_servers::{Error, Server};

use crate::shared::{databases, my, mysql, pg, postgres, url_for};

/// The statement that the error names is the one that helps.
#[test]
fn a_role_of_postgres_without_createdb() {
    let server = postgres();
    let mut admin = pg(server.url());
    admin
        .batch_execute(r#"CREATE ROLE "Ci" LOGIN PASSWORD 'hunter2'"#)
        .unwrap();
    let theirs = Server::postgres_at(&url_for(server, "Ci", "hunter2")).unwrap();
    let error = theirs.scratch().unwrap_err();
    let said = error.to_string();
    let (first, last) = said.split_once('\n').unwrap();
    assert!(
        first.starts_with("`Ci` may not create a scratch database on `postgres://Ci:***@"),
        "{said}"
    );
    assert!(
        first.ends_with("`: permission denied to create database"),
        "{said}"
    );
    assert_eq!(
        last,
        r#"let an administrator run `ALTER ROLE "Ci" CREATEDB`, or give the URL of another role"#
    );

    admin.batch_execute(&grant(&error)).unwrap();
    let scratch = theirs.scratch().unwrap();
    assert!(databases(server).iter().any(|name| name == scratch.name()));
    scratch.remove().unwrap();
}

#[test]
fn an_account_of_mysql_without_privileges() {
    let server = mysql();
    let mut admin = my(server.url());
    admin
        .batch_execute("CREATE USER ci@localhost IDENTIFIED BY 'hunter2'")
        .unwrap();
    let theirs = Server::mysql_at(&url_for(server, "ci", "hunter2")).unwrap();
    let error = theirs.scratch().unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with(
            "`ci@localhost` may not create a scratch database on `mysql://ci:***@localhost/"
        ),
        "{said}"
    );
    assert!(
        said.contains(r"run `GRANT ALL PRIVILEGES ON `nca\_scratch\_%`.* TO 'ci'@'localhost'`"),
        "{said}"
    );

    admin.batch_execute(&grant(&error)).unwrap();
    let scratch = theirs.scratch().unwrap();
    my(scratch.url())
        .batch_execute("CREATE TABLE t (id int)")
        .unwrap();
    scratch.remove().unwrap();
}

/// What is not theirs to drop is none of their business.
#[test]
fn leftovers_of_others_are_left_to_them() {
    let server = Server::postgres().unwrap();
    let mut admin = pg(server.url());
    let leftover = "nca_scratch_1_0123456789abcdef_0";
    admin
        .batch_execute("CREATE ROLE ci LOGIN CREATEDB")
        .unwrap();
    admin
        .batch_execute(&format!("CREATE DATABASE {leftover}"))
        .unwrap();
    let theirs = Server::postgres_at(&url_for(&server, "ci", "")).unwrap();
    assert_eq!(theirs.remove_leftovers().unwrap(), [""; 0]);
    admin
        .batch_execute(&format!("ALTER DATABASE {leftover} OWNER TO ci"))
        .unwrap();
    assert_eq!(theirs.remove_leftovers().unwrap(), [leftover]);
}

fn grant(error: &Error) -> String {
    match error {
        Error::MayNotCreate { grant, .. } => grant.clone(),
        other => panic!("{other:?}"),
    }
}
