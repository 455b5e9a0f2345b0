//! Each single change that the catalog tells apart, both ways.

use std::fmt::Write as _;

use super::case::{Case, Ran};
use crate::changes::{BASE, CHANGES};

#[test]
fn each_change_can_be_made_and_taken_back() {
    let (first, second) = CHANGES.split_at(CHANGES.len() / 2);
    let found = std::thread::scope(|scope| {
        let second = scope.spawn(|| made_and_taken_back(second));
        [made_and_taken_back(first), second.join().unwrap()]
    });
    let [(text, failed), (more, also_failed)] = found;
    let failed = [failed, also_failed].concat();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
    insta::assert_snapshot!(text + &more);
}

/// The scripts, and what failed.
fn made_and_taken_back(changes: &[&str]) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut failed = Vec::new();
    for change in changes {
        let after = format!("{BASE}; {change}");
        let case = match Case::of(BASE, &after, &[]) {
            Ok(case) => case,
            // Packages are no statements that end with a semicolon.
            Err(error) if change.contains("PACKAGE") => {
                writeln!(text, "# {change}\n{error}\n").unwrap();
                continue;
            }
            Err(error) => {
                failed.push(format!("# {change}\n{error}"));
                continue;
            }
        };
        writeln!(text, "# {change}\n{}", case.text()).unwrap();
        match case.run() {
            Ok(Ran::WithRows) => {}
            Ok(Ran::WithoutRows(error)) => writeln!(text, "rows: {error}\n").unwrap(),
            Err(error) => failed.push(format!("# {change}\n{error}\n{}", case.text())),
        }
    }
    (text, failed)
}
