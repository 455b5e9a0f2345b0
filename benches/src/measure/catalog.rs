//! Verifying a chain, and reading the catalog of a large database: no peer does either.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::build;
use crate::Result;
use crate::contender::Contender;
use crate::engine::Engine;
use crate::table::{Row, Table, Unit, median};

const PROGRAM: &str = "catalog";

pub(crate) fn measure(rounds: Option<usize>) -> Result<Table> {
    eprintln!("building the program that verifies");
    build::fetch(PROGRAM)?;
    build::build(PROGRAM)?;
    let mut rows = Vec::new();
    for (length, usual) in [(10, 7), (100, 3), (1_000, 1)] {
        eprintln!("verify: {length}");
        let times = rounds.unwrap_or(usual).to_string();
        let took = run(&["verify", &length.to_string(), &times])?;
        let column = |column: usize| took.iter().map(move |line| line[column]).collect();
        rows.push(row(
            format!("verify, {length} migrations from nothing"),
            column(0),
        ));
        rows.push(row(format!("verify, one more after {length}"), column(1)));
    }
    for engine in Engine::ALL {
        eprintln!("reading a catalog: {}", engine.name());
        let place = engine.empty();
        let times = rounds.unwrap_or(7).to_string();
        let took = run(&["read", engine.argument(), &place.url()?, "1000", &times])?;
        let took = took.iter().map(|line| line[0]).collect();
        rows.push(row(
            format!("the catalog of 1,000 tables, {}", engine.name()),
            took,
        ));
    }
    Ok(Table {
        title: "Verifying, and reading catalogs".to_owned(),
        note: "`nca-migrate verify` on SQLite: every migration up, down and up again, with rows, and the catalogs \
               compared. One more migration is tried on the database that was kept. Read is everything that a \
               schema module or a comparison needs: columns, keys, checks and indexes of each table."
            .to_owned(),
        rows,
    })
}

fn row(what: String, took: Vec<Duration>) -> Row {
    Row {
        what,
        unit: Unit::Seconds,
        values: vec![(Contender::Ours, median(took))],
    }
}

/// What the program wrote, in durations.
fn run(arguments: &[&str]) -> Result<Vec<Vec<Duration>>> {
    let mut command = Command::new(build::program(PROGRAM));
    let output = command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{} failed", arguments.join(" ")).into());
    }
    let nanoseconds = |word: &str| Ok(Duration::from_nanos(word.parse()?));
    let written = String::from_utf8(output.stdout)?;
    let lines = written.lines();
    lines
        .map(|line| line.split(' ').map(nanoseconds).collect())
        .collect()
}
