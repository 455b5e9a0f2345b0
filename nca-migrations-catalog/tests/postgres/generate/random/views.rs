//! Random views.

use super::schema::{Schema, View};
use super::sql::{list, name, q};

/// In the order that they are in, on tables and on views before them.
pub(super) fn views(schema: &Schema) -> Vec<String> {
    let mut out = Vec::new();
    let mut made: Vec<(&View, Vec<&str>)> = Vec::new();
    for view in &schema.views {
        let table = schema.tables.iter().find(|table| table.name == view.on);
        let other = made.iter().find(|(other, _)| other.name == view.on);
        let (on, columns) = match (table, other) {
            (Some(table), _) => {
                let columns = table.columns.iter().map(|column| column.name).collect();
                (name(table), columns)
            }
            (None, Some((other, columns))) => (q(other.name), columns.clone()),
            (None, None) => continue,
        };
        let columns: Vec<&str> = columns
            .into_iter()
            .filter(|name| view.columns.contains(name))
            .collect();
        let kind = if view.materialized {
            "MATERIALIZED VIEW"
        } else {
            "VIEW"
        };
        let with = if !view.materialized && view.variant % 5 == 0 {
            " WITH (security_barrier)"
        } else {
            ""
        };
        let condition = ["", " WHERE id > 0", " WHERE id IS NOT NULL"][view.variant % 3];
        let all = if columns.is_empty() {
            "id".to_owned()
        } else {
            format!("id, {}", list(&columns))
        };
        let named = q(view.name);
        out.push(format!(
            "CREATE {kind} {named}{with} AS SELECT {all} FROM {on}{condition}"
        ));
        if view.variant % 4 == 0 {
            out.push(format!("COMMENT ON {kind} {named} IS 'seen'"));
        }
        if view.materialized {
            out.push(format!(
                "CREATE INDEX {} ON {named} (id)",
                q(&format!("ix {}", view.name))
            ));
        } else if view.variant % 7 == 0 {
            out.push(format!(
                "CREATE TRIGGER instead INSTEAD OF UPDATE ON {named} FOR EACH ROW EXECUTE FUNCTION noted()"
            ));
        }
        made.push((view, columns));
    }
    out
}
