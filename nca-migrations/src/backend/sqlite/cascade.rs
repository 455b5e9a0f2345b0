//! What `DROP TABLE` does to the rows of other tables while foreign keys are enforced: it deletes
//! all rows of the table first, with the actions of the keys that point to them.
//! See <https://www.sqlite.org/foreignkeys.html#fk_schemacommands>.

use diesel::sql_types::{BigInt, Text};
use diesel::{QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    column: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// The other tables with rows that a key with an action ties to the table that is dropped. Without
/// an action SQLite refuses the statement itself.
pub(super) fn drop_reaches(
    conn: &mut SqliteConnection,
    statement: &str,
) -> QueryResult<Vec<String>> {
    let Some(parent) = dropped(statement) else {
        return Ok(Vec::new());
    };
    let enforced = "SELECT foreign_keys AS value FROM pragma_foreign_keys";
    if sql_query(enforced).get_result::<Number>(conn)?.value == 0 {
        return Ok(Vec::new());
    }
    let keys: Vec<Key> = sql_query(
        "SELECT child.name AS child, key.\"from\" AS column \
         FROM main.sqlite_master AS child, pragma_foreign_key_list(child.name, 'main') AS key \
         WHERE child.type = 'table' AND lower(key.\"table\") = lower(?1) \
         AND lower(child.name) <> lower(?1) \
         AND key.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT') ORDER BY child.name",
    )
    .bind::<Text, _>(&parent)
    .load(conn)?;
    let mut children = Vec::new();
    for Key { child, column } in keys {
        let any = format!(
            "SELECT EXISTS (SELECT 1 FROM main.{} WHERE {} IS NOT NULL) AS value",
            quoted(&child),
            quoted(&column)
        );
        let any = sql_query(any).get_result::<Number>(conn)?.value != 0;
        if any && !children.contains(&child) {
            children.push(child);
        }
    }
    Ok(children)
}

/// The table of `main` that the statement drops, if that is what it does.
fn dropped(statement: &str) -> Option<String> {
    let split = split(statement, Dialect::Sqlite);
    let tokens: Vec<&str> = (split.statements.first()?.tokens())
        .map(|(_, source)| source)
        .collect();
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.eq_ignore_ascii_case(word));
    if !(is(0, "drop") && is(1, "table")) {
        return None;
    }
    let from = if is(2, "if") && is(3, "exists") { 4 } else { 2 };
    match tokens.get(from..)? {
        [name] => Some(unquoted(name)),
        [schema, ".", name] if unquoted(schema).eq_ignore_ascii_case("main") => {
            Some(unquoted(name))
        }
        _ => None,
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn unquoted(name: &str) -> String {
    let inner = |mark: char| name.strip_prefix(mark)?.strip_suffix(mark);
    for (mark, twice) in [('"', "\"\""), ('`', "``"), ('\'', "''")] {
        if let Some(inner) = inner(mark) {
            return inner.replace(twice, &mark.to_string());
        }
    }
    (name.strip_prefix('['))
        .and_then(|name| name.strip_suffix(']'))
        .unwrap_or(name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_is_dropped() {
        for (statement, expected) in [
            ("DROP TABLE p", Some("p")),
            ("drop /* now */ table if exists \"p \"\"q\"", Some("p \"q")),
            ("DROP TABLE main.[p]", Some("p")),
            ("DROP TABLE temp.p", None),
            ("DROP INDEX p", None),
            ("SELECT 1", None),
        ] {
            assert_eq!(dropped(statement).as_deref(), expected, "{statement}");
        }
    }
}
