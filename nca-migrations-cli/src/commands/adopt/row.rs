//! What another tool recorded in a database, and what it means for a chain. Pure.

use std::borrow::Cow;

use nca_migrations::RevisionName;

use super::plan::Obstacle;

/// A row of another tool's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) version: String,
    pub(super) name: String,
    pub(super) checksum: String,
    /// Whether it was applied to its end.
    pub(super) is_whole: bool,
}

impl Row {
    #[cfg(test)]
    pub(super) fn new(version: &str, name: &str, checksum: &str) -> Self {
        Self {
            version: version.to_owned(),
            name: name.to_owned(),
            checksum: checksum.to_owned(),
            is_whole: true,
        }
    }
}

/// A migration of the chain, with its up script as it lies on disk.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: RevisionName,
    pub(super) up: Vec<u8>,
}

/// The text as it may have been in another checkout: as it is, with LF, with CRLF.
pub(super) fn line_endings(bytes: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let mut forms = vec![Cow::Borrowed(bytes)];
    if let Ok(text) = str::from_utf8(bytes) {
        let unix = text.replace("\r\n", "\n");
        let windows = unix.replace('\n', "\r\n");
        forms.extend([unix, windows].map(|text| Cow::Owned(text.into_bytes())));
    }
    forms
}

/// The other tool's way of saying which script a row is for.
pub(super) struct Checks<'a> {
    /// How the tool is called.
    pub(super) tool: &'a str,
    /// The database, and the table in it.
    pub(super) at: &'a str,
    pub(super) is_for: fn(&Row, &[u8]) -> bool,
    /// The versions whose text may be another.
    pub(super) accepted: &'a [String],
}

/// How many migrations of the chain are applied.
///
/// # Errors
/// All that keeps the rows from being the beginning of the chain.
pub(super) fn applied(
    chain: &[Entry],
    rows: &[Row],
    checks: &Checks<'_>,
) -> Result<usize, Vec<Obstacle>> {
    let number = |text: &str| text.parse::<u64>().ok();
    let at = |text: String| Obstacle::new(checks.at, text);
    let (mut obstacles, mut reached) = (Vec::new(), vec![false; chain.len()]);
    for row in rows {
        let version = number(&row.version);
        let place = (chain.iter()).position(|entry| number(&entry.name.version()) == version);
        let Some(place) = place.filter(|_| version.is_some()) else {
            let text = format!(
                "version {} (`{}`) is applied and not in the chain",
                row.version, row.name
            );
            obstacles
                .push(at(text).help("carry its script over first: it is missing among the files"));
            continue;
        };
        reached[place] = true;
        let name = &chain[place].name;
        if !row.is_whole {
            let text = format!(
                "version {} (`{name}`) was applied in part only",
                row.version
            );
            let help = format!(
                "bring it to its end or take it back by hand, and let {} know: it stops at this row too",
                checks.tool
            );
            obstacles.push(at(text).help(help));
        } else if !(checks.is_for)(row, &chain[place].up) && !is_accepted(row, checks.accepted) {
            let text = format!(
                "version {} (`{name}`) was applied with another text: the checksums differ",
                row.version
            );
            obstacles.push(
                at(text)
                    .help("restore the script as it was when it was applied")
                    .help(format!(
                        "or, if what it did is the same: `--accept {}`",
                        row.version
                    )),
            );
        }
    }
    let count = reached.iter().filter(|applied| **applied).count();
    let last = reached.iter().rposition(|applied| *applied);
    for (entry, applied) in chain.iter().zip(&reached).take(last.unwrap_or_default()) {
        if !applied {
            let text = format!("`{}` is not applied, and later ones are", entry.name);
            let help = format!(
                "apply it with {}, which allows that; a chain is applied in its order",
                checks.tool
            );
            obstacles.push(at(text).help(help));
        }
    }
    if obstacles.is_empty() {
        Ok(count)
    } else {
        Err(obstacles)
    }
}

fn is_accepted(row: &Row, accepted: &[String]) -> bool {
    accepted.iter().any(|version| {
        *version == row.version || version.parse::<u64>().ok() == row.version.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Vec<Entry> {
        let entry = |name: &str| Entry {
            name: RevisionName::parse(name).unwrap(),
            up: name.as_bytes().to_vec(),
        };
        ["0001_a", "0002_b", "0010_c"].map(entry).to_vec()
    }

    fn row(version: &str, text: &str) -> Row {
        Row::new(version, "x", text)
    }

    fn at(rows: &[Row], accepted: &[String]) -> Result<usize, Vec<String>> {
        let checks = Checks {
            tool: "sqlx",
            at: "app.db",
            is_for: |row, up| row.checksum.as_bytes() == up,
            accepted,
        };
        let said = applied(&chain(), rows, &checks);
        said.map_err(|all| all.into_iter().map(|one| one.text).collect())
    }

    #[test]
    fn a_beginning_of_the_chain() {
        assert_eq!(at(&[], &[]), Ok(0));
        assert_eq!(at(&[row("1", "0001_a"), row("2", "0002_b")], &[]), Ok(2));
        assert_eq!(at(&[row("1", "else")], &["0001".to_owned()]), Ok(1));
    }

    #[test]
    fn everything_else_at_once() {
        let broken = Row {
            is_whole: false,
            ..row("10", "0010_c")
        };
        let said = at(
            &[row("1", "else"), row("7", "0007_d"), broken, row("y", "")],
            &[],
        );
        assert_eq!(
            said.unwrap_err(),
            [
                "version 1 (`0001_a`) was applied with another text: the checksums differ",
                "version 7 (`x`) is applied and not in the chain",
                "version 10 (`0010_c`) was applied in part only",
                "version y (`x`) is applied and not in the chain",
                "`0002_b` is not applied, and later ones are",
            ]
        );
    }
}
