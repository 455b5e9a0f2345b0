//! refinery's migrations: `V<version>__<name>.sql`, up only; `U` for those that may come late.
//!
//! What counts as one is read from refinery-core 0.9, `src/util.rs` and `src/runner.rs`.

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

use siphasher::sip::SipHasher13;

use super::naming;
use super::plan::{Migration, Note, Obstacle, Plan, Text};
use super::row::{Row, line_endings};
use super::source::{self, Depth, SourceFile};
use crate::failure::Failure;

/// Its table in the database.
pub(super) const TABLE: &str = "refinery_schema_history";

pub(super) fn read(from: &Path) -> Result<(Vec<SourceFile>, Vec<String>), Failure> {
    let is_module = |name: &str| matches!(name, "mod.rs" | "lib.rs");
    let (files, ignored) = source::read(from, Depth::Nested, |name| parse(name).is_some())?;
    let ignored = ignored.into_iter();
    let ignored = ignored.filter(|path| !path.rsplit('/').next().is_some_and(is_module));
    Ok((files, ignored.collect()))
}

/// What a file's name says.
struct Name<'a> {
    /// `U`: refinery also applies it after later ones.
    may_be_late: bool,
    digits: &'a str,
    called: &'a str,
    is_rust: bool,
}

fn parse(file: &str) -> Option<Name<'_>> {
    let (stem, is_rust) = match (file.strip_suffix(".sql"), file.strip_suffix(".rs")) {
        (Some(stem), _) => (stem, false),
        (_, Some(stem)) => (stem, true),
        _ => return None,
    };
    let rest = stem.strip_prefix(['V', 'U'])?;
    let (digits, name) = rest.split_once("__")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_version = match digits.split_once('.') {
        Some((whole, part)) => is_number(whole) && is_number(part),
        None => is_number(digits),
    };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    (is_version && !name.is_empty() && name.chars().all(is_word)).then_some(Name {
        may_be_late: stem.starts_with('U'),
        digits,
        called: name,
        is_rust,
    })
}

pub(super) fn plan(files: &[SourceFile], ignored: &[String], unverified: Option<&str>) -> Plan {
    let mut plan = Plan::default();
    plan.notes.extend(ignored.iter().map(|path| {
        Note::new(
            path,
            "refinery reads no migration from it: not carried over",
        )
    }));
    let versions = by_version(files, &mut plan);
    let width = naming::width(versions.values().map(|(_, name)| name.digits));
    let mut migrations = Vec::new();
    for (version, (file, name)) in versions {
        let Some(directory) = naming::numbered(&version.to_string(), width, name.called) else {
            plan.obstacles.push(bad_version(file));
            continue;
        };
        if name.may_be_late {
            plan.notes.push(Note::new(
                directory.as_str(),
                format!(
                    "`{}` could be applied after later ones; a chain has one order, that of the versions",
                    file.name
                ),
            ));
        }
        migrations.push(Migration {
            name: directory,
            remark: format!("From refinery: {}", file.name),
            run_in_transaction: true,
            up: Text {
                bytes: file.bytes.clone(),
                origin: Some(file.shown.clone()),
            },
            down: Err("it came from refinery, which has no down scripts".to_owned()),
        });
    }
    if !migrations.is_empty() {
        let about = format!(
            "{} of refinery's",
            crate::wording::count(migrations.len(), "migration")
        );
        plan.notes
            .push(Note::new(about, "no down scripts: declared irreversible"));
    }
    plan.add(migrations, unverified);
    plan
}

fn by_version<'a>(
    files: &'a [SourceFile],
    plan: &mut Plan,
) -> BTreeMap<u64, (&'a SourceFile, Name<'a>)> {
    let mut versions: BTreeMap<u64, (&SourceFile, Name<'_>)> = BTreeMap::new();
    let (rust, sql): (Vec<_>, Vec<_>) = (files.iter())
        .filter_map(|file| Some((file, parse(&file.name)?)))
        .partition(|(_, name)| name.is_rust);
    for (file, name) in sql {
        // Refinery parses an `i32`, or an `i64` with the feature `int8-versions`.
        let version = name.digits.parse::<i64>().ok();
        let Some(version) = version.and_then(|version| u64::try_from(version).ok()) else {
            plan.obstacles.push(bad_version(file));
            continue;
        };
        if let Some((other, _)) = versions.insert(version, (file, name)) {
            let text = format!("`{}` has the same version, {version}", other.shown);
            let help = "refinery refuses this too: give one another version, or remove it";
            plan.obstacles
                .push(Obstacle::new(&file.shown, text).help(help));
        }
    }
    for (file, name) in rust {
        let of_sql = (name.digits.parse().ok()).and_then(|version: u64| versions.get(&version));
        let sql = format!("{}.sql", file.name.trim_end_matches(".rs"));
        match of_sql {
            Some((other, _)) => plan.notes.push(Note::new(
                &file.shown,
                format!("`{}` is taken in its place", other.name),
            )),
            None => plan.obstacles.push(
                Obstacle::new(
                    &file.shown,
                    "a migration in Rust has no script to carry over",
                )
                .help(format!(
                    "write the text that its `migration()` returns to `{sql}` beside it: \
                         refinery's checksum of that is the same"
                )),
            ),
        }
    }
    versions
}

fn bad_version(file: &SourceFile) -> Obstacle {
    Obstacle::new(&file.shown, "its version is no whole number")
        .help("refinery refuses it too: rename the file, or remove it")
}

/// Whether this row was written for a script of these bytes: the checksum is a hash of name, version
/// and text, as Rust's `Hash` feeds them to it.
pub(super) fn is_for(row: &Row, bytes: &[u8]) -> bool {
    let (Ok(version), Ok(expected)) = (row.version.parse::<i64>(), row.checksum.parse::<u64>())
    else {
        return false;
    };
    line_endings(bytes).iter().any(|bytes| {
        let Ok(sql) = str::from_utf8(bytes) else {
            return false;
        };
        // `i64` is refinery's feature `int8-versions`.
        let narrow = i32::try_from(version).map(|version| checksum(&row.name, version, sql));
        narrow == Ok(expected) || checksum(&row.name, version, sql) == expected
    })
}

fn checksum(name: &str, version: impl std::hash::Hash, sql: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    name.hash(&mut hasher);
    version.hash(&mut hasher);
    sql.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> SourceFile {
        SourceFile {
            name: name.to_owned(),
            shown: format!("old/{name}"),
            bytes: b"SELECT 1;".to_vec(),
        }
    }

    /// Printed by refinery-core 0.9.2.
    #[test]
    fn checksums_are_refinerys() {
        let users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";
        assert_eq!(
            checksum("create_users", 1_i32, users),
            18_435_496_531_957_181_202
        );
        let crlf = "ALTER TABLE users ADD COLUMN g TEXT;\r\n";
        assert_eq!(
            checksum("add_größe", 2_i32, crlf),
            9_099_603_408_463_948_533
        );
        let late = "CREATE TABLE late (id INTEGER);\n";
        assert_eq!(checksum("late", 10_i32, late), 15_974_137_926_095_230_048);
        let row = Row::new("2", "add_größe", "9099603408463948533");
        assert!(is_for(&row, crlf.as_bytes()));
        assert!(
            is_for(&row, crlf.replace('\r', "").as_bytes()),
            "in a checkout elsewhere"
        );
        assert!(!is_for(&row, users.as_bytes()));
        assert!(!is_for(&Row::new("2", "add_größe", "x"), crlf.as_bytes()));
    }

    #[test]
    fn everything_that_is_wrong() {
        let files = [
            "V1__a.sql",
            "U1__b.sql",
            "V2.1__c.sql",
            "V3__d.rs",
            "V4__e.rs",
            "V4__e.sql",
        ];
        let files: Vec<SourceFile> = files.into_iter().map(file).collect();
        let plan = plan(&files, &["old/V5_x.sql".to_owned()], None);
        let at: Vec<&str> = plan.obstacles.iter().map(|one| &*one.at).collect();
        assert_eq!(at, ["old/U1__b.sql", "old/V2.1__c.sql", "old/V3__d.rs"]);
        assert!(plan.obstacles[2].help[0].contains("V3__d.sql"));
        assert!(plan.notes.iter().any(|note| note.about == "old/V4__e.rs"));
        assert!(plan.notes.iter().any(|note| note.about == "old/V5_x.sql"));
        for other in [
            "v1__a.sql",
            "V1_a.sql",
            "V1__a.txt",
            "V1.2.3__a.sql",
            "V__a.sql",
            "V1__a-b.sql",
        ] {
            assert!(parse(other).is_none(), "{other}");
        }
    }
}
