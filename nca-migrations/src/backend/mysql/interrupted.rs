//! Statements that commit by themselves, and that a run was stopped in. One such statement is done or
//! not, but for those that drop or rename several objects. See
//! <https://dev.mysql.com/doc/refman/8.4/en/atomic-ddl.html> and
//! <https://mariadb.com/kb/en/atomic-ddl/>.

use std::collections::BTreeMap;

use diesel::result::Error;
use diesel::{MysqlConnection, QueryResult};

use super::state::{ABSENT, state};
use crate::named::{Change, Object, change};

/// What the objects look like that the statement changes; one a line. Only ASCII: a script may set any
/// character set.
pub(super) fn trace(conn: &mut MysqlConnection, statement: &str) -> QueryResult<Option<String>> {
    let Some(change) = change(statement) else {
        return Ok(None);
    };
    states(conn, &change).map(|states| Some(text(&states)))
}

pub(super) fn was_done(
    conn: &mut MysqlConnection,
    statement: &str,
    trace: Option<&str>,
) -> QueryResult<bool> {
    let (Some(before), Some(change)) = (trace, change(statement)) else {
        return Ok(false);
    };
    let now = states(conn, &change)?;
    verdict(&change, before, &now).map_err(|undecided| Error::QueryBuilderError(undecided.into()))
}

/// Each in the state that [`state`] finds.
type States = BTreeMap<Object, String>;

/// Whether it was done, or why that is for a person to say.
fn verdict(change: &Change, before: &str, now: &States) -> Result<bool, String> {
    let same = text(now) == before;
    let was_there = |object: &Object| {
        let state = before
            .lines()
            .find_map(|line| line.strip_prefix(&*label(object)));
        state.is_some_and(|state| state != ABSENT)
    };
    let is_there = |object: &Object| now.get(object).is_some_and(|state| state != ABSENT);
    match change {
        Change::Define(_) => Ok(!same),
        Change::Exchange(_) if same => Err(AFTER_EXCHANGE.to_owned()),
        Change::Exchange(_) => Ok(true),
        Change::Drop(objects) => {
            let there = objects.iter().filter(|object| was_there(object));
            let (left, gone): (Vec<_>, Vec<_>) = there.partition(|object| is_there(object));
            match (gone.is_empty(), left.is_empty()) {
                (false, false) => Err(format!(
                    "it was stopped halfway: {} gone, {} still there\n\
                     drop the rest by hand, then run the migrations again: they go on behind this \
                     statement",
                    names(&gone),
                    names(&left)
                )),
                (gone, _) => Ok(!gone),
            }
        }
        Change::Rename(pairs) => {
            let there = |is_there: &dyn Fn(&Object) -> bool| -> BTreeMap<&Object, bool> {
                now.keys()
                    .map(|object| (object, is_there(object)))
                    .collect()
            };
            let (first, found) = (there(&was_there), there(&is_there));
            let mut last = first.clone();
            for (from, to) in pairs {
                last.insert(from, false);
                last.insert(to, true);
            }
            if same && first == last {
                Err(AFTER_EXCHANGE.to_owned())
            } else if found == last {
                Ok(true)
            } else if found == first {
                Ok(false)
            } else {
                let names_of = |wanted: bool| {
                    let objects = found.iter().filter(|(_, there)| **there == wanted);
                    names(&objects.map(|(object, _)| *object).collect::<Vec<_>>())
                };
                Err(format!(
                    "it was stopped halfway: {} there, {} not\n\
                     rename the rest by hand, then run the migrations again: they go on behind this \
                     statement",
                    names_of(true),
                    names_of(false)
                ))
            }
        }
    }
}

const AFTER_EXCHANGE: &str = "it exchanges tables that are alike, so that nothing but their rows tells \
    whether it was done, and doing it twice would undo it\n\
    look at the rows; then do by hand what is left of the script, and stamp the migration";

fn names(objects: &[&Object]) -> String {
    let names: Vec<_> = objects.iter().map(|object| &*object.name).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", names.join(", "))
}

fn text(states: &States) -> String {
    let line = |(object, state): (&Object, &String)| format!("{}{state}\n", label(object));
    states.iter().map(line).collect()
}

fn label(object: &Object) -> String {
    format!("{} {} ", object.kind.word(), object.name.escape_default())
}

fn states(conn: &mut MysqlConnection, change: &Change) -> QueryResult<States> {
    let objects: Vec<&Object> = match change {
        Change::Define(object) | Change::Exchange(object) => vec![object],
        Change::Drop(objects) => objects.iter().collect(),
        Change::Rename(pairs) => pairs.iter().flat_map(|(from, to)| [from, to]).collect(),
    };
    let state = |object: &Object| Ok((object.clone(), state(conn, object)?));
    objects.into_iter().map(state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::named::Kind;

    /// `a` is not there, `a1` is, and so is `a2`, and differs.
    fn states(states: &str) -> States {
        let state = |state: &str| {
            let (name, number) = state.split_at(1);
            let name = format!("`{name}`");
            let state = if number.is_empty() { ABSENT } else { number };
            (
                Object {
                    kind: Kind::Table,
                    name,
                },
                state.to_owned(),
            )
        };
        states.split(' ').map(state).collect()
    }

    fn judged(statement: &str, before: &str, now: &str) -> Result<bool, String> {
        let change = change(statement).unwrap();
        verdict(&change, &text(&states(before)), &states(now))
            .map_err(|undecided| undecided.lines().next().unwrap_or_default().to_owned())
    }

    #[test]
    fn done_or_not() {
        for (statement, before, now, done) in [
            ("CREATE TABLE a (b INT)", "a", "a", false),
            ("CREATE TABLE a (b INT)", "a", "a1", true),
            ("ALTER TABLE a RENAME TO b", "a1", "a", true),
            ("DROP TABLE a, b", "a1 b1", "a1 b1", false),
            ("DROP TABLE a, b", "a1 b1", "a b", true),
            ("DROP TABLE IF EXISTS a, b", "a b1", "a b", true),
            ("DROP TABLE IF EXISTS a, b", "a b", "a b", false),
            ("RENAME TABLE a TO b", "a1 b", "a1 b", false),
            ("RENAME TABLE a TO b", "a1 b", "a b1", true),
            (
                "RENAME TABLE a TO c, b TO a, c TO b",
                "a1 b2 c",
                "a2 b1 c",
                true,
            ),
        ] {
            assert_eq!(
                judged(statement, before, now),
                Ok(done),
                "{statement} {before} {now}"
            );
        }
    }

    #[test]
    fn halfway() {
        let swap = "RENAME TABLE a TO c, b TO a, c TO b";
        for (statement, before, now, why) in [
            (
                "DROP TABLE a, b",
                "a1 b1",
                "a b1",
                "it was stopped halfway: `a` is gone, `b` is still there",
            ),
            (
                swap,
                "a1 b2 c",
                "a b2 c1",
                "it was stopped halfway: `b`, `c` are there, `a` is not",
            ),
        ] {
            assert_eq!(judged(statement, before, now), Err(why.to_owned()));
        }
        assert!(judged(swap, "a1 b1 c", "a1 b1 c").is_err());
        assert!(
            judged(
                "ALTER TABLE a EXCHANGE PARTITION p WITH TABLE b",
                "a1",
                "a1"
            )
            .is_err()
        );
    }
}
