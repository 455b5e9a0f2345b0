//! Views.

use std::fmt::Write as _;

use super::{ident, name, parameter, value, values};
use crate::model::{View, ViewKind};

/// `begins` is `CREATE` or `CREATE OR REPLACE`.
pub(in crate::generate::postgres) fn create(view: &View, begins: &str) -> String {
    let kind = match view.kind {
        ViewKind::Plain => "VIEW",
        ViewKind::Materialized => "MATERIALIZED VIEW",
    };
    let mut sql = format!("{begins} {kind} {}", name(&view.name));
    // A query's columns may have names that are no one's, `?column?`, or the same name twice.
    let columns: Vec<String> = view
        .columns
        .iter()
        .map(|column| ident(&column.name))
        .collect();
    if columns.iter().any(|column| column == "\"?column?\"") {
        let _ = write!(sql, " ({})", columns.join(", "));
    }
    if let Some(method) = value(&view.settings, "using") {
        let _ = write!(sql, " USING {}", ident(method));
    }
    let parameters: Vec<String> = values(&view.settings, "with").map(parameter).collect();
    if !parameters.is_empty() {
        let _ = write!(sql, " WITH ({})", parameters.join(", "));
    }
    sql.push_str(" AS\n");
    sql.push_str(view.definition.trim_end());
    sql
}

/// `VIEW "v"`.
pub(in crate::generate::postgres) fn object(view: &View) -> String {
    match view.kind {
        ViewKind::Plain => format!("VIEW {}", name(&view.name)),
        ViewKind::Materialized => format!("MATERIALIZED VIEW {}", name(&view.name)),
    }
}
