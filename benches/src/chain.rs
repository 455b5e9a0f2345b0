//! The same chain for every tool: so many migrations of two statements each, in SQL that all three
//! engines read.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::lock::{self, Accept};
use nca_migrations_core::{Demands, load};

use crate::Result;

/// How long the chains are.
pub(crate) const LENGTHS: [usize; 3] = [10, 100, 1_000];

/// Where chains lie for the programs that embed them. Their paths are in these programs' source.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("chains")
}

/// Writes the chains in each tool's layout, and as one script for the engines' own clients.
pub(crate) fn write_all() -> Result<()> {
    for length in LENGTHS {
        let number = length.to_string();
        write_for_diesel(&root().join("diesel").join(&number), length)?;
        write_flat(&root().join("sqlx").join(&number), length, |number| {
            format!("{number}_create_table_{number}.sql")
        })?;
        write_flat(&root().join("refinery").join(&number), length, |number| {
            format!("V{number}__create_table_{number}.sql")
        })?;
        let scripts = root().join("client");
        fs::create_dir_all(&scripts)?;
        let (mut each, mut whole) = (String::new(), String::new());
        for number in 1..=length {
            let up = up(number);
            let _ = write!(each, "BEGIN;\n{up}COMMIT;\n");
            whole += &up;
        }
        fs::write(script(length, "each"), each)?;
        fs::write(script(length, "whole"), format!("BEGIN;\n{whole}COMMIT;\n"))?;
    }
    Ok(())
}

/// The script for a client: with one transaction for `each` migration or for the `whole` of it.
pub(crate) fn script(length: usize, kind: &str) -> PathBuf {
    root().join("client").join(format!("{length}-{kind}.sql"))
}

/// Diesel's layout, which is ours, with a lock file that pins it.
pub(crate) fn write_for_diesel(root: &Path, length: usize) -> Result<()> {
    clear(root)?;
    let mut parent = "base".to_owned();
    for number in 1..=length {
        let name = format!("2026-01-01-{number:06}_create_table_{number}");
        let directory = root.join(&name);
        fs::create_dir_all(&directory)?;
        let metadata = format!("parent = \"{parent}\"\nrun_in_transaction = true\n");
        fs::write(directory.join("metadata.toml"), metadata)?;
        fs::write(directory.join("up.sql"), up(number))?;
        fs::write(
            directory.join("down.sql"),
            format!("DROP TABLE table_{number};\n"),
        )?;
        parent = name;
    }
    let dialects = Some(Dialect::ALL.into_iter().collect());
    let demands = Demands {
        serves: dialects,
        ..Demands::default()
    };
    let accept = Accept {
        dialects,
        ..Accept::default()
    };
    let loaded = load(root, "migrations", &demands);
    let lock = lock::renew(&loaded, &accept)
        .map_err(|problems| format!("{} problems in the chain", problems.len()))?;
    fs::write(root.join(lock::FILE), lock.to_string())?;
    Ok(())
}

/// One file for each migration, all in one directory.
fn write_flat(root: &Path, length: usize, name: impl Fn(usize) -> String) -> Result<()> {
    clear(root)?;
    for number in 1..=length {
        fs::write(root.join(name(number)), up(number))?;
    }
    Ok(())
}

fn clear(root: &Path) -> Result<()> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    Ok(fs::create_dir_all(root)?)
}

fn up(number: usize) -> String {
    let mut up = format!(
        "CREATE TABLE table_{number} (\n  id INTEGER NOT NULL PRIMARY KEY,\n  \
         name VARCHAR(120) NOT NULL,\n  \
         created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n);\n"
    );
    let _ = writeln!(
        up,
        "CREATE INDEX ix_table_{number}_name ON table_{number} (name);"
    );
    up
}
