//! What `pg_dump` writes makes a database with the same catalog.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::bed::{Bed, assert_same};
use crate::kinds::{EVERYTHING, FORMS};

/// Runs a program of PostgreSQL's, and gives what it wrote.
fn run(program: &str, arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{program}: {error}: run `apt-get install postgresql-client`")
        });
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

fn restored(bed: &Bed) -> Bed {
    let url = bed.database.url();
    let dump = run("pg_dump", &["--schema-only", "--no-owner", &url], "");
    let copy = Bed::new();
    let url = copy.database.url();
    run(
        "psql",
        &["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &url],
        &dump,
    );
    copy
}

#[test]
fn a_restored_dump_is_the_same() {
    for (what, sql) in [
        ("everything", EVERYTHING),
        ("forms", FORMS),
        ("NCA", include_str!("../../../nca-schema/ddl/postgres.sql")),
    ] {
        let mut bed = Bed::with(sql);
        let mut copy = restored(&bed);
        assert_same(&bed.outline(), &copy.outline(), what);
    }
}
