//! A command that a program brings itself.

use diesel::prelude::*;
use nca_migrations::{EmbeddedMigrations, embed_migrations};
use nca_migrations_cli::{Connection, Exit, OwnCommand, OwnError, Program, Session};

use crate::in_process;

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

fn count(session: &mut Session<'_, '_>) -> Result<(), OwnError> {
    let mut conn = session.migrated()?;
    let Connection::Sqlite(conn) = &mut conn else {
        return Err("expected SQLite".into());
    };
    let tables: i64 = diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(
        "(SELECT count(*) FROM agents)",
    ))
    .get_result(conn)?;
    session.progress("counting");
    let json = session.json();
    session.result(format_args!("{tables} agents, json: {json}"));
    Ok(())
}

fn refuse(_: &mut Session<'_, '_>) -> Result<(), OwnError> {
    Err("there is `nothing` to count\nput something in".into())
}

fn program() -> Program {
    Program::new("app", &MIGRATIONS)
        .own_command(OwnCommand::new("count", "Count the agents", count).after_help("So many."))
        .own_command(OwnCommand::new("refuse", "Count nothing", refuse))
}

fn run(args: &[&str]) -> (Exit, String, String) {
    in_process::run(&program(), args)
}

#[test]
fn gets_a_migrated_database() {
    let dir = tempfile::tempdir().unwrap();
    let url = dir.path().join("app.db");
    let url = url.to_str().unwrap();
    let (exit, out, err) = run(&["count", "--database-url", url]);
    assert_eq!((exit, &*out), (Exit::Done, "0 agents, json: false\n"));
    assert!(err.contains("Running upgrade  -> 20260105090000"), "{err}");
    assert!(err.ends_with("counting\n"), "{err}");

    // The options of every command are its own, wherever they are.
    let (_, out, err) = run(&["--json", "count", "-q", "--database-url", url]);
    assert_eq!((&*out, &*err), ("0 agents, json: true\n", ""));
}

#[test]
fn is_in_the_help() {
    let (_, out, _) = run(&["--help"]);
    assert!(out.contains("Count the agents"), "{out}");
    let (exit, out, _) = run(&["count", "--help"]);
    assert_eq!(exit, Exit::Done);
    assert!(out.contains("So many."), "{out}");
}

#[test]
fn fails_as_every_command_does() {
    let (exit, out, err) = run(&["refuse"]);
    assert_eq!((exit, &*out), (Exit::Failed, ""));
    assert_eq!(
        err,
        "FAILED: there is `nothing` to count\nput something in\n"
    );
    // What is wrong with a URL is wrong with the command line.
    let (exit, _, err) = run(&["count", "--database-url", "oracle://host/db"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.starts_with("FAILED: unknown kind of database"), "{err}");
}
