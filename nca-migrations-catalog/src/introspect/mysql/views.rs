//! Views.

use diesel::MysqlConnection;

use super::columns::Columns;
use super::expression::expression;
use super::rows::{select, texts};
use super::session::Session;
use crate::introspect::IntrospectError;
use crate::model::{Column, Name, Setting, View, ViewKind};

texts! {
    Row {
        name: "TABLE_NAME",
        definition: "VIEW_DEFINITION",
        check: "CHECK_OPTION",
        security: "SECURITY_TYPE",
        algorithm: "/*M! ALGORITHM */ /*!80000 'UNDEFINED' */",
    }
}

/// The views, and whether there is one whose query the account may not see: then it is empty. How MySQL puts a
/// view together with a query (`ALGORITHM`) is not in its `information_schema`.
pub(super) fn views(
    conn: &mut MysqlConnection,
    session: &Session,
    columns: &mut Columns,
) -> Result<(Vec<View>, bool), IntrospectError> {
    let rest = "information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()";
    let rows: Vec<Row> = select(conn, "views", Row::COLUMNS, rest)?;
    let is_hidden = |row: &Row| row.definition.as_ref().is_none_or(String::is_empty);
    let hidden = rows.iter().any(is_hidden);
    let views = rows.into_iter().map(|row| {
        let mut settings = Vec::new();
        if row.security.as_deref() == Some("INVOKER") {
            settings.push(Setting::on("sql security invoker"));
        }
        let algorithm = row.algorithm.filter(|algorithm| algorithm != "UNDEFINED");
        settings.extend(algorithm.map(|algorithm| Setting::to("algorithm", algorithm)));
        let check = row.check.filter(|check| check != "NONE");
        settings.extend(
            check.map(|check| Setting::to("with check option", check.to_ascii_lowercase())),
        );
        let name = row.name.unwrap_or_default();
        let of_view = columns.remove(&name).unwrap_or_default();
        View {
            kind: ViewKind::Plain,
            columns: of_view.into_iter().map(derived).collect(),
            definition: expression(&row.definition.unwrap_or_default(), session),
            settings,
            indexes: Vec::new(),
            triggers: Vec::new(),
            comment: None,
            name: Name::plain(name),
        }
    });
    Ok((views.collect(), hidden))
}

/// A view's columns look as if they had the defaults and comments of what they are made from.
fn derived(column: Column) -> Column {
    Column {
        default: None,
        identity: None,
        generated: None,
        collation: None,
        settings: Vec::new(),
        comment: None,
        ..column
    }
}
