//! The bodies of triggers, routines and events, which the servers keep as they were typed.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use crate::model::Setting;

/// The body without its comments and without blanks at the ends of its lines: the client of MariaDB up to 11
/// leaves comments out unless it is told not to (`--comments`), and so does a dump that it has loaded. Where the
/// program's mode has strings end elsewhere than our lexer thinks, the text stays as it is.
pub(super) fn body(text: &str, mode: &str) -> String {
    let mut modes = mode.split(',');
    if modes.any(|mode| matches!(mode, "ANSI_QUOTES" | "NO_BACKSLASH_ESCAPES" | "ANSI")) {
        return text.trim().replace("\r\n", "\n");
    }
    let mut normal = String::with_capacity(text.len());
    let mut between = None;
    for token in lex(text, Dialect::Mysql) {
        let source = &text[token.range];
        if token.kind.is_trivia() {
            let blanks = between.get_or_insert_with(String::new);
            if token.kind == TokenKind::Whitespace {
                blanks.push_str(source);
            }
            continue;
        }
        if let Some(blanks) = between.take()
            && !normal.is_empty()
        {
            normal.push_str(&space(&blanks));
        }
        normal.push_str(source);
    }
    normal
}

/// One blank, or a new line with its indentation.
fn space(blanks: &str) -> String {
    match blanks.rsplit_once('\n') {
        Some((_, indentation)) => format!("\n{indentation}"),
        None => " ".to_owned(),
    }
}

/// The mode that a program runs in, which is that of the session that made it.
pub(super) fn mode(mode: &str) -> Setting {
    Setting::to("sql_mode", if mode.is_empty() { "''" } else { mode })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_what_it_does() {
        for (typed, normal) in [
            ("SET NEW.a = 1", "SET NEW.a = 1"),
            (
                "BEGIN -- a comment\n  SET a = 1; \r\n\n\n  # b\n  SET b = '-- x'; /* c */ END\n",
                "BEGIN\n  SET a = 1;\n  SET b = '-- x'; END",
            ),
            ("a/* b */c", "a c"),
            ("BEGIN  x;\tEND", "BEGIN x; END"),
            ("/* a */ BEGIN END", "BEGIN END"),
        ] {
            assert_eq!(body(typed, "STRICT_TRANS_TABLES"), normal);
        }
        let typed = r"SELECT '\' -- a'";
        assert_eq!(body(typed, "NO_BACKSLASH_ESCAPES"), typed);
    }
}
