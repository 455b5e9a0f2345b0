//! A chain onto an empty database.

use std::collections::HashMap;
use std::time::Duration;

use crate::Result;
use crate::chain::{self, LENGTHS};
use crate::client;
use crate::contender::Contender;
use crate::engine::{Engine, Place};
use crate::runner::{Action, Runner};
use crate::table::{Row, Table, Unit, median};

/// The databases that each library has migrated, by engine and length of the chain.
pub(crate) type Places = Vec<(Engine, usize, Contender, Place)>;

/// The tables, and what was migrated one transaction each.
pub(crate) fn measure(runners: &[&Runner], rounds: Option<usize>) -> Result<(Vec<Table>, Places)> {
    let mut tables = Vec::new();
    let mut places = Vec::new();
    for (action, title) in [
        (
            Action::Each,
            "A chain onto an empty database, one transaction for each migration",
        ),
        (
            Action::Whole,
            "A chain onto an empty database, one transaction for all of it",
        ),
    ] {
        let mut rows = Vec::new();
        for engine in Engine::ALL {
            for length in LENGTHS {
                if !runners[0].can(action, engine) {
                    continue;
                }
                eprintln!("{title}: {} {length}", engine.name());
                let rounds = rounds.unwrap_or(usual_rounds(engine, length));
                let (row, kept) = one(runners, engine, length, action, rounds)?;
                rows.push(row);
                if action == Action::Each {
                    let kept = kept.into_iter();
                    places.extend(kept.map(|(who, place)| (engine, length, who, place)));
                }
            }
        }
        tables.push(Table {
            title: title.to_owned(),
            note: note(action).to_owned(),
            rows,
        });
    }
    Ok((tables, places))
}

fn note(action: Action) -> &'static str {
    match action {
        Action::Whole => {
            "As above. diesel_migrations is called inside a transaction; sqlx cannot do it. The client is \
             given `BEGIN`, the scripts and `COMMIT`."
        }
        _ => {
            "The whole process, from its start to its end: it connects, creates its bookkeeping, applies \
             and records. The client (`sqlite3`, `psql`, `mariadb`) is given the same statements with \
             `BEGIN` and `COMMIT` around each migration, and records nothing."
        }
    }
}

fn usual_rounds(engine: Engine, length: usize) -> usize {
    match (engine, length) {
        (_, 10) => 11,
        (_, 100) => 7,
        (Engine::Mysql, _) => 3,
        _ => 5,
    }
}

fn one(
    runners: &[&Runner],
    engine: Engine,
    length: usize,
    action: Action,
    rounds: usize,
) -> Result<(Row, HashMap<Contender, Place>)> {
    let able: Vec<&&Runner> = runners.iter().filter(|r| r.can(action, engine)).collect();
    let mut times: HashMap<Contender, Vec<Duration>> = HashMap::new();
    let mut kept = HashMap::new();
    for round in 0..rounds {
        for turn in 0..=able.len() {
            let place = engine.empty();
            let url = place.url()?;
            if let Some(runner) = able.get((round + turn) % (able.len() + 1)) {
                let took = runner.run(engine, &url, length, action, 1)?;
                times
                    .entry(runner.contender)
                    .or_default()
                    .push(took.process);
                kept.insert(runner.contender, place);
            } else {
                let script = chain::script(length, action.argument());
                let took = client::feed(engine, &url, &script)?;
                times.entry(Contender::Client).or_default().push(took);
            }
        }
    }
    let mut values: Vec<_> = times
        .into_iter()
        .map(|(who, times)| (who, median(times)))
        .collect();
    values.sort_by_key(|(who, _)| *who);
    let row = Row {
        what: format!("{}, {length} migrations", engine.name()),
        unit: Unit::Seconds,
        values,
    };
    Ok((row, kept))
}
