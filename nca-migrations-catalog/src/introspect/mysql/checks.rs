//! Check constraints.

use std::collections::HashMap;

use diesel::MysqlConnection;

use super::expression::expression;
use super::rows::{select, texts};
use super::session::Session;
use crate::introspect::IntrospectError;
use crate::model::{Check, Setting};

texts! {
    Row {
        table: "/*M! c.TABLE_NAME */ /*!80016 t.TABLE_NAME */",
        name: "c.CONSTRAINT_NAME",
        clause: "c.CHECK_CLAUSE",
        level: "/*M! c.LEVEL */ /*!80016 'Table' */",
        enforced: "/*M! 'YES' */ /*!80016 t.ENFORCED */",
    }
}

/// Of each table. On MariaDB a column may have one that is called like it, and `JSON` brings one; on MySQL all
/// are the table's.
pub(super) fn checks(
    conn: &mut MysqlConnection,
    session: &Session,
) -> Result<HashMap<String, Vec<Check>>, IntrospectError> {
    let rest = "information_schema.CHECK_CONSTRAINTS c \
        /*!80016 JOIN information_schema.TABLE_CONSTRAINTS t \
            ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA \
            AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK' */ \
        WHERE c.CONSTRAINT_SCHEMA = DATABASE()";
    let rows: Vec<Row> = select(conn, "checks", Row::COLUMNS, rest)?;
    let mut checks: HashMap<String, Vec<Check>> = HashMap::new();
    for row in rows {
        let mut settings = Vec::new();
        if row.level.as_deref() == Some("Column") {
            settings.push(Setting::on("of the column"));
        }
        if row.enforced.as_deref() == Some("NO") {
            settings.push(Setting::on("not enforced"));
        }
        let check = Check {
            name: row.name,
            expression: expression(&row.clause.unwrap_or_default(), session),
            settings,
            comment: None,
        };
        let table = row.table.unwrap_or_default();
        checks.entry(table).or_default().push(check);
    }
    Ok(checks)
}
