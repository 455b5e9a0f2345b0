//! Tables, and what else has a row among them.

use diesel::MysqlConnection;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::rows::{comment, select, texts};
use crate::introspect::IntrospectError;
use crate::model::Setting;

/// A row of `TABLES`.
pub(super) struct TableRow {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// In its normal form.
    pub(super) collation: Option<String>,
    pub(super) is_partitioned: bool,
    pub(super) settings: Vec<Setting>,
    pub(super) comment: Option<String>,
}

/// What it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    View,
    Sequence,
}

texts! {
    Row {
        name: "TABLE_NAME",
        kind: "TABLE_TYPE",
        engine: "ENGINE",
        collation: "TABLE_COLLATION",
        options: "CREATE_OPTIONS",
        comment: "TABLE_COMMENT",
    }
}

/// Not `ROW_FORMAT`, which the server's defaults decide, but the one among the options, which is there when
/// somebody asked for it. And not `AUTO_INCREMENT`, which rows change.
pub(super) fn rows(conn: &mut MysqlConnection) -> Result<Vec<TableRow>, IntrospectError> {
    let rest = "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()";
    let rows: Vec<Row> = select(conn, "tables", Row::COLUMNS, rest)?;
    let known = rows.into_iter().filter_map(|row| {
        let kind = match row.kind.as_deref()? {
            "BASE TABLE" | "SYSTEM VERSIONED" => Kind::Table,
            "VIEW" => Kind::View,
            "SEQUENCE" => Kind::Sequence,
            // A temporary table, which is the session's.
            _ => return None,
        };
        Some(table(row, kind))
    });
    Ok(known.collect())
}

/// The engine and the collation are always said: they are the server's and the database's defaults when a script
/// does not name them, and so differ from one server to the next without a word.
fn table(row: Row, kind: Kind) -> TableRow {
    let options = options(&row.options.unwrap_or_default());
    let collation = row.collation.map(collation);
    let mut settings = Vec::new();
    settings.extend((row.engine.as_ref()).map(|engine| Setting::to("engine", engine)));
    settings.extend((collation.as_ref()).map(|collation| Setting::to("collate", collation)));
    if row.kind.as_deref() == Some("SYSTEM VERSIONED") {
        settings.push(Setting::on("with system versioning"));
    }
    let is_partitioned = options.iter().any(|option| option == "partitioned");
    let told = options.into_iter().filter(|option| is_told(option));
    settings.extend(told.map(|option| Setting::to("option", option)));
    TableRow {
        name: row.name.unwrap_or_default(),
        kind,
        collation,
        is_partitioned,
        settings,
        comment: comment(row.comment),
    }
}

/// Partitions are told in full elsewhere. Statistics and the checksums of pages do not change what can be stored,
/// and a dump asks for the latter where nobody did.
fn is_told(option: &str) -> bool {
    let untold = ["partitioned", "stats_", "page_checksum="];
    !untold.iter().any(|start| option.starts_with(start))
}

/// `row_format=COMPRESSED key_block_size=8` and `` `page_compressed`='ON' ``, each by itself.
fn options(text: &str) -> Vec<String> {
    let mut options = vec![String::new()];
    for token in lex(text, Dialect::Mysql) {
        let source = &text[token.range];
        match (token.kind, options.last_mut()) {
            (TokenKind::Whitespace, _) => options.push(String::new()),
            (TokenKind::QuotedIdentifier, Some(option)) => {
                option.push_str(source.trim_matches('`'));
            }
            (_, Some(option)) => option.push_str(source),
            (_, None) => {}
        }
    }
    options.retain(|option| !option.is_empty());
    options
}

/// The name of a collation: older versions say `utf8` for what is `utf8mb3` since MariaDB 10.6 and MySQL 8.0.30.
pub(super) fn collation(name: String) -> String {
    match name.strip_prefix("utf8_") {
        Some(rest) => format!("utf8mb3_{rest}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_told_apart() {
        let text = "row_format=COMPRESSED `page_compressed`='O N'  partitioned";
        let expected = [
            "row_format=COMPRESSED",
            "page_compressed='O N'",
            "partitioned",
        ];
        assert_eq!(options(text), expected);
        assert!(options("").is_empty());
    }

    #[test]
    fn one_collation_has_one_name() {
        for (name, normal) in [
            ("utf8_bin", "utf8mb3_bin"),
            ("utf8mb4_bin", "utf8mb4_bin"),
            ("utf8mb3_bin", "utf8mb3_bin"),
        ] {
            assert_eq!(collation(name.to_owned()), normal);
        }
    }
}
