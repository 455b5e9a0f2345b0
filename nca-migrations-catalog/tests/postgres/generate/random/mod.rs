//! Pairs of random schemas, there and back, with rows in the tables. `NCA_TEST_PAIRS` says how many.

mod parted;
mod parts;
mod schema;
mod sql;
mod views;

use std::panic::{AssertUnwindSafe, catch_unwind};

use nca_migrations_catalog::generate::{Form, Obstacle};
use nca_migrations_catalog::seed;

use super::bench::{assert_reached, options, run, script, text};
use super::dice::Dice;
use super::rows::Rows;
use crate::bed::{Bed, catalog};

const EMPTY: &str = "DROP SCHEMA IF EXISTS public, other CASCADE; CREATE SCHEMA public";

#[test]
fn random_pairs_there_and_back() {
    let pairs = std::env::var("NCA_TEST_PAIRS")
        .ok()
        .and_then(|pairs| pairs.parse().ok());
    let first = std::env::var("NCA_TEST_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let (pairs, first): (u64, u64) = (pairs.unwrap_or(100), first.unwrap_or(0));
    let (mut here, mut there) = (Bed::new(), Bed::new());
    let (mut failed, mut seeded, mut stuck) = (Vec::new(), 0, 0);
    for seed in first..first + pairs {
        let mut dice = Dice(seed);
        let before = schema::random(&mut dice);
        let after = if dice.one_in(8) {
            schema::random(&mut dice)
        } else {
            schema::changed(&mut dice, &before)
        };
        let (before, after) = (sql::sql(&before), sql::sql(&after));
        let form = if dice.one_in(3) {
            Form::Online
        } else {
            Form::Plain
        };
        let result = catch_unwind(AssertUnwindSafe(|| {
            pair(&mut here, &mut there, form, (&before, &after))
        }));
        match result {
            Ok(Some(rows)) => seeded += rows,
            Ok(None) => stuck += 1,
            Err(error) => {
                let error = error.downcast_ref::<String>().cloned().unwrap_or_default();
                failed.push(format!(
                    "######## seed {seed}\n{error}\n-- before\n{before}\n-- after\n{after}"
                ));
                (here, there) = (Bed::new(), Bed::new());
            }
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {pairs} failed\n{}",
        failed.len(),
        failed.join("\n")
    );
    println!("{pairs} pairs with {seeded} rows, {stuck} of them not to be expressed");
    assert!(
        pairs < 20 || u64::try_from(seeded).unwrap() > pairs,
        "only {seeded} rows"
    );
}

/// How many rows there were. None if it cannot be expressed.
fn pair(
    here: &mut Bed,
    there: &mut Bed,
    form: Form,
    (before, after): (&str, &str),
) -> Option<usize> {
    here.run(EMPTY);
    there.run(EMPTY);
    here.run(before);
    there.run(after);
    let (from, to) = (catalog(&mut here.conn), catalog(&mut there.conn));
    let seeded = seed::fill(&mut here.conn, &from).unwrap();
    let options = options(form);
    let (up, down) = match (script(&from, &to, &options), script(&to, &from, &options)) {
        (Ok(up), Ok(down)) => (up, down),
        (up, down) => {
            let obstacles: Vec<Obstacle> = [up.err(), down.err()]
                .into_iter()
                .flatten()
                .flatten()
                .collect();
            let obstacles: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
            assert!(
                obstacles
                    .iter()
                    .all(|obstacle| obstacle.contains("default storage")),
                "{}",
                obstacles.join("\n")
            );
            return None;
        }
    };
    let rows = Rows::of(&mut here.conn, &from);
    for (way, statements, reached, other) in [("up", &up, &to, &from), ("down", &down, &from, &to)]
    {
        let kept = run(here, statements, way);
        assert_reached(reached, here, statements, way);
        if kept && way == "up" {
            rows.assert_kept(&mut here.conn, other, reached, &text(statements));
        }
    }
    assert_eq!(script(&from, &from, &options), Ok(Vec::new()));
    Some(seeded.rows)
}
