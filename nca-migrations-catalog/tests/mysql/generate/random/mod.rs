//! Random pairs of schemas: each leads to the other and back, with rows in the tables.

mod chance;
mod column;
mod draw;
mod facts;
mod index;
mod mutate;
mod parts;
mod render;
mod table;

use std::fmt::Write as _;
use std::time::Instant;

use diesel::connection::SimpleConnection as _;

use super::case::{Case, Ran};
use crate::bed::Bed;
use chance::Chance;
use parts::Schema;

/// How many pairs, unless `NCA_TEST_PAIRS` says otherwise.
const PAIRS: u64 = 200;
const THREADS: u64 = 2;

/// What the server cannot do, in the words of the obstacle.
const IMPOSSIBLE: [&str; 2] = ["the server makes no", "MariaDB keeps no history from"];

/// What the pairs were like.
#[derive(Default)]
struct Tally {
    refused: u64,
    with_rows: u64,
    without_rows: u64,
    failed: Vec<String>,
}

/// `NCA_TEST_SEED` is the seed of the first pair; each has the next one.
#[test]
fn pairs_lead_to_each_other() {
    let number = |name: &str, default: u64| {
        let said = std::env::var(name);
        said.map_or(default, |said| said.parse().unwrap())
    };
    let (pairs, first) = (number("NCA_TEST_PAIRS", PAIRS), number("NCA_TEST_SEED", 1));
    let began = Instant::now();
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let threads = (0..THREADS).map(|thread| {
            scope.spawn(move || {
                let mut tally = Tally::default();
                let seeds = (first..first + pairs).filter(|seed| seed % THREADS == thread);
                seeds.for_each(|seed| pair(seed, &mut tally));
                tally
            })
        });
        let threads: Vec<_> = threads.collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let sum = |of: fn(&Tally) -> u64| tallies.iter().map(of).sum::<u64>();
    let (refused, with_rows) = (sum(|tally| tally.refused), sum(|tally| tally.with_rows));
    let without_rows = sum(|tally| tally.without_rows);
    let failed: Vec<String> = tallies.into_iter().flat_map(|tally| tally.failed).collect();
    let summary = format!(
        "{pairs} pairs in {:.1} s: {with_rows} with rows, {without_rows} whose rows did not fit, {refused} that \
         the server did not take, {} that failed",
        began.elapsed().as_secs_f64(),
        failed.len()
    );
    assert!(failed.is_empty(), "{}\n{summary}", failed.join("\n\n"));
    // Enough of them must mean something, where there are enough.
    let is_telling = refused * 4 < pairs && with_rows * 4 > pairs;
    assert!(is_telling || pairs < PAIRS, "{summary}");
    eprintln!("{summary}");
}

fn pair(seed: u64, tally: &mut Tally) {
    let mut chance = Chance::new(seed);
    let before = draw::schema(&mut chance);
    let after = if chance.one_in(8) {
        draw::schema(&mut chance)
    } else {
        mutate::mutated(&before, &mut chance)
    };
    let (old, new) = (render::sql(&before), render::sql(&after));
    if refused(&old) || refused(&new) {
        tally.refused += 1;
        return;
    }
    let case = Case::of(&old, &new, &[]);
    let ran = case.as_ref().map_err(Clone::clone).and_then(Case::run);
    match ran {
        Ok(Ran::WithRows) => tally.with_rows += 1,
        Ok(Ran::WithoutRows(_)) => tally.without_rows += 1,
        // A number is no UUID and no place, whatever it is; and a history stays with its engine.
        Err(error) if IMPOSSIBLE.iter().any(|what| error.contains(what)) => tally.refused += 1,
        Err(error) => {
            let mut text = format!("# seed {seed}\n{error}\n");
            let script = case.map(|case| case.text()).unwrap_or_default();
            write!(
                text,
                "## before\n{old}\n## after\n{new}\n## script\n{script}"
            )
            .unwrap();
            tally.failed.push(text);
        }
    }
}

fn refused(sql: &str) -> bool {
    Bed::new().conn.batch_execute(sql).is_err()
}

impl Schema {
    fn pick(&self, chance: &mut Chance) -> Option<usize> {
        (!self.tables.is_empty()).then(|| chance.below(self.tables.len()))
    }
}
