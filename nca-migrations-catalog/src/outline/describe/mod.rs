//! From the model to a tree of lines. What is said about an object is said here, once, for people and for
//! fingerprints alike: what is not written here does not count.

mod column;
mod constraint;
mod index;
mod line;
mod references;
mod table;
mod types;
mod view;

use std::borrow::Cow;

use nca_migrations_core::dialect::Dialect;

use super::{Item, Outline};
use crate::model::name::Quoted;
use crate::model::{Catalog, Extension, Other, Routine, RoutineKind, Schema, Sequence, Trigger};
use line::Line;
pub(crate) use references::resolve as resolve_references;

/// The order of the kinds at the top is the order in which a person would make them.
pub(super) fn catalog(catalog: &Catalog) -> Outline {
    let mut tables = Cow::Borrowed(&catalog.tables);
    if catalog.dialect == Dialect::Sqlite {
        references::resolve(tables.to_mut());
    }
    let groups: [Vec<Item>; 10] = [
        catalog.schemas.iter().map(schema).collect(),
        catalog.extensions.iter().map(extension).collect(),
        catalog.enums.iter().map(types::enumeration).collect(),
        catalog.domains.iter().map(types::domain).collect(),
        catalog.composites.iter().map(types::composite).collect(),
        catalog.sequences.iter().map(sequence).collect(),
        tables.iter().map(table::table).collect(),
        catalog.views.iter().map(view::view).collect(),
        catalog.routines.iter().map(routine).collect(),
        catalog.others.iter().map(other).collect(),
    ];
    Outline {
        dialect: catalog.dialect,
        items: groups.into_iter().flat_map(sorted).collect(),
    }
}

/// Whatever has no order of its own.
fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|a, b| (&a.kind, &a.name, &a.definition).cmp(&(&b.kind, &b.name, &b.definition)));
    items
}

fn item(kind: &str, name: String, definition: impl AsRef<str>, items: Vec<Item>) -> Item {
    Item {
        kind: kind.to_owned(),
        name,
        // Line ends as everywhere else in this project, whatever a client sent.
        definition: definition.as_ref().replace("\r\n", "\n"),
        items,
    }
}

/// The comment on an object, if there is one, as a part of it.
fn comment(comment: Option<&String>) -> impl Iterator<Item = Item> {
    comment
        .map(|text| item("comment", String::new(), text, Vec::new()))
        .into_iter()
}

fn schema(schema: &Schema) -> Item {
    let parts = comment(schema.comment.as_ref()).collect();
    item(
        "schema",
        Quoted(&schema.name).to_string(),
        String::new(),
        parts,
    )
}

fn extension(extension: &Extension) -> Item {
    let mut line = Line::default();
    if let Some(schema) = &extension.schema {
        line.word("in").word(Quoted(schema));
    }
    let name = Quoted(&extension.name).to_string();
    item("extension", name, line.finish(), Vec::new())
}

fn sequence(sequence: &Sequence) -> Item {
    let mut line = Line::default();
    line.settings(&sequence.settings);
    if let Some((table, column)) = &sequence.owned_by {
        line.word(format!("owned by {table}.{}", Quoted(column)));
    }
    let parts = comment(sequence.comment.as_ref()).collect();
    item("sequence", sequence.name.to_string(), line.finish(), parts)
}

fn routine(routine: &Routine) -> Item {
    let kind = match routine.kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Aggregate => "aggregate",
    };
    let mut parts: Vec<Item> = settings(&routine.settings).collect();
    parts.extend(comment(routine.comment.as_ref()));
    let name = format!("{}({})", routine.name, routine.arguments);
    item(kind, name, &routine.definition, parts)
}

fn trigger(trigger: &Trigger) -> Item {
    let mut parts: Vec<Item> = settings(&trigger.settings).collect();
    parts.extend(comment(trigger.comment.as_ref()));
    let name = Quoted(&trigger.name).to_string();
    item("trigger", name, &trigger.definition, parts)
}

fn other(other: &Other) -> Item {
    let name = match &other.on {
        Some(on) => format!("{} on {on}", other.name),
        None => other.name.to_string(),
    };
    let parts = comment(other.comment.as_ref()).collect();
    let kind = other.kind.replace(' ', "-");
    item(&kind, name, &other.definition, parts)
}

/// Settings as parts, for objects whose definition is the engine's own text.
fn settings(settings: &[crate::model::Setting]) -> impl Iterator<Item = Item> {
    settings
        .iter()
        .map(|setting| item("setting", String::new(), setting.to_string(), Vec::new()))
}
