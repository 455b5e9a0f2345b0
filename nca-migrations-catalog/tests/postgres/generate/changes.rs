//! Each single change of `changes.sql`, there and back, with rows in the tables.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::SimpleConnection as _;
use nca_migrations_catalog::generate::{Form, Obstacle};
use nca_migrations_catalog::seed;

use super::bench::{apply, assert_reached, options, script, text};
use super::dice::Dice;
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

/// A few of them in one step, as they come. `NCA_TEST_PAIRS` says how often.
#[test]
fn several_changes_are_made_and_unmade_at_once() {
    let (mut bed, mut empty) = (Bed::with(EVERYTHING), Bed::with(EVERYTHING));
    let before = catalog(&mut bed.conn);
    let changes: Vec<&str> = CHANGES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("--") && !BROKEN.contains(line))
        .collect();
    let times = std::env::var("NCA_TEST_PAIRS")
        .ok()
        .and_then(|pairs| pairs.parse().ok());
    let (mut failed, mut made) = (Vec::new(), 0_u64);
    let times: u64 = times.unwrap_or(40);
    for seed in 0..times {
        let mut dice = Dice(seed);
        let mut several = Vec::new();
        empty.run("BEGIN");
        for _ in 0..6 {
            let change = dice.pick(&changes);
            empty.run("SAVEPOINT one");
            // What needs something that an earlier one has taken away is none.
            match empty.conn.batch_execute(change) {
                Ok(()) => several.push(change),
                Err(_) => empty.run("ROLLBACK TO one"),
            }
        }
        let after = catalog(&mut empty.conn);
        empty.run("ROLLBACK");
        let options = options(Form::Plain);
        let (Ok(up), Ok(down)) = (
            script(&before, &after, &options),
            script(&after, &before, &options),
        ) else {
            continue;
        };
        made += 1;
        let several = several.join(";\n");
        let result = catch_unwind(AssertUnwindSafe(|| {
            bed.run("BEGIN");
            for (way, statements, reached) in [("up", &up, &after), ("down", &down, &before)] {
                let what = format!("{way} of {several}");
                apply(&mut bed, statements, &what);
                assert_reached(reached, &mut bed, statements, &what);
            }
        }));
        if let Err(error) = result {
            let error = error.downcast_ref::<String>().cloned().unwrap_or_default();
            failed.push(format!("######## seed {seed}\n{error}\n"));
        }
        bed.run("ROLLBACK");
    }
    assert!(
        failed.is_empty(),
        "{} failed\n{}",
        failed.len(),
        failed.join("\n")
    );
    assert!(made > times / 4, "only {made} of {times} can be generated");
}
