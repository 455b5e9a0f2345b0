//! Whether an expression can be worked out, whatever is in the row.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

/// Functions that have a value for every argument: <https://www.sqlite.org/lang_corefunc.html>,
/// <https://www.sqlite.org/lang_datefunc.html>. `abs` of the smallest number has none, nor have the JSON functions
/// for what is no JSON.
const TOTAL: [&str; 27] = [
    "char",
    "coalesce",
    "date",
    "datetime",
    "hex",
    "ifnull",
    "iif",
    "instr",
    "julianday",
    "length",
    "lower",
    "ltrim",
    "max",
    "min",
    "nullif",
    "quote",
    "replace",
    "round",
    "rtrim",
    "strftime",
    "substr",
    "substring",
    "time",
    "trim",
    "typeof",
    "unicode",
    "upper",
];

/// Keywords that a parenthesis may follow.
const KEYWORDS: [&str; 17] = [
    "and", "as", "between", "by", "case", "cast", "else", "glob", "in", "is", "like", "not", "or",
    "over", "then", "values", "when",
];

/// Whether there may be rows for which it has no value, and is an error: with functions of which that is not known,
/// the operators that are such functions (`MATCH`, `REGEXP`, `->`), and `ESCAPE`, which takes one character.
pub(super) fn may_fail(expression: &str) -> bool {
    let tokens: Vec<_> = lex(expression, Dialect::Sqlite)
        .filter(|token| !token.kind.is_trivia())
        .map(|token| (token.kind, &expression[token.range]))
        .collect();
    let of = |at: usize| tokens.get(at).map_or("", |(_, source)| *source);
    tokens.iter().enumerate().any(|(at, (kind, source))| {
        let word = source.to_ascii_lowercase();
        match kind {
            TokenKind::Word if matches!(&*word, "match" | "regexp" | "escape") => true,
            TokenKind::Word | TokenKind::QuotedIdentifier if of(at + 1) == "(" => {
                !TOTAL.contains(&&*word) && !KEYWORDS.contains(&&*word)
            }
            TokenKind::Punctuation => *source == "-" && of(at + 1) == ">",
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_value_for_every_row() {
        for expression in [
            "a",
            "lower(a) || 'abs(1)'",
            "a in (1, 2) and not (b or (c))",
            "case when a > -1 then cast(a as text) end",
            "a like 'x%'",
        ] {
            assert!(!may_fail(expression), "{expression}");
        }
        for expression in [
            "abs(a)",
            "json_extract(a, '$.b')",
            "a -> 'b'",
            "a ->> '$'",
            "a like 'x' escape b",
            "a regexp 'b'",
            "\"my own\"(a)",
        ] {
            assert!(may_fail(expression), "{expression}");
        }
    }
}
