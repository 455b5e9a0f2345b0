//! In which order things are made as far as nothing else says, and dropped, which is the other way round.

use super::thing::{Id, Thing};

pub(super) const fn is_type(thing: &Thing<'_>) -> bool {
    matches!(
        thing,
        Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_)
    )
}

/// What fills may be read from, and what columns that stay until then are made of.
pub(super) const fn keeps_rows(thing: &Thing<'_>) -> bool {
    matches!(
        thing,
        Thing::Column(..)
            | Thing::Table(_)
            | Thing::Sequence(_)
            | Thing::Enum(_)
            | Thing::Domain(_)
            | Thing::Composite(_)
            | Thing::Routine(_)
            | Thing::Schema(_)
            | Thing::Extension(_)
    )
}

pub(super) fn key(id: &Id) -> String {
    match id {
        Id::Column(table, column) | Id::Default(table, column) => format!("{table}.{column}"),
        id => format!("{id:?}"),
    }
}

/// The order in which kinds are made, as far as nothing else says.
pub(super) fn kind_rank(thing: &Thing<'_>) -> u8 {
    match thing {
        Thing::Schema(_) => 0,
        Thing::Extension(_) => 1,
        Thing::Other(of) => match of.kind {
            "language" | "access method" | "foreign data wrapper" => 2,
            "server" | "collation" | "conversion" | "base type" => 3,
            "cast" | "operator" | "operator family" | "operator class" | "transform" => 8,
            kind if kind.starts_with("text search") => 4,
            "statistics" => 22,
            "rule" => 27,
            "policy" => 28,
            _ => 30,
        },
        Thing::Enum(_) | Thing::Domain(_) | Thing::Composite(_) => 5,
        Thing::DomainDefault(_) | Thing::DomainCheck(..) => 6,
        Thing::Sequence(_) => 7,
        Thing::Table(_) => 10,
        Thing::Parent(_) => 24,
        Thing::Column(..) => 12,
        Thing::Default(..) => 14,
        Thing::Owner(_) => 15,
        Thing::Primary(..) => 16,
        Thing::Unique(..) => 17,
        Thing::Check(..) => 18,
        Thing::Exclusion(..) => 19,
        Thing::Index(..) => 21,
        Thing::Replica(_) | Thing::ForeignKey(..) => 23,
        Thing::Routine(_) => 20,
        Thing::View(_) => 25,
        Thing::Trigger(..) => 26,
    }
}
