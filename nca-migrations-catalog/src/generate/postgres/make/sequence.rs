//! Sequences.

use super::{has, name, value};
use crate::model::{Sequence, Setting};

/// What a sequence does, with everything said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::generate::postgres) struct Counter {
    pub(in crate::generate::postgres) of_type: String,
    pub(in crate::generate::postgres) start: i64,
    pub(in crate::generate::postgres) increment: i64,
    pub(in crate::generate::postgres) least: i64,
    pub(in crate::generate::postgres) greatest: i64,
    pub(in crate::generate::postgres) cache: i64,
    pub(in crate::generate::postgres) cycle: bool,
}

impl Counter {
    /// The defaults: <https://www.postgresql.org/docs/current/sql-createsequence.html>.
    pub(in crate::generate::postgres) fn of(settings: &[Setting]) -> Self {
        let number = |name| value(settings, name).and_then(|value| value.parse::<i64>().ok());
        let of_type = value(settings, "as").unwrap_or("bigint").to_owned();
        let (least, greatest) = match &*of_type {
            "smallint" => (i16::MIN.into(), i16::MAX.into()),
            "integer" => (i32::MIN.into(), i32::MAX.into()),
            _ => (i64::MIN, i64::MAX),
        };
        let increment = number("increment").unwrap_or(1);
        let (least, greatest) = match increment {
            0.. => (1, greatest),
            _ => (least, -1),
        };
        let least = number("minvalue").unwrap_or(least);
        let greatest = number("maxvalue").unwrap_or(greatest);
        let start = match increment {
            0.. => least,
            _ => greatest,
        };
        Self {
            of_type,
            start: number("start").unwrap_or(start),
            increment,
            least,
            greatest,
            cache: number("cache").unwrap_or(1),
            cycle: has(settings, "cycle"),
        }
    }

    /// What is to be said to make it another.
    pub(in crate::generate::postgres) fn change(&self, to: &Self) -> Vec<String> {
        let mut options = Vec::new();
        if self.of_type != to.of_type {
            options.push(format!("AS {}", to.of_type));
        }
        for (word, from, to) in [
            ("INCREMENT BY", self.increment, to.increment),
            ("MINVALUE", self.least, to.least),
            ("MAXVALUE", self.greatest, to.greatest),
            ("START WITH", self.start, to.start),
            ("CACHE", self.cache, to.cache),
        ] {
            if from != to {
                options.push(format!("{word} {to}"));
            }
        }
        match (self.cycle, to.cycle) {
            (false, true) => options.push("CYCLE".to_owned()),
            (true, false) => options.push("NO CYCLE".to_owned()),
            _ => {}
        }
        options
    }
}

/// The options that settings stand for.
pub(in crate::generate::postgres) fn options(settings: &[Setting]) -> Vec<String> {
    let words = [
        ("as", "AS"),
        ("start", "START WITH"),
        ("increment", "INCREMENT BY"),
        ("minvalue", "MINVALUE"),
        ("maxvalue", "MAXVALUE"),
        ("cache", "CACHE"),
    ];
    let mut options: Vec<String> = words
        .into_iter()
        .filter_map(|(name, word)| Some(format!("{word} {}", value(settings, name)?)))
        .collect();
    if has(settings, "cycle") {
        options.push("CYCLE".to_owned());
    }
    options
}

pub(in crate::generate::postgres) fn create(of: &Sequence) -> String {
    let unlogged = if has(&of.settings, "unlogged") {
        "UNLOGGED "
    } else {
        ""
    };
    let mut sql = format!("CREATE {unlogged}SEQUENCE {}", name(&of.name));
    for option in options(&of.settings) {
        sql.push(' ');
        sql.push_str(&option);
    }
    sql
}
