//! What becomes of values when the type of their column changes.

use super::rowid::has;
use crate::model::{Column, Table};

/// The kind of value that a column prefers: <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affinity {
    Integer,
    Text,
    /// None: it takes values as they are.
    Blob,
    Real,
    Numeric,
}

impl Affinity {
    pub(super) fn of(column: &Column, table: &Table) -> Self {
        let name = &column.column_type.written;
        let has_any = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has_any(&["INT"]) {
            Self::Integer
        } else if has_any(&["CHAR", "CLOB", "TEXT"]) {
            Self::Text
        } else if name.is_empty() || has_any(&["BLOB"]) || has(table, "strict") && name == "ANY" {
            Self::Blob
        } else if has_any(&["REAL", "FLOA", "DOUB"]) {
            Self::Real
        } else {
            Self::Numeric
        }
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Real | Self::Numeric)
    }
}

/// The value of a column of the old table as the new one is to have it. A plain copy already turns numbers to text
/// and text that is a number to that number, and whatever does not fit stays as it is. It never turns anything to
/// a blob or a blob to anything else.
pub(super) fn value(name: String, old: (&Column, &Table), new: (&Column, &Table)) -> String {
    let (was, is) = (Affinity::of(old.0, old.1), Affinity::of(new.0, new.1));
    let is_blob = |column: &Column| column.column_type.written.contains("BLOB");
    if was == is {
        name
    } else if is == Affinity::Blob && is_blob(new.0) {
        format!("CAST({name} AS BLOB)")
    } else if is == Affinity::Text && is_blob(old.0) {
        format!("CAST({name} AS TEXT)")
    } else if is.is_number() && is_blob(old.0) {
        // A cast to a number would make 0 of what is none.
        format!("iif(typeof({name}) = 'blob', CAST({name} AS TEXT), {name})")
    } else {
        name
    }
}

/// What is lost when values go from one to the other, in words.
pub(super) fn loss(was: Affinity, is: Affinity) -> Option<&'static str> {
    match (was, is) {
        (Affinity::Text | Affinity::Blob, is) if is.is_number() => {
            Some("text that is a number becomes that number, however it was written")
        }
        (Affinity::Blob, Affinity::Text) => Some("everything becomes text"),
        (Affinity::Real, Affinity::Text | Affinity::Blob) => {
            Some("fractions become text, which has fewer digits")
        }
        (Affinity::Integer | Affinity::Numeric, Affinity::Real) => {
            Some("whole numbers beyond 2^53 lose digits")
        }
        _ => None,
    }
}
