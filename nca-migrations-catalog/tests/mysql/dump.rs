//! What others wrote: a dump by `mariadb-dump`, loaded by `mariadb`.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use nca_tests::server::own_mariadb;

use crate::bed::{Bed, EVERYTHING, differences, same};

#[test]
fn a_dump_has_the_same_catalog() {
    let mut bed = Bed::with(EVERYTHING);
    bed.run("DROP EVENT ev2; DROP TABLE useq");
    let mut loaded = dumped(&bed);
    same(&bed.outline(), &loaded.outline(), "a dump");
}

#[test]
fn a_dump_names_the_database_of_a_sequence() {
    let mut bed = Bed::with(
        "CREATE SEQUENCE s;
         CREATE TABLE t (id INT DEFAULT (NEXTVAL(s)))",
    );
    let mut loaded = dumped(&bed);
    let found = differences(&bed.outline(), &loaded.outline()).join("\n");
    insta::assert_snapshot!(found.replace(bed.database.name(), "DUMPED"));
}

#[test]
fn a_dump_of_nca_has_the_same_catalog() {
    let mut bed = Bed::new();
    nca_schema::MIGRATIONS.run_pending(&mut bed.conn).unwrap();
    let mut loaded = dumped(&bed);
    same(&bed.outline(), &loaded.outline(), "a dump");
}

/// An event that starts when it is made starts, once dumped, when it was made.
#[test]
fn a_dump_says_when_an_event_started() {
    let mut bed = Bed::with("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1");
    bed.run(
        "UPDATE mysql.event SET starts = starts - INTERVAL 1 DAY, created = created - INTERVAL 1 DAY \
         WHERE db = DATABASE()",
    );
    let mut loaded = dumped(&bed);
    let found = differences(&bed.outline(), &loaded.outline());
    assert!(
        matches!(&found[..], [one] if one.contains(" EVERY 1 DAY STARTS '2")),
        "{found:?}"
    );
}

fn dumped(bed: &Bed) -> Bed {
    let loaded = Bed::new();
    let options = ["--no-data", "--routines", "--triggers", "--events"];
    let dump = tool("mariadb-dump", &options, bed.database.name(), &[]);
    tool("mariadb", &[], loaded.database.name(), &dump);
    loaded
}

fn tool(program: &str, options: &[&str], database: &str, input: &[u8]) -> Vec<u8> {
    let socket = own_mariadb().directory().unwrap().join("socket");
    let mut child = Command::new(program)
        .args([
            "--no-defaults",
            "--user=root",
            "--default-character-set=utf8mb4",
        ])
        .arg(format!("--socket={}", socket.display()))
        .args(options)
        .arg(database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}: run `apt-get install mariadb-client`"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    stdout
}
