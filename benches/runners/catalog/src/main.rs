//! What there is at no peer: verifying a chain, and reading a catalog.
//!
//! `<program> verify <length> <times>` writes how long it takes from nothing and, in a second column, after one
//! more migration; `<program> read <engine> <url> <tables> <times>` how long a catalog takes. In nanoseconds, a
//! line for each time.

use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection as _, MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations_catalog::{Introspect, Scope, introspect};
use nca_migrations_cli::{Exit, Program, Streams};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["verify", length, times] => verify(length.parse()?, times.parse()?),
        ["read", engine, url, tables, times] => {
            let (tables, times) = (tables.parse()?, times.parse()?);
            match engine {
                "sqlite" => read(&mut SqliteConnection::establish(url)?, tables, times),
                "postgres" => read(&mut PgConnection::establish(url)?, tables, times),
                _ => read(&mut MysqlConnection::establish(url)?, tables, times),
            }
        }
        _ => Err("expected: verify length times, or: read engine url tables times".into()),
    }
}

/// On SQLite, as a person does it, files included.
fn verify(length: usize, times: usize) -> Result<()> {
    for _ in 0..times {
        let directory = tempfile::tempdir()?;
        let migrations = directory.path().join("migrations");
        write(&migrations, 0..length)?;
        let whole = verified(&migrations)?;
        write(&migrations, length..length + 1)?;
        let added = verified(&migrations)?;
        println!("{} {}", whole.as_nanos(), added.as_nanos());
    }
    Ok(())
}

fn verified(migrations: &Path) -> Result<Duration> {
    let start = Instant::now();
    let program = Program::of_directory("nca-migrate");
    let dir = migrations.display().to_string();
    let mut streams = Streams::to(std::io::sink(), std::io::sink());
    let exit = program.run(["nca-migrate", "verify", "--dir", &dir], &mut streams);
    if exit == Exit::Done {
        Ok(start.elapsed())
    } else {
        Err("the chain does not hold".into())
    }
}

/// Fills the database with tables and reads what they are.
fn read<C: Introspect + SimpleConnection>(
    conn: &mut C,
    tables: usize,
    times: usize,
) -> Result<()> {
    for table in 0..tables {
        conn.batch_execute(&format!(
            "CREATE TABLE t{table} (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(40) NOT NULL, \
             b VARCHAR(40) DEFAULT 'x', c DOUBLE PRECISION, d INTEGER, e VARCHAR(40), f VARCHAR(40), \
             parent INTEGER, FOREIGN KEY (parent) REFERENCES t{table} (id), CHECK (length(a) > 0)); \
             CREATE INDEX t{table}_a ON t{table} (a); CREATE UNIQUE INDEX t{table}_bd ON t{table} (b, d);"
        ))?;
    }
    for _ in 0..times {
        let start = Instant::now();
        introspect(conn, &Scope::All)?;
        println!("{}", start.elapsed().as_nanos());
    }
    Ok(())
}

/// The migrations of these numbers: ten tables, then an index that comes and goes, so that the schema stays small
/// however long the chain is.
fn write(migrations: &Path, numbers: Range<usize>) -> Result<()> {
    let name = |number: usize| format!("{:014}_step", 20_260_101_000_000 + number);
    for number in numbers {
        let folder = migrations.join(name(number));
        fs::create_dir_all(&folder)?;
        let parent = number.checked_sub(1).map_or("base".to_owned(), name);
        let (create, drop) = if number < 10 {
            (
                format!(
                    "CREATE TABLE t{number} (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER);\n"
                ),
                format!("DROP TABLE t{number};\n"),
            )
        } else {
            let table = number / 2 % 10;
            (
                format!("CREATE INDEX i ON t{table} (a, b);\n"),
                "DROP INDEX i;\n".to_owned(),
            )
        };
        let (up, down) = if number < 10 || number % 2 == 0 {
            (create, drop)
        } else {
            (drop, create)
        };
        let metadata = format!("parent = \"{parent}\"\nrun_in_transaction = true\n");
        fs::write(folder.join("metadata.toml"), metadata)?;
        fs::write(folder.join("up.sql"), up)?;
        fs::write(folder.join("down.sql"), down)?;
    }
    let lock = migrations.join("chain.lock");
    if !lock.is_file() {
        fs::write(lock, "format 1\ndialects sqlite\n")?;
    }
    Ok(())
}
