//! Random schemas, and what chance makes of them: there and back, with rows.

mod chance;
mod change;
mod draw;
mod links;
mod schema;

use std::panic::{AssertUnwindSafe, catch_unwind};

use nca_migrations_catalog::generate::{Cost, Obstacle, Options, Statement, generate};
use nca_migrations_catalog::model::Catalog;
use nca_migrations_catalog::seed;

use super::rows;
use super::trial::{apply, shown};
use crate::bed::{catalog, database};
use chance::Chance;

/// How many pairs are tried: `NCA_TEST_PAIRS`, or as many as take a few seconds.
pub(crate) fn pairs() -> u64 {
    let said = std::env::var("NCA_TEST_PAIRS").ok();
    said.map_or(200, |said| said.parse().unwrap())
}

/// And the first of them, to try one again.
pub(crate) fn first() -> u64 {
    let said = std::env::var("NCA_TEST_SEED").ok();
    said.map_or(1, |said| said.parse().unwrap())
}

#[test]
fn from_any_schema_to_any_other_and_back() {
    let (mut rows, mut kept, mut whole, mut tried) = (0, 0, 0, 0);
    for seed in first()..first() + pairs() {
        let mut chance = Chance::new(seed);
        let mut before = draw::schema(&mut chance);
        change::mend(&mut before);
        let mut after = if chance.one_in(8) {
            draw::schema(&mut chance)
        } else {
            before.clone()
        };
        change::some(&mut after, &mut chance);
        let pair = Pair {
            seed,
            before: before.sql(),
            after: after.sql(),
        };
        let seeded = pair.tried();
        rows += seeded.rows;
        tried += 2;
        kept += seeded.directions;
        whole += seeded.whole;
    }
    println!(
        "{rows} rows; {kept} of {tried} scripts with rows, the others without; {whole} lost nothing"
    );
    // Rows that do not fit are no reason not to try.
    assert!(
        rows > 0 && 2 * kept > tried,
        "{rows} rows, {kept} of {tried}"
    );
}

struct Pair {
    seed: u64,
    before: String,
    after: String,
}

#[derive(Default)]
struct Seeded {
    rows: usize,
    /// How many scripts ran with rows in the tables.
    directions: usize,
    /// Whether all that was there was there again in the end.
    whole: usize,
}

fn deletes(script: &[Statement]) -> bool {
    let mut hazards = script.iter().flat_map(|statement| &statement.hazards);
    hazards.any(|hazard| hazard.cost == Cost::Deletes)
}

impl Pair {
    /// Says what the pair was if it fails.
    fn tried(&self) -> Seeded {
        let run = catch_unwind(AssertUnwindSafe(|| self.run()));
        run.unwrap_or_else(|panic| {
            let said = panic
                .downcast_ref::<String>()
                .map_or("no words", String::as_str);
            let Self {
                seed,
                before,
                after,
            } = self;
            panic!("seed {seed}\n-- before:\n{before}\n-- after:\n{after}\n{said}")
        })
    }

    fn run(&self) -> Seeded {
        let from = catalog(&mut database(&self.before));
        let to = catalog(&mut database(&self.after));
        let (up, down) = (filled(&from, &to), filled(&to, &from));
        // Without rows nothing may fail.
        let mut conn = database(&self.before);
        apply(&mut conn, &up, &from, &to).unwrap();
        apply(&mut conn, &down, &to, &from).unwrap();

        let mut seeded = Seeded::default();
        let mut conn = database(&self.before);
        seeded.rows = seed::fill(&mut conn, &from).unwrap().rows;
        let had = rows::all(&mut conn, &from, &to);
        let went = apply(&mut conn, &up, &from, &to).is_ok();
        if !went {
            conn = database(&self.after);
            seed::fill(&mut conn, &to).unwrap();
        }
        let came = apply(&mut conn, &down, &to, &from).is_ok();
        if went && came && !deletes(&up) {
            let has = rows::all(&mut conn, &from, &to);
            assert_eq!(had, has, "nothing said so\n{}{}", shown(&up), shown(&down));
            seeded.whole = 1;
        }
        seeded.directions = usize::from(went) + usize::from(came);
        seeded
    }
}

/// The script, with something for every column that needs it.
pub(crate) fn filled(from: &Catalog, to: &Catalog) -> Vec<Statement> {
    let mut options = Options::default();
    let obstacles = match generate(from, to, &options) {
        Ok(script) => return script,
        Err(obstacles) => obstacles,
    };
    for obstacle in obstacles {
        let Obstacle::NeedsFill { table, column } = obstacle else {
            panic!("{obstacle}")
        };
        let of = to
            .table(&table)
            .unwrap()
            .columns
            .iter()
            .find(|other| other.name == column)
            .unwrap();
        let fill = match &*of.column_type.written {
            "TEXT" | "VARCHAR(10)" | "" | "ANY" => "'filled'",
            "BLOB" => "x'f1'",
            "REAL" | "DOUBLE PRECISION" => "7.5",
            _ => "7",
        };
        options.fills.set(table, column, fill);
    }
    let script = generate(from, to, &options).unwrap();
    assert!(!script.is_empty(), "{}", shown(&script));
    script
}
