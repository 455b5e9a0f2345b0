//! The order of Alembic's revisions: one line from the base to the head, or why there is none.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use super::revision::{Assigned, Revision, Value};
use crate::commands::adopt::plan::{Note, Obstacle};

const LINEAR: &str = "a chain is linear: decide for an order in Alembic first. Let the first revision of \
                      one line revise the last of the other, by its `down_revision`, and leave the merge \
                      with that one line as its parent";

/// The revisions from the base on.
///
/// # Errors
/// All that keeps them from being one line.
pub(super) fn line(revisions: Vec<Revision>) -> Result<Vec<Revision>, Vec<Obstacle>> {
    let mut obstacles = Vec::new();
    let mut by_id: BTreeMap<String, Revision> = BTreeMap::new();
    for revision in revisions {
        obstacles.extend(of_itself(&revision));
        if let Some(other) = by_id.get(&revision.id) {
            let text = format!("`{}` has the same revision, `{}`", other.shown, revision.id);
            let help = "remove one of the two";
            obstacles.push(at(&revision, revision.line, text).help(help));
            continue;
        }
        by_id.insert(revision.id.clone(), revision);
    }
    let mut children: BTreeMap<Option<&str>, Vec<&Revision>> = BTreeMap::new();
    for revision in by_id.values() {
        let parent = match &revision.down.value {
            Value::None => None,
            Value::One(parent) => Some(&**parent),
            Value::Several(_) | Value::Unclear => continue,
        };
        if let Some(parent) = parent.filter(|parent| !by_id.contains_key(*parent)) {
            let text = format!("revises `{parent}`, which no file here has");
            let help =
                "restore that file; with several `version_locations`, put all into one directory";
            obstacles.push(at(revision, revision.down.line, text).help(help));
        }
        children.entry(parent).or_default().push(revision);
    }
    for (parent, same) in &children {
        let [first, others @ ..] = &same[..] else {
            continue;
        };
        for other in others {
            let text = match parent {
                Some(parent) => format!("revises `{parent}`, as `{}` does", first.shown),
                None => format!("has no parent, as `{}` has none", first.shown),
            };
            obstacles.push(at(other, other.down.line, text).help(LINEAR));
        }
    }
    let mut order = Vec::new();
    let mut parent = None;
    while let Some([next]) = children.get(&parent).map(Vec::as_slice) {
        order.push(next.id.clone());
        parent = Some(&*next.id);
    }
    if obstacles.is_empty() && order.len() < by_id.len() {
        let circle = by_id
            .values()
            .filter(|revision| !order.contains(&revision.id));
        obstacles.extend(circle.map(|revision| {
            let text = format!(
                "`{}` revises itself, through others or directly",
                revision.id
            );
            at(revision, revision.down.line, text)
                .help("one `down_revision` of the circle is wrong")
        }));
    }
    if obstacles.is_empty() {
        Ok(order.iter().filter_map(|id| by_id.remove(id)).collect())
    } else {
        Err(obstacles)
    }
}

fn at(revision: &Revision, line: usize, text: String) -> Obstacle {
    Obstacle::new(&revision.shown, text).line(line)
}

/// What can be told of one revision by itself.
fn of_itself(revision: &Revision) -> Vec<Obstacle> {
    let mut found = Vec::new();
    if let Value::Several(parents) = &revision.down.value {
        let text = format!("merges {}", ticked(parents));
        found.push(at(revision, revision.down.line, text).help(LINEAR));
    }
    for (name, Assigned { line, value }) in [
        ("down_revision", &revision.down),
        ("depends_on", &revision.depends_on),
        ("branch_labels", &revision.labels),
    ] {
        if *value == Value::Unclear {
            let text = format!("cannot tell what `{name}` is");
            let help = "write it as `None` or as a string in quotes";
            found.push(at(revision, *line, text).help(help));
        }
    }
    // As part of a directory's name.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if revision.id.is_empty() || !revision.id.chars().all(is_plain) {
        let text = format!(
            "the revision `{}` cannot be a part of a directory's name",
            revision.id
        );
        let help = "give it one of ASCII letters, digits, dots and `_`, here and where it is named";
        found.push(at(revision, revision.line, text).help(help));
    }
    found
}

/// What only branches need, in a line that has none.
///
/// # Errors
/// What depends on a revision that does not come before it.
pub(super) fn leftovers(line: &[Revision]) -> (Vec<Note>, Vec<Obstacle>) {
    let (mut notes, mut obstacles) = (Vec::new(), Vec::new());
    for (place, revision) in line.iter().enumerate() {
        if let Some(labels) = names(&revision.labels) {
            let text = format!("the branch label {} is not carried over", ticked(&labels));
            notes.push(Note::new(&revision.shown, text));
        }
        let Some(wanted) = names(&revision.depends_on) else {
            continue;
        };
        for wanted in wanted {
            if line[..place]
                .iter()
                .any(|before| before.id.starts_with(&wanted))
            {
                let text = format!(
                    "`depends_on` `{wanted}` is not carried over: that comes before it anyway"
                );
                notes.push(Note::new(&revision.shown, text));
            } else {
                let text = format!("depends on `{wanted}`, which does not come before it");
                obstacles.push(at(revision, revision.depends_on.line, text).help(LINEAR));
            }
        }
    }
    (notes, obstacles)
}

fn names(assigned: &Assigned) -> Option<Vec<String>> {
    match &assigned.value {
        Value::One(name) => Some(vec![name.clone()]),
        Value::Several(names) => Some(names.clone()),
        Value::None | Value::Unclear => None,
    }
}

fn ticked(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// A chain whose files have no dates begins here.
const NO_DATE: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

/// The versions of a line: its dates, each made later than the one before.
pub(super) fn versions(line: &[Revision]) -> Vec<String> {
    let mut versions = Vec::new();
    let mut before: Option<DateTime> = None;
    for revision in line {
        let created = revision.created.as_deref().and_then(date);
        let after = before.and_then(|before| before.checked_add(1.second()).ok());
        let version = match (created, after) {
            (Some(created), Some(after)) => created.max(after),
            (Some(created), None) => created,
            (None, after) => after.unwrap_or(NO_DATE),
        };
        before = Some(version);
        versions.push(version.strftime("%Y-%m-%d-%H%M%S").to_string());
    }
    versions
}

/// `2026-11-25 09:39:56.511085`, an offset behind it left out: to the second, as it is written.
fn date(text: &str) -> Option<DateTime> {
    let seconds = text.get(.."2026-11-25 09:39:56".len())?;
    seconds.replace(' ', "T").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(id: &str, down: Value) -> Revision {
        Revision {
            shown: format!("{id}.py"),
            id: id.to_owned(),
            line: 1,
            down: Assigned {
                line: 2,
                value: down,
            },
            labels: Assigned::default(),
            depends_on: Assigned::default(),
            message: String::new(),
            created: None,
            upgrade: super::super::revision::Body::default(),
        }
    }

    fn after(parent: &str) -> Value {
        Value::One(parent.to_owned())
    }

    fn said(revisions: Vec<Revision>) -> Vec<String> {
        let all = line(revisions).unwrap_err();
        all.into_iter()
            .map(|one| format!("{} {}", one.at, one.text))
            .collect()
    }

    #[test]
    fn one_line() {
        let order = line(vec![
            revision("c", after("b")),
            revision("a", Value::None),
            revision("b", after("a")),
        ]);
        let ids: Vec<String> = order.unwrap().into_iter().map(|one| one.id).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(line(Vec::new()), Ok(Vec::new()));
    }

    #[test]
    fn branches_and_merges() {
        assert_eq!(
            said(vec![
                revision("a", Value::None),
                revision("b", after("a")),
                revision("c", after("a")),
                revision("d", Value::Several(vec!["b".to_owned(), "c".to_owned()])),
            ]),
            ["d.py merges `b`, `c`", "c.py revises `a`, as `b.py` does"]
        );
        assert_eq!(
            said(vec![revision("a", Value::None), revision("b", Value::None)]),
            ["b.py has no parent, as `a.py` has none"]
        );
    }

    #[test]
    fn broken_lines() {
        assert_eq!(
            said(vec![revision("a", after("x")), revision("a", Value::None)]),
            [
                "a.py `a.py` has the same revision, `a`",
                "a.py revises `x`, which no file here has"
            ]
        );
        assert_eq!(
            said(vec![revision("a", after("b")), revision("b", after("a"))]).len(),
            2
        );
        assert_eq!(
            said(vec![revision("a/../b", Value::Unclear)]),
            [
                "a/../b.py cannot tell what `down_revision` is",
                "a/../b.py the revision `a/../b` cannot be a part of a directory's name"
            ]
        );
    }

    #[test]
    fn what_only_branches_need() {
        let mut second = revision("bbbb", after("aaaa"));
        second.depends_on.value = Value::Several(vec!["aaaa".to_owned(), "cccc".to_owned()]);
        second.labels.value = after("label");
        let line = [revision("aaaa", Value::None), second];
        let (notes, obstacles) = leftovers(&line);
        assert_eq!(notes.len(), 2);
        assert_eq!(
            obstacles[0].text,
            "depends on `cccc`, which does not come before it"
        );
    }

    #[test]
    fn versions_ascend() {
        let dated = |created: Option<&str>| Revision {
            created: created.map(str::to_owned),
            ..revision("a", Value::None)
        };
        assert_eq!(
            versions(&[
                dated(Some("2026-11-25 09:39:56.511085")),
                dated(Some("2026-11-25 09:39:56.9+02:00")),
                dated(None),
                dated(Some("2025-01-01 00:00:00")),
                dated(Some("2027-01-01 00:00:00")),
                dated(Some("yesterday")),
            ]),
            [
                "2026-11-25-093956",
                "2026-11-25-093957",
                "2026-11-25-093958",
                "2026-11-25-093959",
                "2027-01-01-000000",
                "2027-01-01-000001"
            ]
        );
        assert_eq!(versions(&[dated(None)]), ["2000-01-01-000000"]);
    }
}
