//! The table in `docs/alembic.md`: every row's command is run, and does what the row says.

mod rows;

use std::collections::BTreeSet;

use self::rows::ROWS;
use crate::fixture::{Project, Ran};

const PAGE: &str = include_str!("../../../../docs/alembic.md");

/// A row of the page.
struct Row {
    alembic: String,
    /// The command, without the program's name.
    here: String,
    verdict: String,
}

fn table() -> Vec<Row> {
    let section = PAGE.split("## The commands").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let here = cells[2].trim_matches('`');
            let here = here.strip_prefix("nca-migrate ");
            Row {
                alembic: cells[1].replace('`', ""),
                here: here.unwrap_or_else(|| panic!("{line}")).to_owned(),
                verdict: cells[3].to_owned(),
            }
        })
        .collect()
}

/// Two migrations, the first of them applied, and a schema with one table more.
fn project() -> Project {
    let project = Project::with_two();
    project.ok("upgrade one");
    let table = |table: &str| format!("CREATE TABLE {table} (id INTEGER PRIMARY KEY);\n");
    let schema: String = ["one", "two", "users"].map(table).concat();
    project.write("schema.sql", &schema);
    project
}

#[test]
fn every_row_holds() {
    let mut faults = Vec::new();
    for row in table() {
        let project = project();
        let Some((_, code, says)) = ROWS.iter().find(|(alembic, ..)| *alembic == row.alembic)
        else {
            continue;
        };
        let words: Vec<&str> = row.here.split(' ').collect();
        let mut command = project.command(&words);
        command.env("EDITOR", "echo editing").env_remove("VISUAL");
        let ran = Ran::from(command.output().unwrap());
        let said = format!("{}{}", ran.out, ran.err);
        if ran.code != *code || !said.contains(says) {
            faults.push(format!(
                "{}: expected {code} and `{says}`: {ran:?}",
                row.alembic
            ));
        }
        let is_refused = ran.code == 2 || ran.code == 3 || row.alembic == "list_templates";
        if is_refused != (row.verdict == "not applicable") {
            faults.push(format!("{}: it is called `{}`", row.alembic, row.verdict));
        }
        if !["same", "better", "not applicable"].contains(&&*row.verdict) {
            faults.push(format!("{}: no verdict `{}`", row.alembic, row.verdict));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_row_has_a_test_and_every_test_a_row() {
    let table = table();
    let on_page: BTreeSet<&str> = table.iter().map(|row| &*row.alembic).collect();
    assert_eq!(on_page.len(), table.len(), "each once");
    let tested: BTreeSet<&str> = ROWS.iter().map(|(alembic, ..)| *alembic).collect();
    assert_eq!(on_page, tested);
}
