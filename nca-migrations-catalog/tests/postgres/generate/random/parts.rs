//! What is on random tables: constraints, indexes, triggers and the like.

use super::schema::{Column, Part, Schema, Table};
use super::sql::{generated, is_number, is_text, list, name, q, text};

pub(super) fn of_part(schema: &Schema, table: &Table, part: &Part) -> Vec<String> {
    let here: Vec<&Column> = part
        .columns
        .iter()
        .filter_map(|name| table.columns.iter().find(|column| column.name == *name))
        .collect();
    let Some(first) = here.first() else {
        return Vec::new();
    };
    let (on, named, variant) = (name(table), q(part.name), part.variant);
    let sortable = |column: &&&Column| !["jsonb"].contains(&column.of_type);
    let columns: Vec<&str> = here
        .iter()
        .filter(sortable)
        .map(|column| column.name)
        .collect();
    let constraint = |sql: String| {
        let comment = part
            .comment
            .map(|of| format!("COMMENT ON CONSTRAINT {named} ON {on} IS {}", text(of)));
        let add = format!("ALTER TABLE {on} ADD CONSTRAINT {named} {sql}");
        [add].into_iter().chain(comment).collect::<Vec<_>>()
    };
    match part.kind {
        "unique" if !columns.is_empty() => {
            let rest = [
                "",
                " INCLUDE (id)",
                " DEFERRABLE",
                " DEFERRABLE INITIALLY DEFERRED",
            ][variant % 4];
            let nulls = ["", " NULLS NOT DISTINCT"][usize::from(variant % 7 == 0)];
            constraint(format!("UNIQUE{nulls} (id, {}){rest}", list(&columns)))
        }
        "check" => constraint(check(schema, first, variant)),
        "foreign" => foreign_key(schema, table, first, variant).map_or_else(Vec::new, constraint),
        "index" => index(table, part, &here),
        "trigger" => {
            let events = [
                "BEFORE INSERT".to_owned(),
                format!("BEFORE UPDATE OF {}", list(&part_names(&here))),
                "AFTER DELETE".to_owned(),
            ];
            let when = ["", " WHEN (pg_trigger_depth() < 2)"][variant / 3 % 2];
            vec![format!(
                "CREATE TRIGGER {named} {} ON {on} FOR EACH ROW{when} EXECUTE FUNCTION noted()",
                events[variant % 3]
            )]
        }
        "policy" => {
            let commands = ["", " FOR SELECT", " AS RESTRICTIVE FOR DELETE"];
            vec![format!(
                "CREATE POLICY {named} ON {on}{} USING ({} IS NOT NULL)",
                commands[variant % 3],
                q(first.name)
            )]
        }
        // The server lists them in the order of the columns, which does not count otherwise: `id` is the first.
        "statistics" if !columns.is_empty() => {
            let schema = if table.schema.is_empty() {
                String::new()
            } else {
                format!("{}.", q(table.schema))
            };
            vec![format!(
                "CREATE STATISTICS {schema}{named} ON {} FROM {on}",
                list(&["id", columns[0]])
            )]
        }
        "rule" => vec![format!(
            "CREATE RULE {named} AS ON DELETE TO {on} WHERE old.{} IS NULL DO INSTEAD NOTHING",
            q(first.name)
        )],
        _ => Vec::new(),
    }
}

fn check(schema: &Schema, first: &Column, variant: usize) -> String {
    let of = q(first.name);
    let condition = match first.of_type {
        of_type if is_number(of_type) || of_type == "small" => {
            format!(
                "{of} > {}",
                -2_000_000_000_i64 + i64::try_from(variant % 3).unwrap()
            )
        }
        of_type if is_text(of_type) => format!("length({of}) < {}", 500 + variant % 3),
        "mood" => format!("{of} <> {} OR id IS NOT NULL", text(schema.enums[0].1[0])),
        _ => format!(
            "{of} IS NOT NULL OR id > {}",
            -9 - i64::try_from(variant % 3).unwrap()
        ),
    };
    let rest = ["", " NOT VALID", " NO INHERIT"][variant / 3 % 3];
    format!("CHECK ({condition}){rest}")
}

fn foreign_key(schema: &Schema, table: &Table, first: &Column, variant: usize) -> Option<String> {
    let target = &schema.tables[variant % schema.tables.len()];
    let key_type = ["integer", "bigint", "integer", "integer"][target.key];
    if first.of_type != key_type || generated(table, first).is_some() {
        return None;
    }
    let actions = [
        "",
        " ON DELETE CASCADE",
        " ON UPDATE SET NULL",
        " ON DELETE RESTRICT ON UPDATE CASCADE",
        " ON DELETE SET DEFAULT",
    ];
    let rest = [
        "",
        " DEFERRABLE",
        " DEFERRABLE INITIALLY DEFERRED",
        " NOT VALID",
    ];
    Some(format!(
        "FOREIGN KEY ({}) REFERENCES {} (id){}{}",
        q(first.name),
        name(target),
        actions[variant / 5 % 5],
        rest[variant / 25 % 4],
    ))
}

fn part_names<'a>(columns: &[&'a Column]) -> Vec<&'a str> {
    columns.iter().map(|column| column.name).collect()
}

fn index(table: &Table, part: &Part, here: &[&Column]) -> Vec<String> {
    let (on, named, variant, first) = (name(table), q(part.name), part.variant, here[0]);
    let of = q(first.name);
    let sortable = !["jsonb"].contains(&first.of_type);
    let what = match first.of_type {
        "jsonb" => format!("USING gin ({of})"),
        of_type if of_type.ends_with("[]") && variant.is_multiple_of(2) => {
            format!("USING gin ({of})")
        }
        of_type if is_text(of_type) && variant.is_multiple_of(3) => {
            format!("(lower({of}::text), id)")
        }
        "text" if variant % 5 == 1 => format!("({of} text_pattern_ops)"),
        _ if !sortable => return Vec::new(),
        _ => match variant % 6 {
            0 => format!("({of} DESC)"),
            1 => format!("({of}, id DESC NULLS LAST)"),
            2 => format!("({of}) INCLUDE (id)"),
            3 => format!("({of}) WHERE {of} IS NOT NULL"),
            4 => format!("USING hash ({of})"),
            _ => format!("({of}) WITH (fillfactor = {})", 50 + variant % 3),
        },
    };
    let unique = if what.contains("id") && variant % 11 == 0 && !what.contains("INCLUDE") {
        "UNIQUE "
    } else {
        ""
    };
    let mut out = vec![format!("CREATE {unique}INDEX {named} ON {on} {what}")];
    let named = if table.schema.is_empty() {
        named
    } else {
        format!("{}.{named}", q(table.schema))
    };
    out.extend(
        part.comment
            .map(|of| format!("COMMENT ON INDEX {named} IS {}", text(of))),
    );
    out
}
