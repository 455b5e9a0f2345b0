//! Indexes, and what they are made of.

use std::fmt::Write as _;

use super::{has, ident, list, name, parameter, value, values, word};
use crate::generate::Obstacle;
use crate::model::{Index, Name, Order, Part, PartOf, Setting};

/// Whether it is built while others write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::generate::postgres) enum Build {
    Plain,
    Concurrently,
}

pub(in crate::generate::postgres) fn create(
    on: &Name,
    index: &Index,
    build: Build,
) -> Result<String, Obstacle> {
    let object = || format!("index {} of {on}", Name::plain(&index.name));
    let mut sql = String::from("CREATE ");
    if index.unique {
        sql.push_str("UNIQUE ");
    }
    sql.push_str("INDEX ");
    if build == Build::Concurrently {
        sql.push_str("CONCURRENTLY ");
    }
    sql.push_str(&ident(&index.name));
    sql.push_str(" ON ");
    sql.push_str(&name(on));
    if let Some(method) = &index.method {
        let _ = write!(sql, " USING {}", ident(method));
    }
    let _ = write!(sql, " ({})", parts(&index.parts, &index.settings, object)?);
    sql.push_str(&rest(&index.include, &index.settings));
    if let Some(predicate) = &index.predicate {
        let _ = write!(sql, " WHERE ({predicate})");
    }
    if has(&index.settings, "invalid") {
        return Err(Obstacle::Inexpressible {
            object: object(),
            because: "an index that is not valid is what a failed build leaves, and no statement makes it".to_owned(),
        });
    }
    Ok(sql)
}

/// What follows the parts: columns that are carried along, NULLs, storage parameters.
pub(super) fn rest(include: &[String], settings: &[Setting]) -> String {
    let mut sql = String::new();
    if !include.is_empty() {
        let include = list(include.iter().map(String::as_str));
        let _ = write!(sql, " INCLUDE ({include})");
    }
    if has(settings, "nulls not distinct") {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    sql.push_str(&with(settings));
    sql
}

pub(super) fn with(settings: &[Setting]) -> String {
    let parameters: Vec<String> = values(settings, "with").map(parameter).collect();
    match &*parameters.join(", ") {
        "" => String::new(),
        parameters => format!(" WITH ({parameters})"),
    }
}

pub(super) fn parts(
    parts: &[Part],
    settings: &[Setting],
    object: impl Fn() -> String,
) -> Result<String, Obstacle> {
    let numbered = parts.iter().enumerate();
    let parts: Result<Vec<String>, Obstacle> = numbered
        .map(|(at, of)| part(of, at + 1, settings, &object))
        .collect();
    Ok(parts?.join(", "))
}

pub(super) fn part(
    part: &Part,
    number: usize,
    settings: &[Setting],
    object: impl Fn() -> String,
) -> Result<String, Obstacle> {
    let mut sql = match &part.of {
        PartOf::Column(column) => ident(column),
        PartOf::Expression(expression) => format!("({expression})"),
    };
    if let Some(collation) = &part.collation {
        let _ = write!(sql, " COLLATE {}", word(collation));
    }
    let mut options = values(settings, "operator class options of part");
    let options = options.find_map(|options| options.strip_prefix(&format!("{number} ")));
    match (&part.operator_class, options) {
        (None, None) => {}
        (Some(class), None) => {
            let _ = write!(sql, " {}", word(class));
        }
        (Some(class), Some(options)) => {
            let options = options.trim_matches(['(', ')']).split(", ");
            let options: Vec<String> = options.map(parameter).collect();
            let _ = write!(sql, " {} ({})", word(class), options.join(", "));
        }
        (None, Some(_)) => {
            return Err(Obstacle::Inexpressible {
                object: object(),
                because:
                    "it gives options to the default operator class, whose name is not known; \
                          write the statement by hand"
                        .to_owned(),
            });
        }
    }
    sql.push_str(match part.order {
        Order::Ascending => "",
        Order::Descending => " DESC",
        Order::AscendingNullsFirst => " NULLS FIRST",
        Order::DescendingNullsLast => " DESC NULLS LAST",
    });
    Ok(sql)
}

/// The comment on a constraint's index, which the catalog has as a string of SQL.
pub(in crate::generate::postgres) fn comment_on_index(settings: &[Setting]) -> Option<&str> {
    value(settings, "comment on index")
}
