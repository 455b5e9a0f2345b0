//! The texts of programs, and what is put into them.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Token, TokenKind, lex};

use super::text::string;

/// A definition's lines `SET variable = '..';`, and what follows them.
pub(super) fn sets(definition: &str) -> (Vec<(&str, &str)>, &str) {
    let mut sets = Vec::new();
    let mut rest = definition;
    while let Some(set) = rest.strip_prefix("SET ")
        && let Some((variable, value)) = set.split_once(" = '")
        && let Some((value, after)) = value.split_once("';\n")
    {
        sets.push((variable, value));
        rest = after;
    }
    (sets, rest)
}

/// With the comment at the end of its head, which is before the first new line, or before that word in it.
pub(super) fn with_comment(
    definition: &str,
    comment: Option<&String>,
    word: Option<&str>,
) -> String {
    let comment = comment.map(|comment| format!(" COMMENT {}", string(comment)));
    with(definition, comment.as_deref(), |token, source| match word {
        Some(word) => token.kind == TokenKind::Word && source.eq_ignore_ascii_case(word),
        None => token.kind == TokenKind::Whitespace && source.contains('\n'),
    })
}

/// With words at the end of its head, which is before the first new line.
pub(super) fn with_words(definition: &str, words: &str) -> String {
    with(definition, Some(words), |token, source| {
        token.kind == TokenKind::Whitespace && source.contains('\n')
    })
}

fn with(definition: &str, words: Option<&str>, is_end: impl Fn(&Token, &str) -> bool) -> String {
    let Some(words) = words else {
        return definition.to_owned();
    };
    let end = lex(definition, Dialect::Mysql)
        .find(|token| is_end(token, &definition[token.range.clone()]))
        .map_or(definition.len(), |token| token.range.start);
    let (head, rest) = definition.split_at(end);
    format!(
        "{}{words}{}{rest}",
        head.trim_end(),
        if rest.starts_with('\n') { "" } else { " " }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stands_at_the_end_of_the_head() {
        let comment = Some("it's".to_owned());
        for (definition, word, with) in [
            (
                "CREATE FUNCTION `a\nb`(x int) RETURNS int\nRETURN 1",
                None,
                "CREATE FUNCTION `a\nb`(x int) RETURNS int COMMENT 'it''s'\nRETURN 1",
            ),
            (
                "CREATE EVENT `do` ON SCHEDULE EVERY 1 DAY DO\nSET @a = 1",
                Some("do"),
                "CREATE EVENT `do` ON SCHEDULE EVERY 1 DAY COMMENT 'it''s' DO\nSET @a = 1",
            ),
        ] {
            assert_eq!(with_comment(definition, comment.as_ref(), word), with);
            assert_eq!(with_comment(definition, None, word), definition);
        }
    }

    #[test]
    fn settings_are_told_from_the_statement() {
        let definition = "SET sql_mode = 'A,B';\nSET time_zone = '+00:00';\nCREATE EVENT e";
        let expected = (
            vec![("sql_mode", "A,B"), ("time_zone", "+00:00")],
            "CREATE EVENT e",
        );
        assert_eq!(sets(definition), expected);
        assert_eq!(sets("CREATE EVENT e"), (Vec::new(), "CREATE EVENT e"));
    }
}
