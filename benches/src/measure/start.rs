//! A start with nothing to do.

use std::collections::HashMap;
use std::time::Duration;

use super::apply::Places;
use super::trips;
use crate::Result;
use crate::chain::LENGTHS;
use crate::contender::Contender;
use crate::engine::Engine;
use crate::runner::{Action, Runner};
use crate::table::{Row, Table, Unit, median};

/// In one process, so that no program has to be started for each.
const TIMES: usize = 20;

pub(crate) fn measure(
    runners: &[&Runner],
    places: &Places,
    rounds: Option<usize>,
) -> Result<Vec<Table>> {
    eprintln!("a start with nothing to do");
    let mut rows = Vec::new();
    let mut trips = Vec::new();
    for engine in Engine::ALL {
        for length in LENGTHS {
            let migrated = |runner: &Runner| {
                let mut places = places.iter();
                let place = places.find(|(of, so_long, by, _)| {
                    (*of, *so_long, *by) == (engine, length, runner.contender)
                });
                place.map_or(Err("it was not migrated".into()), |(.., place)| place.url())
            };
            let what = format!("{}, {length} applied", engine.name());
            let mut measure = |what: &str, action| -> Result<()> {
                let mut took: HashMap<Contender, Vec<Duration>> = HashMap::new();
                for round in 0..rounds.unwrap_or(5) {
                    for turn in 0..runners.len() {
                        let runner = runners[(round + turn) % runners.len()];
                        let url = migrated(runner)?;
                        let found = runner.run(engine, &url, length, action, TIMES)?;
                        took.entry(runner.contender)
                            .or_default()
                            .extend(found.library);
                    }
                }
                rows.push(row(what, Unit::Seconds, took, median));
                Ok(())
            };
            if engine == Engine::Sqlite {
                measure(&what, Action::Again)?;
                measure(&format!("{what}, first query"), Action::Each)?;
            } else {
                measure(&what, Action::Each)?;
            }
            if engine != Engine::Sqlite {
                let counted = runners.iter().map(|runner| {
                    let url = migrated(runner)?;
                    let count = trips::count(runner, engine, &url, length, Action::Each)?;
                    Ok((runner.contender, count))
                });
                let counted: HashMap<_, _> = counted.collect::<Result<_>>()?;
                trips.push(row(&what, Unit::RoundTrips, counted, |count| count));
            }
        }
    }
    Ok(vec![
        Table {
            title: "A start with nothing to do".to_owned(),
            note: format!(
                "The library's call alone, on a new connection each time, {TIMES} times in a process. This is what \
                 every start of a program costs that migrates its database itself. SQLite reads its whole \
                 schema for a connection's first query about a table, whoever asks it: \"first query\" has that in \
                 it, the row above does not."
            ),
            rows,
        },
        Table {
            title: "The same, in round trips to the server".to_owned(),
            note: trips::NOTE.to_owned(),
            rows: trips,
        },
    ])
}

fn row<T>(what: &str, unit: Unit, found: HashMap<Contender, T>, value: impl Fn(T) -> f64) -> Row {
    let mut values: Vec<_> = found
        .into_iter()
        .map(|(who, found)| (who, value(found)))
        .collect();
    values.sort_by_key(|(who, _)| *who);
    Row {
        what: what.to_owned(),
        unit,
        values,
    }
}
