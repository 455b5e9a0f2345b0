//! The output of `alembic upgrade --sql`, taken apart at its `-- Running upgrade a -> b`.
//!
//! Their form is that of `RevisionStep.short_log` in Alembic 1.20, `runtime/migration.py`.

use nca_migrations::Dialect;
use nca_migrations_core::sql::{Statement, StatementKind, TokenKind, lex, split};
use nca_migrations_core::text::line_column;

/// Such an output.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) sections: Vec<Section>,
    /// Statements before the first section that are not Alembic's own, with their lines.
    pub(super) stray: Vec<(String, usize)>,
}

/// The part of one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) line: usize,
    pub(super) way: Way,
    /// Where it starts and where it leads; empty is the base.
    pub(super) from: String,
    pub(super) to: String,
    /// Without what Alembic writes for itself. Empty when nothing is left.
    pub(super) script: String,
    /// Whether a part of it stands outside a transaction, as in an `autocommit_block()`.
    pub(super) is_outside: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Upgrade,
    Downgrade,
}

pub(super) fn read(text: &str, dialect: Dialect, table: &str) -> Output {
    let comments = lex(text, dialect).filter(|token| token.kind == TokenKind::LineComment);
    let marks = comments.filter_map(|token| Some((token.range.clone(), mark(&text[token.range])?)));
    let marks: Vec<_> = marks.collect();
    let first = marks.first().map_or(text.len(), |(range, _)| range.start);
    let stray = stray(&text[..first], dialect, table);
    let ends = marks.iter().skip(1).map(|(range, _)| range.start);
    let ends = ends.chain([text.len()]);
    let sections = marks.iter().zip(ends).map(|((range, mark), end)| {
        let (script, is_outside) = own(&text[range.end..end], dialect, table);
        Section {
            line: line_column(text, range.start).line,
            way: mark.0,
            from: mark.1.clone(),
            to: mark.2.clone(),
            script,
            is_outside,
        }
    });
    Output {
        sections: sections.collect(),
        stray,
    }
}

fn mark(comment: &str) -> Option<(Way, String, String)> {
    let rest = comment.strip_prefix("-- Running ")?;
    let (way, rest) = match (
        rest.strip_prefix("upgrade "),
        rest.strip_prefix("downgrade "),
    ) {
        (Some(rest), _) => (Way::Upgrade, rest),
        (_, Some(rest)) => (Way::Downgrade, rest),
        _ => return None,
    };
    let (from, to) = rest.split_once("->")?;
    Some((way, from.trim().to_owned(), to.trim().to_owned()))
}

fn stray(text: &str, dialect: Dialect, table: &str) -> Vec<(String, usize)> {
    let split = split(text, dialect);
    let strays = split
        .statements
        .iter()
        .filter(|statement| !is_about(statement, table) && transaction(statement).is_none());
    strays
        .map(|statement| {
            let first = statement.text().lines().next().unwrap_or_default();
            (
                first.to_owned(),
                line_column(text, statement.range.start).line,
            )
        })
        .collect()
}

/// The statements of the revision itself, and whether any of them stands outside a transaction.
fn own(text: &str, dialect: Dialect, table: &str) -> (String, bool) {
    let split = split(text, dialect);
    let (mut script, mut is_outside, mut has_ended) = (String::new(), false, false);
    let mut keep = |part: &str| {
        if !part.trim().is_empty() {
            script.push_str(part.trim());
            script.push_str("\n\n");
        }
    };
    for statement in &split.statements {
        let before = &text[statement.outer.start..statement.range.start];
        if is_about(statement, table) {
            keep(before);
        } else if let Some(bound) = transaction(statement) {
            keep(before);
            has_ended = bound == Bound::End;
        } else {
            is_outside |= has_ended;
            keep(&text[statement.outer.clone()]);
        }
    }
    keep(&text[split.tail]);
    script.truncate(script.trim_end().len());
    if !script.is_empty() {
        script.push('\n');
    }
    (script, is_outside)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Begin,
    End,
}

/// Whether the statement is one that Alembic puts around a run.
fn transaction(statement: &Statement<'_>) -> Option<Bound> {
    if statement.kind != StatementKind::Sql {
        return None;
    }
    match &*statement.text().to_ascii_uppercase() {
        "BEGIN" | "BEGIN TRANSACTION" | "START TRANSACTION" => Some(Bound::Begin),
        "COMMIT" | "COMMIT TRANSACTION" => Some(Bound::End),
        _ => None,
    }
}

/// Whether the statement creates or changes Alembic's own table.
fn is_about(statement: &Statement<'_>, table: &str) -> bool {
    let tokens = statement.tokens().map(|(token, text)| match token.kind {
        TokenKind::QuotedIdentifier => unquoted(text),
        TokenKind::Word => text.to_owned(),
        _ if text == "." => text.to_owned(),
        _ => String::new(),
    });
    let tokens: Vec<String> = tokens.take(9).collect();
    let word = |index: usize| tokens.get(index).map(|text| text.to_ascii_lowercase());
    let words = [word(0), word(1), word(2), word(3), word(4)];
    let [first, second, third, fourth, fifth] = words.each_ref().map(|word| word.as_deref());
    let start = match (first, second) {
        (Some("update"), _) => 1,
        (Some("insert"), Some("into")) | (Some("delete"), Some("from")) => 2,
        (Some("create" | "drop"), Some("table")) => match (third, fourth, fifth) {
            (Some("if"), Some("not"), Some("exists")) => 5,
            (Some("if"), Some("exists"), _) => 4,
            _ => 2,
        },
        _ => return false,
    };
    // `schema.table`
    let mut name = start;
    while tokens.get(name + 1).is_some_and(|text| text == ".") {
        name += 2;
    }
    let wanted = table.rsplit('.').next().unwrap_or_default();
    tokens.get(name).is_some_and(|name| name == wanted)
}

fn unquoted(text: &str) -> String {
    text.trim_matches(['"', '`', '[', ']']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(text: &str) -> Vec<(String, bool)> {
        let output = read(text, Dialect::Postgres, "alembic_version");
        let sections = output.sections.into_iter();
        sections.map(|one| (one.script, one.is_outside)).collect()
    }

    #[test]
    fn alembics_own_statements() {
        let of = |text: &str| {
            let split = split(text, Dialect::Postgres);
            is_about(&split.statements[0], "app.alembic_version")
        };
        for own in [
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
            "create table if not exists alembic_version (a int)",
            "INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING alembic_version.version_num",
            "UPDATE app.alembic_version SET version_num='b'",
            "UPDATE \"app\".\"alembic_version\" SET version_num='b'",
            "DELETE FROM alembic_version WHERE alembic_version.version_num = 'a'",
            "DROP TABLE alembic_version",
        ] {
            assert!(of(own), "{own}");
        }
        for other in [
            "UPDATE account SET alembic_version = 1",
            "INSERT INTO account SELECT version_num FROM alembic_version",
            "DELETE FROM account",
            "SELECT 'UPDATE alembic_version'",
            "CREATE TABLE alembic_version_copy (a int)",
            "CREATE INDEX alembic_version ON account (a)",
        ] {
            assert!(!of(other), "{other}");
        }
    }

    #[test]
    fn one_transaction_for_all() {
        let text = "BEGIN;\n\nCREATE TABLE alembic_version (a int);\n\n-- Running upgrade  -> a\n\nCREATE TABLE x \
                    (y text DEFAULT '-- Running upgrade  -> z');\n\n-- a remark\nUPDATE alembic_version SET \
                    version_num='a';\n\n-- Running upgrade a -> b\n\nUPDATE alembic_version SET \
                    version_num='b';\n\nCOMMIT;\n";
        assert_eq!(
            sections(text),
            [
                (
                    "CREATE TABLE x (y text DEFAULT '-- Running upgrade  -> z');\n\n-- a remark\n"
                        .to_owned(),
                    false
                ),
                (String::new(), false)
            ]
        );
    }

    #[test]
    fn a_transaction_for_each() {
        let text = "BEGIN;\n-- Running upgrade  -> a\nSELECT 1;\nCOMMIT;\nBEGIN;\n-- Running upgrade a -> b\n\
                    DO $$ BEGIN COMMIT; END $$;\nCOMMIT;\n";
        let expected = ["SELECT 1;\n", "DO $$ BEGIN COMMIT; END $$;\n"];
        assert_eq!(
            sections(text),
            expected.map(|script| (script.to_owned(), false))
        );
    }

    #[test]
    fn an_autocommit_block() {
        let text = "BEGIN;\n-- Running upgrade  -> a\nSELECT 1;\nCOMMIT;\nVACUUM;\nBEGIN;\nSELECT 2;\nCOMMIT;";
        assert_eq!(
            sections(text),
            [("SELECT 1;\n\nVACUUM;\n\nSELECT 2;\n".to_owned(), true)]
        );
    }

    #[test]
    fn marks_and_what_stands_before() {
        let text = "SET search_path TO app;\nBEGIN;\n-- Running downgrade b -> \nSELECT 1;\n";
        let output = read(text, Dialect::Postgres, "alembic_version");
        assert_eq!(output.stray, [("SET search_path TO app".to_owned(), 1)]);
        let section = &output.sections[0];
        assert_eq!((section.way, section.line), (Way::Downgrade, 3));
        assert_eq!((&*section.from, &*section.to), ("b", ""));
        assert_eq!(read("", Dialect::Sqlite, "x"), Output::default());
    }
}
