//! What other engines have, which a catalog read from SQLite never holds.

use crate::generate::Obstacle;
use crate::model::{Catalog, Identity, Name, Table, ViewKind};

/// What of a catalog SQLite has no statement for.
pub(super) fn obstacles(catalog: &Catalog) -> Vec<Obstacle> {
    let mut found: Vec<String> = Vec::new();
    let mut named = |kind: &str, name: &Name| found.push(format!("{kind} {name}"));
    for schema in &catalog.schemas {
        named("schema", &Name::plain(&*schema.name));
    }
    for extension in &catalog.extensions {
        named("extension", &Name::plain(&*extension.name));
    }
    let types = catalog.enums.iter().map(|of| &of.name);
    let types = types.chain(catalog.domains.iter().map(|of| &of.name));
    for name in types.chain(catalog.composites.iter().map(|of| &of.name)) {
        named("type", name);
    }
    for sequence in &catalog.sequences {
        named("sequence", &sequence.name);
    }
    for routine in &catalog.routines {
        named("routine", &routine.name);
    }
    for other in &catalog.others {
        named(other.kind, &other.name);
    }
    for view in &catalog.views {
        if view.kind == ViewKind::Materialized {
            named("materialized view", &view.name);
        }
        if view.comment.is_some() {
            named("the comment on view", &view.name);
        }
    }
    found.extend(catalog.tables.iter().flat_map(of_table));
    let because = "SQLite has nothing of the kind; take it out".to_owned();
    let obstacle = |object| Obstacle::Inexpressible {
        object,
        because: because.clone(),
    };
    found.into_iter().map(obstacle).collect()
}

fn of_table(table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    if table.comment.is_some() {
        found.push(format!("the comment on table {}", table.name));
    }
    for exclusion in &table.exclusions {
        found.push(format!(
            "exclusion {} of table {}",
            Name::plain(&*exclusion.name),
            table.name
        ));
    }
    for column in &table.columns {
        let name = Name::plain(&*column.name);
        if column.comment.is_some() {
            found.push(format!(
                "the comment on column {name} of table {}",
                table.name
            ));
        }
        if matches!(
            column.identity,
            Some(Identity::Always(_) | Identity::ByDefault(_))
        ) {
            found.push(format!(
                "the identity of column {name} of table {}",
                table.name
            ));
        }
    }
    found
}
