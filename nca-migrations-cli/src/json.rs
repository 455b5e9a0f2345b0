//! Results as JSON. Every object says its format; a later version may add fields to it.

use nca_migrations::chain::{Chain, Direction, Revision};
use nca_migrations::{Report, RevisionName};
use nca_migrations_catalog::{Change, Difference};
use nca_migrations_core::problem::{Code, Message, Problem};
use nca_migrations_core::shared_str::SharedStr;
use nca_migrations_core::source::Place;
use nca_migrations_core::text::line_column;
use serde_json::{Map, Value, json};

use crate::config::Complaint;
use crate::entry::{self, Marks};

const FORMAT: u32 = 1;

/// The object with its format number.
pub(crate) fn object(fields: Value) -> Value {
    let mut object = Map::new();
    object.insert("format".to_owned(), FORMAT.into());
    if let Value::Object(fields) = fields {
        object.extend(fields);
    }
    Value::Object(object)
}

/// Why nothing was done: what is wrong in the directory.
pub(crate) fn problems(directory: &str, problems: &[Problem]) -> Value {
    let problems: Vec<Value> = problems.iter().map(problem).collect();
    object(json!({ "directory": directory, "problems": problems }))
}

pub(crate) fn problem(problem: &Problem) -> Value {
    drawn(Some(problem.code()), &problem.message(), &problem.places)
}

/// Something that is wrong in a file that is no migration's. It has no code.
pub(crate) fn complaint(complaint: &Complaint) -> Value {
    drawn(
        None,
        &complaint.message,
        std::slice::from_ref(&complaint.place),
    )
}

fn drawn(code: Option<Code>, message: &Message, places: &[Place]) -> Value {
    let places: Vec<Value> = places
        .iter()
        .zip(&message.labels)
        .map(|(one, label)| place(one, label))
        .collect();
    let mut fields = json!({
        "code": code.map(|code| code.to_string()),
        "title": message.title,
        "notes": message.notes,
        "help": message.helps,
    });
    // The first place once more at the top, for those who look at one only.
    if let (Some(fields), Some(Value::Object(first))) = (fields.as_object_mut(), places.first()) {
        fields.extend(first.clone());
    }
    fields["places"] = Value::Array(places);
    fields
}

/// Lines and columns count from 1, columns in characters; a directory has neither.
fn place(place: &Place, label: &str) -> Value {
    let start = place.line_column();
    let end = start.map(|_| line_column(&place.source.text, place.span.end));
    json!({
        "file": place.source.shown,
        "line": start.map(|at| at.line),
        "column": start.map(|at| at.column),
        "end_line": end.map(|at| at.line),
        "label": label,
    })
}

pub(crate) fn revision(chain: &Chain, index: usize, revision: &Revision, marks: Marks) -> Value {
    json!({
        "version": revision.name.version(),
        "directory": revision.name.as_str(),
        "message": entry::message(&revision.name),
        "parent": entry::parent(chain, index),
        "head": marks.head,
        "current": marks.current,
        "run_in_transaction": revision.run_in_transaction,
        "irreversible": revision.irreversible.as_ref().map(SharedStr::as_str),
        "lossy": revision.lossy.as_ref().map(SharedStr::as_str),
    })
}

/// What differs between two catalogs at one object.
pub(crate) fn difference(difference: &Difference) -> Value {
    let path: Vec<Value> = difference
        .path
        .iter()
        .map(|step| json!({ "kind": step.kind, "name": step.name }))
        .collect();
    let (change, expected, found) = match &difference.change {
        Change::Missing(expected) => ("missing", json!(expected), Value::Null),
        Change::Unexpected(found) => ("unexpected", Value::Null, json!(found)),
        Change::Changed { expected, found } => ("changed", json!(expected), json!(found)),
        Change::Reordered { expected, found } => ("reordered", json!(expected), json!(found)),
        _ => ("other", Value::Null, Value::Null),
    };
    json!({ "change": change, "object": path, "expected": expected, "found": found })
}

pub(crate) fn report(report: &Report) -> Value {
    let version =
        |name: &Option<RevisionName>| name.as_ref().map(|name| name.version().into_owned());
    let done: Vec<Value> = report
        .done
        .iter()
        .map(|done| {
            json!({
                "version": done.revision.version(),
                "directory": done.revision.as_str(),
                "action": match done.direction {
                    Direction::Up => "upgrade",
                    Direction::Down => "downgrade",
                },
                "duration_us": u64::try_from(done.duration.as_micros()).unwrap_or(u64::MAX),
            })
        })
        .collect();
    object(json!({
        "from": version(&report.from),
        "to": version(&report.to),
        "done": done,
        "waited_us": u64::try_from(report.waited.as_micros()).unwrap_or(u64::MAX),
    }))
}
