//! The names that a script's file can have.

use crate::chain::Direction;
use crate::dialect::{Dialect, Dialects};

/// Direction, and the dialect when the file is for one alone. None for any other name.
pub fn parse(file: &str) -> Option<(Direction, Option<Dialect>)> {
    let (direction, rest) = match file.split_once('.')? {
        ("up", rest) => (Direction::Up, rest),
        ("down", rest) => (Direction::Down, rest),
        _ => return None,
    };
    match rest {
        "sql" => Some((direction, None)),
        _ => Some((direction, Some(rest.strip_suffix(".sql")?.parse().ok()?))),
    }
}

/// The name of a script's file.
pub fn name(direction: Direction, dialect: Option<Dialect>) -> String {
    match dialect {
        None => format!("{}.sql", direction.name()),
        Some(dialect) => format!("{}.{dialect}.sql", direction.name()),
    }
}

/// The dialects that a file is for: one with a dialect in its name for that one, the others for
/// all of `served` that have no file of their own among `present`.
pub(crate) fn dialects(file: &str, present: &[&str], served: Dialects) -> Dialects {
    match parse(file) {
        None => Dialects::NONE,
        Some((_, Some(dialect))) => Dialects::only(dialect),
        Some((direction, None)) => served.without(
            Dialect::ALL
                .into_iter()
                .filter(|dialect| present.contains(&&*name(direction, Some(*dialect))))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(parse("up.sql"), Some((Direction::Up, None)));
        assert_eq!(
            parse("down.mysql.sql"),
            Some((Direction::Down, Some(Dialect::Mysql)))
        );
        for other in [
            "up",
            "up.",
            "up.mariadb.sql",
            "Up.sql",
            "up.sqlite",
            "up.sql.sql",
            "x.sql",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_file_of_its_own_wins() {
        let present = ["up.sql", "up.postgres.sql", "down.sql"];
        let served = Dialects::ALL;
        assert_eq!(
            dialects("up.sql", &present, served),
            served.without(Dialects::only(Dialect::Postgres))
        );
        assert_eq!(dialects("down.sql", &present, served), served);
    }
}
