//! Every module that Diesel wrote is read, and is no edit of itself.

use std::fs;
use std::path::Path;

use nca_migrations_catalog::diesel_schema::Sorting;
use nca_migrations_catalog::diesel_schema::edited::{edits, read};

use crate::case;

const HEADER: &str = "// @generated automatically by Diesel CLI.";

#[test]
fn what_diesel_writes_is_read() {
    let mut modules = 0;
    let mut columns = 0;
    let mut faults = Vec::new();
    visit(&case::folder(), &mut |path, text| {
        // A file of several sections has several modules.
        for part in text.split(HEADER).skip(1) {
            modules += 1;
            match read(part) {
                Ok(module) => {
                    columns += module
                        .tables
                        .iter()
                        .map(|table| table.columns.len())
                        .sum::<usize>();
                    let arrows = part.lines().filter(|line| is_column(line)).count();
                    let found: usize = module.tables.iter().map(|table| table.columns.len()).sum();
                    assert_eq!(found, arrows, "{}", path.display());
                    assert_eq!(part.matches("joinable!").count(), module.joins.len());
                    assert_eq!(edits(&module, &module, Sorting::Position), Ok(Vec::new()));
                }
                Err(error) => faults.push(format!("{}: {error}", path.display())),
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        modules > 120 && columns > 3000,
        "{modules} modules, {columns} columns"
    );
}

fn is_column(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(',') && line.contains(" -> ") && !line.starts_with("//")
}

fn visit(folder: &Path, see: &mut impl FnMut(&Path, &str)) {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            visit(&path, see);
            continue;
        }
        // Where Diesel's own would not compile there is ours.
        let ours = path.with_extension("ours");
        let is_module = path
            .extension()
            .is_some_and(|end| end == "ours" || end == "rs" && !ours.exists());
        if is_module {
            see(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
