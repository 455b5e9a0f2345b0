//! Changes of types one after the other as one statement, so that a table is written anew once.

use std::fmt::Write as _;

use crate::generate::Statement;

/// Whether a statement is the change of a column's type, and where its action begins.
fn action(statement: &Statement) -> Option<usize> {
    let at = statement.sql.find(" ALTER COLUMN ")?;
    let is_plain = statement.sql.starts_with("ALTER TABLE ");
    let is_type = statement.sql[at..].contains(" TYPE ");
    let others = [" SET ", " DROP ", " ADD "];
    let is_other = others
        .iter()
        .any(|other| statement.sql[at..].contains(other));
    (is_plain && is_type && !is_other).then_some(at)
}

pub(super) fn merge(statements: Vec<Statement>) -> Vec<Statement> {
    let mut merged: Vec<Statement> = Vec::with_capacity(statements.len());
    for statement in statements {
        let Some(at) = action(&statement) else {
            merged.push(statement);
            continue;
        };
        let table = &statement.sql[..at];
        match merged.last_mut() {
            Some(last)
                if last.stage == statement.stage
                    && last
                        .sql
                        .find("\n  ALTER COLUMN ")
                        .or_else(|| action(last))
                        .is_some_and(|at| last.sql[..at] == *table) =>
            {
                let first = format!("{table} ALTER COLUMN ");
                if let Some(rest) = last.sql.strip_prefix(&first) {
                    last.sql = format!("{table}\n  ALTER COLUMN {rest}");
                }
                let _ = write!(last.sql, ",\n  {}", statement.sql[at..].trim_start());
                for hazard in statement.hazards {
                    if !last.hazards.contains(&hazard) {
                        last.hazards.push(hazard);
                    }
                }
            }
            _ => merged.push(statement),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_one_table_change_at_once() {
        let statements = [
            "ALTER TABLE \"t\" ALTER COLUMN \"a\" TYPE bigint",
            "ALTER TABLE \"t\" ALTER COLUMN \"b\" TYPE text",
            "ALTER TABLE \"t\" ALTER COLUMN \"c\" TYPE date USING \"c\"::date",
            "ALTER TABLE \"u\" ALTER COLUMN \"a\" TYPE bigint",
            "ALTER TABLE \"u\" ALTER COLUMN \"a\" SET NOT NULL",
        ];
        let merged = merge(statements.map(Statement::new).to_vec());
        let merged: Vec<&str> = merged.iter().map(|statement| &*statement.sql).collect();
        assert_eq!(
            merged,
            [
                "ALTER TABLE \"t\"\n  ALTER COLUMN \"a\" TYPE bigint,\n  ALTER COLUMN \"b\" TYPE text,\n  \
                 ALTER COLUMN \"c\" TYPE date USING \"c\"::date",
                statements[3],
                statements[4],
            ]
        );
    }
}
