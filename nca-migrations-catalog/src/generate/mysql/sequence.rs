//! MariaDB's sequences: <https://mariadb.com/kb/en/create-sequence/>.

use std::fmt::Write as _;

use super::alter::Alter;
use super::script::Script;
use super::text::{self, setting, string, value};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Catalog, Sequence};

fn pairs<'a>(from: &'a Catalog, to: &'a Catalog) -> Pairs<'a, Sequence> {
    Pairs::by(&from.sequences, &to.sequences, |sequence| {
        sequence.name.clone()
    })
}

/// Those that are new, and those that change: before the tables that take their numbers.
pub(super) fn make(script: &mut Script, from: &Catalog, to: &Catalog) {
    let pairs = pairs(from, to);
    for new in pairs.new {
        // Writing to a `String` does not fail.
        let mut sql = format!("CREATE SEQUENCE {}", text::name(&new.name));
        if let Some(written) = value(&new.settings, "as") {
            let _ = write!(sql, " AS {written}");
        }
        for (name, words) in WORDS {
            if let Some(value) = value(&new.settings, name) {
                let _ = write!(sql, " {words} {value}");
            }
        }
        if setting(&new.settings, "cycle").is_some() {
            sql.push_str(" CYCLE");
        }
        if let Some(comment) = &new.comment {
            let _ = write!(sql, " COMMENT={}", string(comment));
        }
        script.say(sql);
    }
    for (old, new) in pairs.both {
        if old.settings != new.settings {
            alter(script, old, new);
        }
        if old.comment != new.comment {
            let mut alter = Alter::of(&new.name);
            alter.clause(format!(
                "COMMENT={}",
                string(new.comment.as_deref().unwrap_or_default())
            ));
            alter.write(script);
        }
    }
}

/// What its next number was, nothing else knows.
pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    for gone in pairs(from, to).gone {
        let sql = format!("DROP SEQUENCE {}", text::name(&gone.name));
        let lost = Hazard::new(
            Cost::Deletes,
            Subject::Object("sequence", gone.name.clone()),
        );
        script.push(Statement::new(sql).costs(lost.because("its next number goes with it")));
    }
}

const WORDS: [(&str, &str); 5] = [
    ("start", "START WITH"),
    ("minimum", "MINVALUE"),
    ("maximum", "MAXVALUE"),
    ("increment", "INCREMENT BY"),
    ("cache", "CACHE"),
];

/// The next number stays what it is.
fn alter(script: &mut Script, old: &Sequence, new: &Sequence) {
    if value(&old.settings, "as") != value(&new.settings, "as") {
        script.refuse(
            format!("sequence {}", new.name),
            "MariaDB does not say what its next number is when its type changes: write it by hand",
        );
        return;
    }
    let down = value(&new.settings, "increment").is_some_and(|by| by.starts_with('-'));
    let (minimum, maximum) = if down {
        ("-9223372036854775807", "-1")
    } else {
        ("1", "9223372036854775806")
    };
    let minimum = value(&new.settings, "minimum").unwrap_or(minimum);
    let maximum = value(&new.settings, "maximum").unwrap_or(maximum);
    let start = value(&new.settings, "start").unwrap_or(if down { maximum } else { minimum });
    let increment = value(&new.settings, "increment").unwrap_or("1");
    let cache = value(&new.settings, "cache").unwrap_or("1000");
    let mut sql = format!("ALTER SEQUENCE {}", text::name(&new.name));
    for ((name, words), value) in WORDS
        .into_iter()
        .zip([start, minimum, maximum, increment, cache])
    {
        // Where it starts depends on its bounds.
        let is_said = self::value(&old.settings, name) != self::value(&new.settings, name);
        if is_said || name == "start" {
            let _ = write!(sql, " {words} {value}");
        }
    }
    match (
        setting(&old.settings, "cycle"),
        setting(&new.settings, "cycle"),
    ) {
        (None, Some(_)) => sql.push_str(" CYCLE"),
        (Some(_), None) => sql.push_str(" NOCYCLE"),
        _ => {}
    }
    let bounds = |sequence: &Sequence| -> Vec<Option<String>> {
        let names = ["minimum", "maximum"].iter();
        names
            .map(|name| self::value(&sequence.settings, name).map(str::to_owned))
            .collect()
    };
    let unfit = Hazard::new(Cost::MayFail, Subject::Object("sequence", new.name.clone()))
        .because("its next number may be out of bounds");
    let unfit = (bounds(old) != bounds(new)).then_some(unfit);
    script.push(
        unfit
            .into_iter()
            .fold(Statement::new(sql), Statement::costs),
    );
}
