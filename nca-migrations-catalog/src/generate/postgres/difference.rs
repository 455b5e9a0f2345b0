//! What has to happen to a thing that is in both catalogs.

use std::collections::BTreeSet;

use super::fate::Fate;
use super::make::{has, other, routine};
use super::thing::Thing;
use crate::model::{
    Column, Composite, Enum, Index, Key, RoutineKind, Setting, Storage, View, ViewKind,
};

pub(super) fn is_retyped(from: &Column, to: &Column) -> bool {
    from.column_type != to.column_type || from.collation != to.collation
}

/// What has to happen to a thing that is in both catalogs.
pub(super) fn difference(from: &Thing<'_>, to: &Thing<'_>) -> Fate {
    match (*from, *to) {
        (Thing::Schema(a), Thing::Schema(b)) => changes(a == b),
        (Thing::Extension(a), Thing::Extension(b)) => changes(a == b),
        (Thing::Enum(a), Thing::Enum(b)) => replaced(!only_adds(a, b), a == b),
        (Thing::Domain(a), Thing::Domain(b)) => replaced(
            a.base != b.base || a.collation != b.collation,
            a.nullable == b.nullable && a.comment == b.comment,
        ),
        (Thing::DomainDefault(a), Thing::DomainDefault(b)) => changes(a.default == b.default),
        (Thing::DomainCheck(_, a), Thing::DomainCheck(_, b))
        | (Thing::Check(_, a), Thing::Check(_, b)) => {
            let is_replaced = a.expression != b.expression
                || !same_settings(&a.settings, &b.settings, &["not valid", "inherited"])
                || has(&b.settings, "not valid") && !has(&a.settings, "not valid");
            let same = a.name == b.name && a.comment == b.comment;
            let inherited = has(&a.settings, "inherited") == has(&b.settings, "inherited");
            let validated = has(&a.settings, "not valid") == has(&b.settings, "not valid");
            replaced(is_replaced, same && inherited && validated)
        }
        (Thing::Composite(a), Thing::Composite(b)) => replaced(
            !only_alters(a, b),
            a.attributes == b.attributes && a.comment == b.comment,
        ),
        (Thing::Sequence(a), Thing::Sequence(b)) => {
            changes(a.name == b.name && a.settings == b.settings && a.comment == b.comment)
        }
        (Thing::Owner(a), Thing::Owner(b)) => changes(a.owned_by == b.owned_by),
        (Thing::Table(a), Thing::Table(b)) => changes(
            same_settings(
                &a.settings,
                &b.settings,
                &["partition of", "inherits", "replica identity"],
            ) && a.comment == b.comment,
        ),
        (Thing::Column(_, a), Thing::Column(_, b)) => {
            let is_same = a.column_type == b.column_type
                && a.collation == b.collation
                && a.nullable == b.nullable
                && a.identity == b.identity
                && a.generated == b.generated
                && a.comment == b.comment
                && a.settings == b.settings;
            replaced(is_derived_anew(a, b), is_same)
        }
        (Thing::Default(_, a), Thing::Default(_, b)) => changes(a.default == b.default),
        (Thing::Parent(a), Thing::Parent(b)) | (Thing::Replica(a), Thing::Replica(b)) => {
            let names = match from {
                Thing::Replica(_) => ["replica identity"].as_slice(),
                _ => &["partition of", "inherits"],
            };
            let of = |settings: &[Setting]| -> Vec<Setting> {
                let settings = settings
                    .iter()
                    .filter(|setting| names.contains(&setting.name));
                settings.cloned().collect()
            };
            changes(of(&a.settings) == of(&b.settings))
        }
        (
            Thing::Primary(..)
            | Thing::Unique(..)
            | Thing::ForeignKey(..)
            | Thing::Exclusion(..)
            | Thing::Index(..),
            _,
        ) => of_keys(from, to),
        (Thing::Trigger(_, a), Thing::Trigger(_, b)) => {
            replaced(a.definition != b.definition, a == b)
        }
        (Thing::View(a), Thing::View(b)) => {
            let is_same = a.definition == b.definition
                && a.settings == b.settings
                && a.comment == b.comment
                && a.columns == b.columns;
            replaced(!is_extended(a, b), is_same)
        }
        (Thing::Routine(a), Thing::Routine(b)) => {
            let in_place = a.kind == b.kind
                && (a.definition == b.definition
                    || a.kind != RoutineKind::Aggregate
                        && routine::signature(a) == routine::signature(b));
            replaced(!in_place, a == b)
        }
        (Thing::Other(a), Thing::Other(b)) => {
            let only_options = other::without_options(a).is_some()
                && other::without_options(a) == other::without_options(b);
            replaced(a.definition != b.definition && !only_options, a == b)
        }
        // What was one thing is another of the same name.
        _ => Fate::Replaced,
    }
}

const fn changes(is_same: bool) -> Fate {
    if is_same { Fate::Stays } else { Fate::Changes }
}

const fn replaced(is_replaced: bool, is_same: bool) -> Fate {
    if is_replaced {
        Fate::Replaced
    } else {
        changes(is_same)
    }
}

/// Keys and indexes.
fn of_keys(from: &Thing<'_>, to: &Thing<'_>) -> Fate {
    match (*from, *to) {
        (Thing::Primary(_, a), Thing::Primary(_, b))
        | (Thing::Unique(_, a), Thing::Unique(_, b)) => replaced(
            !same_key(a, b),
            a.name == b.name && a.comment == b.comment && a.settings == b.settings,
        ),
        (Thing::ForeignKey(_, a), Thing::ForeignKey(_, b)) => {
            let is_replaced = a.columns != b.columns
                || a.references != b.references
                || a.referenced != b.referenced
                || a.on_update != b.on_update
                || a.on_delete != b.on_delete
                || !same_settings(&a.settings, &b.settings, &["not valid"])
                || has(&b.settings, "not valid") && !has(&a.settings, "not valid");
            replaced(is_replaced, a == b)
        }
        (Thing::Exclusion(_, a), Thing::Exclusion(_, b)) => {
            let is_same = a.method == b.method
                && a.parts == b.parts
                && a.include == b.include
                && a.predicate == b.predicate
                && a.deferral == b.deferral
                && same_settings(&a.settings, &b.settings, &["comment on index"]);
            replaced(!is_same, a == b)
        }
        (Thing::Index(_, a), Thing::Index(_, b)) => replaced(
            !same_index(a, b),
            a.name == b.name && a.comment == b.comment,
        ),
        _ => Fate::Replaced,
    }
}

/// Settings in any order, but for some.
fn same_settings(a: &[Setting], b: &[Setting], but: &[&str]) -> bool {
    let counted = |settings: &[Setting]| -> BTreeSet<Setting> {
        let settings = settings
            .iter()
            .filter(|setting| !but.contains(&setting.name));
        settings.cloned().collect()
    };
    counted(a) == counted(b)
}

/// Whether the values of one are in the other, in the same order.
fn only_adds(from: &Enum, to: &Enum) -> bool {
    let mut rest = to.values.iter();
    from.values
        .iter()
        .all(|value| rest.any(|other| other == value))
}

/// Whether attributes go and come at the end, and no more.
fn only_alters(from: &Composite, to: &Composite) -> bool {
    if !same_settings(&from.settings, &to.settings, &[]) {
        return false;
    }
    let stay = from
        .attributes
        .iter()
        .filter(|of| to.attributes.contains(of));
    let count = stay.clone().count();
    let names_go = |name: &str| from.attributes.iter().any(|of| of.name == name);
    to.attributes.len() >= count
        && stay.eq(&to.attributes[..count])
        && !to.attributes[count..].iter().any(|of| names_go(&of.name))
}

/// Whether a column's values have to be made anew by its expression.
fn is_derived_anew(from: &Column, to: &Column) -> bool {
    match (&from.generated, &to.generated) {
        (_, None) => matches!(&from.generated, Some(of) if of.storage == Storage::Virtual),
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a != b || is_retyped(from, to),
    }
}

/// But for its name.
pub(super) fn same_key(a: &Key, b: &Key) -> bool {
    a.parts == b.parts
        && a.include == b.include
        && a.deferral == b.deferral
        && same_settings(&a.settings, &b.settings, &["comment on index", "part of"])
}

/// But for its name.
pub(super) fn same_index(a: &Index, b: &Index) -> bool {
    a.unique == b.unique
        && a.method == b.method
        && a.parts == b.parts
        && a.include == b.include
        && a.predicate == b.predicate
        && same_settings(&a.settings, &b.settings, &["part of"])
}

/// Whether `CREATE OR REPLACE VIEW` makes one of the other: the columns that are there stay as they are.
/// <https://www.postgresql.org/docs/current/sql-createview.html>
fn is_extended(from: &View, to: &View) -> bool {
    if from.definition == to.definition && from.kind == to.kind {
        return from.kind == ViewKind::Plain || from.settings == to.settings;
    }
    let mut pairs = from.columns.iter().zip(&to.columns);
    from.kind == ViewKind::Plain
        && to.kind == ViewKind::Plain
        && from.columns.len() <= to.columns.len()
        && pairs.all(|(a, b)| {
            a.name == b.name && a.column_type == b.column_type && a.collation == b.collation
        })
}
