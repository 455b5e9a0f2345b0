//! Every command that takes a target, with every form of target, at every place of a chain of five
//! revisions: what comes of it here, and beside it what came of it in Alembic.
//!
//! `alembic.txt` was written by a script that ran Alembic's own command line, each case on a database of
//! its own. `docs/alembic.md` lists where the two differ.

mod table;
mod traps;

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use nca_migrations::chain::Chain;
use nca_migrations_cli::{Exit, Program};
use nca_tests::Builder;
use tempfile::TempDir;

use self::table::{Row, Table};
use crate::fixture::tempdir;
use crate::in_process::run;

const REVISIONS: [&str; 5] = [
    "aaaa1111_one",
    "aaaa2222_two",
    "bbbb3333_three",
    "cccc4444_four",
    "dddd5555_five",
];

fn chain() -> Chain {
    let add = |builder: Builder, name: &&str| {
        let table = name.split_once('_').unwrap().1;
        builder.revision(
            name,
            &format!("CREATE TABLE {table} (id INTEGER PRIMARY KEY);"),
            &format!("DROP TABLE {table};"),
        )
    };
    REVISIONS.iter().fold(Builder::default(), add).chain()
}

/// A database at each place, to be copied.
struct Stage {
    dir: TempDir,
    program: Program,
}

impl Stage {
    fn new() -> Self {
        let stage = Self {
            dir: tempdir(),
            program: Program::new("app", &chain()),
        };
        for place in 0..=REVISIONS.len() {
            let file = stage.at(place);
            fs::write(&file, "").unwrap();
            if let Some(name) = place.checked_sub(1).map(|index| REVISIONS[index]) {
                let (exit, _, err) = stage.run(&file, &["upgrade", name]);
                assert_eq!(exit, Exit::Done, "{err}");
            }
        }
        stage
    }

    fn at(&self, place: usize) -> PathBuf {
        self.dir.path().join(format!("at-{place}.db"))
    }

    fn run(&self, file: &Path, args: &[&str]) -> (Exit, String, String) {
        let url = ["--database-url", file.to_str().unwrap()];
        run(&self.program, &[&url, args].concat())
    }

    /// What comes of a command at a place, in the notation of the tables, and why it fails.
    fn outcome(&self, command: &str, target: &str, place: usize) -> (String, Option<String>) {
        let file = self.dir.path().join("case.db");
        fs::copy(self.at(place), &file).unwrap();
        let args: Vec<&str> = command.split(' ').chain([target]).collect();
        let (exit, out, err) = self.run(&file, &args);
        if exit != Exit::Done {
            let why = err.lines().next().unwrap_or_default().to_owned();
            return (format!("!{}", exit.code()), Some(why));
        }
        let places = match command {
            "show" => versions(&out, "Rev: "),
            "history -r" => versions(&out, " -> "),
            _ => {
                let (exit, out, err) = self.run(&file, &["current"]);
                assert_eq!(exit, Exit::Done, "{err}");
                let at = out.lines().next().map_or(0, place_of);
                return (at.to_string(), None);
            }
        };
        let listed = places.iter().map(ToString::to_string);
        let listed = listed.collect::<Vec<_>>().join(",");
        (
            if listed.is_empty() {
                "-".to_owned()
            } else {
                listed
            },
            None,
        )
    }

    fn row(&self, command: &str, target: &str) -> (Row, Vec<String>) {
        let places = 0..=REVISIONS.len();
        let outcomes = places.map(|place| self.outcome(command, target, place));
        let (cells, whys): (Vec<_>, Vec<_>) = outcomes.unzip();
        let mut whys: Vec<String> = whys.into_iter().flatten().collect();
        // The others differ in numbers.
        whys.truncate(1);
        let (command, target) = (command.to_owned(), target.to_owned());
        let row = Row {
            command,
            target,
            cells,
        };
        (row, whys)
    }
}

/// The places of the versions that follow a mark.
fn versions(out: &str, mark: &str) -> Vec<usize> {
    let after = out.lines().filter_map(|line| line.split(mark).nth(1));
    after.map(place_of).collect()
}

/// The place of the version that a text begins with.
fn place_of(text: &str) -> usize {
    let is_it = |name: &str| text.starts_with(name.split('_').next().unwrap());
    1 + REVISIONS.iter().position(|name| is_it(name)).unwrap()
}

#[test]
fn of_every_target_at_every_place() {
    let alembic = Table::parse(include_str!("alembic.txt"));
    let stage = Stage::new();
    let (mut ours, mut messages) = (Table::default(), Vec::new());
    for row in &alembic.rows {
        let (row, whys) = stage.row(&row.command, &row.target);
        let command = format!("{} {}", row.command, row.shown_target());
        messages.extend(whys.into_iter().map(|why| format!("{command}: {why}")));
        ours.rows.push(row);
    }
    assert_snapshot!(
        "outcomes",
        format!("{ours}\nWhy:\n\n{}\n", messages.join("\n"))
    );
    assert_snapshot!("outcomes_that_differ", traps::compare(&alembic, &ours));
}

#[test]
fn every_trap_is_in_the_page_and_nothing_else() {
    let page = include_str!("../../../../docs/alembic.md");
    let section = page.split("## Where targets mean something else").nth(1);
    let section = section.unwrap().split("\n## ").next().unwrap();
    let listed: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("* **")?.split("**").next())
        .collect();
    assert_eq!(listed, traps::NAMES);
}
