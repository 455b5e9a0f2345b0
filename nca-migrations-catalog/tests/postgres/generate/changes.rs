//! Each single change of `changes.sql`, there and back, with rows in the tables.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use nca_migrations_catalog::generate::{Form, Obstacle};
use nca_migrations_catalog::seed;

use super::bench::{apply, assert_reached, options, script, text};
use crate::bed::{Bed, catalog};
use crate::kinds::EVERYTHING;

const CHANGES: &str = include_str!("../changes.sql");

/// What leaves a function behind whose body is wrong, so that no script can make that again.
const BROKEN: [&str; 1] = ["ALTER TABLE people SET SCHEMA other"];

#[test]
fn every_single_change_is_made_and_unmade() {
    let (mut bed, mut empty) = (Bed::with(EVERYTHING), Bed::with(EVERYTHING));
    let before = catalog(&mut bed.conn);
    let mut with_rows = before.clone();
    // A foreign table without a server behind it.
    with_rows.tables.retain(|table| {
        table
            .settings
            .iter()
            .all(|setting| setting.name != "server")
    });
    let seeded = seed::fill(&mut bed.conn, &with_rows).unwrap();
    assert!(seeded.rows > 20, "{seeded:?}");
    let options = options(Form::Plain);
    let mut failed = Vec::new();
    let mut said = String::new();
    for change in CHANGES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("--") && !BROKEN.contains(line))
    {
        empty.run("BEGIN");
        empty.run(change);
        let after = catalog(&mut empty.conn);
        empty.run("ROLLBACK");
        let up = script(&before, &after, &options);
        let down = script(&after, &before, &options);
        let (up, down) = match (up, down) {
            (Ok(up), Ok(down)) => (up, down),
            (up, down) => {
                for (way, obstacles) in [("up", up.err()), ("down", down.err())] {
                    for obstacle in obstacles.into_iter().flatten() {
                        assert!(!matches!(obstacle, Obstacle::NeedsFill { .. }), "{change}");
                        write!(said, "{change}\n  {way}: {obstacle}\n").unwrap();
                    }
                }
                continue;
            }
        };
        let result = catch_unwind(AssertUnwindSafe(|| {
            bed.run("BEGIN");
            for (way, statements, reached) in [("up", &up, &after), ("down", &down, &before)] {
                let what = format!("{way} of {change}");
                apply(&mut bed, statements, &what);
                assert_reached(reached, &mut bed, statements, &what);
            }
        }));
        if let Err(error) = result {
            let error = error.downcast_ref::<String>().cloned().unwrap_or_default();
            failed.push(format!("######## {change}\n{error}\n"));
        }
        bed.run("ROLLBACK");
        write!(said, "{change}\n{}-- back\n{}\n", text(&up), text(&down)).unwrap();
    }
    assert!(
        failed.is_empty(),
        "{} failed\n{}",
        failed.len(),
        failed.join("\n")
    );
    insta::assert_snapshot!(said);
}
