//! sqlx's migrations: `<version>_<description>.sql`, or a pair with `.up.sql` and `.down.sql`.
//!
//! What counts as one is read from sqlx 0.9, `sqlx-core/src/migrate/source.rs`.

use std::collections::BTreeMap;
use std::path::Path;

use nca_migrations::RevisionName;
use nca_migrations_core::dialect::Dialects;
use sha2::{Digest as _, Sha384};

use super::naming;
use super::plan::{Migration, Note, Obstacle, Plan, Text, is_empty, remark};
use super::row::{Row, line_endings};
use super::source::{self, Depth, SourceFile};
use crate::failure::Failure;

/// Its table in the database.
pub(super) const TABLE: &str = "_sqlx_migrations";

/// A file that begins like this runs outside a transaction.
const NO_TRANSACTION: &[u8] = b"-- no-transaction";

pub(super) fn read(from: &Path) -> Result<(Vec<SourceFile>, Vec<String>), Failure> {
    source::read(from, Depth::Flat, |name| parse(name).is_some())
}

/// What a file's name says.
struct Name<'a> {
    digits: &'a str,
    description: &'a str,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Simple,
    Up,
    Down,
}

fn parse(name: &str) -> Option<Name<'_>> {
    let (digits, rest) = name.split_once('_')?;
    let rest = rest.strip_suffix(".sql")?;
    let (description, part) = match (rest.strip_suffix(".up"), rest.strip_suffix(".down")) {
        (Some(description), _) => (description, Part::Up),
        (_, Some(description)) => (description, Part::Down),
        _ => (rest, Part::Simple),
    };
    Some(Name {
        digits,
        description,
        part,
    })
}

/// The files of one version.
#[derive(Default)]
struct Files<'a> {
    up: Option<(&'a SourceFile, Name<'a>)>,
    down: Option<&'a SourceFile>,
}

pub(super) fn plan(
    files: &[SourceFile],
    ignored: &[String],
    dialects: Dialects,
    unverified: Option<&str>,
) -> Plan {
    let mut plan = Plan::default();
    plan.notes.extend(
        ignored
            .iter()
            .map(|path| Note::new(path, "sqlx reads no migration from it: not carried over")),
    );
    let versions = by_version(files, &mut plan.obstacles);
    let digits = versions
        .values()
        .filter_map(|files| Some(files.up.as_ref()?.1.digits));
    let width = naming::width(digits);
    let mut migrations = Vec::new();
    for (version, files) in versions {
        let Some((up, name)) = files.up else {
            let shown = files.down.map_or("", |down| &down.shown);
            let text = "there is a way back and no way up";
            let help = "restore the `.up.sql` of this version, or remove the file";
            plan.obstacles.push(Obstacle::new(shown, text).help(help));
            continue;
        };
        let digits = version.to_string();
        let Some(name) = naming::numbered(&digits, width, name.description) else {
            plan.obstacles.push(bad_version(up));
            continue;
        };
        migrations.push(migration(name, up, files.down, dialects, &mut plan.notes));
    }
    plan.add(migrations, unverified);
    plan
}

fn by_version<'a>(
    files: &'a [SourceFile],
    obstacles: &mut Vec<Obstacle>,
) -> BTreeMap<u64, Files<'a>> {
    let mut versions: BTreeMap<u64, Files<'a>> = BTreeMap::new();
    for file in files {
        let Some(name) = parse(&file.name) else {
            continue;
        };
        // sqlx parses an `i64` and documents that it is positive.
        let version = name.digits.parse::<i64>().ok();
        let Some(version) = version.and_then(|version| u64::try_from(version).ok()) else {
            obstacles.push(bad_version(file));
            continue;
        };
        let of = versions.entry(version).or_default();
        let other = match name.part {
            Part::Down => of.down.replace(file),
            _ => of.up.replace((file, name)).map(|(file, _)| file),
        };
        if let Some(other) = other {
            let text = format!("`{}` has the same version, {version}", other.shown);
            obstacles.push(
                Obstacle::new(&file.shown, text)
                    .help("sqlx applies one of them only: give one another version, or remove it"),
            );
        }
    }
    versions
}

fn bad_version(file: &SourceFile) -> Obstacle {
    Obstacle::new(&file.shown, "the part before the first `_` is no version")
        .help("sqlx expects a number there, and stops too: rename the file, or remove it")
}

fn migration(
    name: RevisionName,
    up: &SourceFile,
    down: Option<&SourceFile>,
    dialects: Dialects,
    notes: &mut Vec<Note>,
) -> Migration {
    let outside = |file: &SourceFile| file.bytes.starts_with(NO_TRANSACTION);
    if let Some(down) = down.filter(|down| outside(down) != outside(up)) {
        notes.push(Note::new(
            &down.shown,
            format!(
                "only one of it and `{}` has `-- no-transaction`: both run outside a transaction now",
                up.name
            ),
        ));
    }
    let text = |file: &SourceFile| Text {
        bytes: file.bytes.clone(),
        origin: Some(file.shown.clone()),
    };
    let way_back = match down.map(&text) {
        None => Err("it came from sqlx without a down script".to_owned()),
        Some(down) if is_empty(&down.text(), dialects) => {
            let said = remark(&down.text()).map(|said| format!(", which said: {said}"));
            let said = said.unwrap_or_default();
            Err(format!("it came from sqlx with an empty down script{said}"))
        }
        Some(down) => Ok(down),
    };
    if way_back.is_err() {
        let what = if down.is_none() {
            "has no down script: declared irreversible"
        } else {
            "has a down script without a statement: declared irreversible"
        };
        notes.push(Note::new(name.as_str(), what));
    }
    Migration {
        remark: format!("From sqlx: {}", up.name),
        run_in_transaction: !outside(up) && !down.is_some_and(outside),
        up: text(up),
        down: way_back,
        name,
    }
}

/// Whether this row was written for a script of these bytes: the checksum is the SHA-384 of the text.
/// `ignored-chars` in sqlx.toml can leave line endings out of it.
pub(super) fn is_for(row: &Row, bytes: &[u8]) -> bool {
    let is = |bytes: &[u8]| hex(&Sha384::digest(bytes)) == row.checksum;
    line_endings(bytes).iter().any(|bytes| is(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    halves
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nca_migrations::Dialect;

    fn file(name: &str, text: &str) -> SourceFile {
        SourceFile {
            name: name.to_owned(),
            shown: format!("old/{name}"),
            bytes: text.as_bytes().to_vec(),
        }
    }

    fn planned(files: &[SourceFile]) -> Plan {
        plan(files, &[], Dialects::only(Dialect::Sqlite), None)
    }

    #[test]
    fn names() {
        let part = |name| parse(name).map(|name| (name.digits.to_owned(), name.part));
        assert_eq!(part("1_a.sql"), Some(("1".to_owned(), Part::Simple)));
        assert_eq!(part("1_a_b.up.sql"), Some(("1".to_owned(), Part::Up)));
        assert_eq!(part("1_a.down.sql"), Some(("1".to_owned(), Part::Down)));
        for other in ["1-a.sql", "1_a.txt", "README.md"] {
            assert_eq!(part(other), None, "{other}");
        }
    }

    #[test]
    fn everything_that_is_wrong() {
        let plan = planned(&[
            file("01_a.sql", "SELECT 1;"),
            file("1_b.sql", "SELECT 1;"),
            file("2_c.down.sql", "SELECT 1;"),
            file("x_d.sql", "SELECT 1;"),
            file("-5_e.sql", "SELECT 1;"),
        ]);
        let at: Vec<&str> = plan.obstacles.iter().map(|one| &*one.at).collect();
        assert_eq!(
            at,
            [
                "old/1_b.sql",
                "old/x_d.sql",
                "old/-5_e.sql",
                "old/2_c.down.sql"
            ]
        );
    }

    #[test]
    fn the_order_is_that_of_the_numbers() {
        let plan = planned(&[
            file("10_c.sql", "-- no-transaction\nVACUUM;"),
            file("9_b.up.sql", "SELECT 1;"),
            file("9_b.down.sql", "-- Add down migration script here\n"),
            file("2_a.sql", "SELECT 1;"),
        ]);
        let names: Vec<&str> = plan
            .migrations
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["0002_a", "0009_b", "0010_c"]);
        assert_eq!(plan.obstacles, []);
        assert_eq!(plan.notes.len(), 3);
    }
}
