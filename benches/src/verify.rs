//! `nca-migrate verify` on SQLite: a chain from scratch, one migration added to a short chain and to a long one;
//! and reading the catalog of many tables.
//!
//! The schema stays small however long the chain is: every other migration takes away what the one before it made.

#![expect(clippy::print_stdout, reason = "this is what it is for")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use nca_migrations_catalog::{Outline, Scope, introspect};
use nca_migrations_cli::{Exit, Program, Streams};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let rounds = 7;
    println!("`nca-migrate verify` on SQLite, medians of {rounds} rounds:");
    for length in [10, 100, 1_000] {
        let (mut whole, mut added) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let directory = tempfile::tempdir()?;
            let migrations = directory.path().join("migrations");
            write(&migrations, 0..length)?;
            whole.push(verify(&migrations)?);
            write(&migrations, length..length + 1)?;
            added.push(verify(&migrations)?);
        }
        println!(
            "  {length:>5} migrations from scratch {:>9.1?}, one more {:>9.1?}",
            median(whole),
            median(added)
        );
    }
    for tables in [10, 100, 1_000] {
        let mut conn = SqliteConnection::establish(":memory:")?;
        for n in 0..tables {
            conn.batch_execute(&format!(
                "CREATE TABLE t{n} (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT DEFAULT 'x', c REAL, d BLOB, \
                 e INTEGER REFERENCES t{n} (id), f TEXT, g TEXT, h TEXT, i TEXT, CHECK (length(a) > 0)); \
                 CREATE INDEX t{n}_a ON t{n} (a); CREATE INDEX t{n}_bc ON t{n} (b, c DESC); \
                 CREATE UNIQUE INDEX t{n}_d ON t{n} (lower(a)) WHERE d IS NOT NULL;"
            ))?;
        }
        let (mut read, mut hashed) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let start = Instant::now();
            let catalog = introspect(&mut conn, &Scope::All)?;
            read.push(start.elapsed());
            let outline = Outline::of(&catalog);
            let start = Instant::now();
            outline.fingerprint();
            hashed.push(start.elapsed());
        }
        println!(
            "  catalog of {tables:>5} tables {:>9.1?}, fingerprint {:>9.1?}",
            median(read),
            median(hashed)
        );
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn verify(migrations: &Path) -> Result<Duration> {
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

/// The migrations of these numbers: ten tables, then an index that comes and goes.
fn write(migrations: &Path, numbers: std::ops::Range<usize>) -> Result<()> {
    let name = |n: usize| format!("{:014}_step", 20_260_101_000_000 + n);
    for n in numbers {
        let folder = migrations.join(name(n));
        fs::create_dir_all(&folder)?;
        let parent = n.checked_sub(1).map_or("base".to_owned(), name);
        let (create, drop) = if n < 10 {
            (
                format!(
                    "CREATE TABLE t{n} (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER);\n"
                ),
                format!("DROP TABLE t{n};\n"),
            )
        } else {
            let table = n / 2 % 10;
            (
                format!("CREATE INDEX i ON t{table} (a, b);\n"),
                "DROP INDEX i;\n".to_owned(),
            )
        };
        let (up, down) = if n < 10 || n % 2 == 0 {
            (create, drop)
        } else {
            (drop, create)
        };
        fs::write(
            folder.join("metadata.toml"),
            format!("parent = \"{parent}\"\nrun_in_transaction = true\n"),
        )?;
        fs::write(folder.join("up.sql"), up)?;
        fs::write(folder.join("down.sql"), down)?;
    }
    let lock = migrations.join("chain.lock");
    if !lock.is_file() {
        fs::write(lock, "format 1\ndialects sqlite\n")?;
    }
    Ok(())
}
