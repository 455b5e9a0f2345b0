//! The normal form of expressions and queries that the server prints from what it understood.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::identifier::{identifier, unquoted};
use super::session::Session;

/// What the two servers, and one server in two databases, write differently without meaning anything by it:
///
/// * backticks around plain words,
/// * the database before what is in it,
/// * `_utf8mb4` and the like before strings, which MySQL takes from the connection that made it,
/// * parentheses around all of it, and
/// * on MySQL, the backslashes before quotes that some columns of `information_schema` have.
pub(super) fn expression(text: &str, session: &Session) -> String {
    let text = unescaped(text);
    let pieces = pieces(&text);
    let pieces = without_parentheses(&pieces);
    let mut normal = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((kind, source)) = pieces.get(at) {
        if is_database(pieces, at, session) {
            at += 2;
            continue;
        }
        match kind {
            TokenKind::QuotedIdentifier => normal.push_str(&identifier(&unquoted(source))),
            TokenKind::Word if is_introducer(pieces, at) => {
                // The blank between belongs to it.
                at += usize::from(is(pieces, at + 1, TokenKind::Whitespace));
            }
            _ => normal.push_str(source),
        }
        at += 1;
    }
    normal
}

type Piece<'a> = (TokenKind, &'a str);

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let pieces = lex(text, Dialect::Mysql).map(|token| (token.kind, &text[token.range]));
    pieces.collect()
}

fn is(pieces: &[Piece<'_>], at: usize, kind: TokenKind) -> bool {
    pieces.get(at).is_some_and(|piece| piece.0 == kind)
}

fn is_dot(pieces: &[Piece<'_>], at: usize) -> bool {
    pieces.get(at).is_some_and(|piece| piece.1 == ".")
}

fn is_name(pieces: &[Piece<'_>], at: usize) -> bool {
    is(pieces, at, TokenKind::QuotedIdentifier)
}

/// Whether the identifier there is the database that the server has put before a table, function or sequence.
/// A table may be called like the database, or be given its name: so of two names the first is one only where a
/// table or a function can be.
fn is_database(pieces: &[Piece<'_>], at: usize, session: &Session) -> bool {
    let qualifies = is_name(pieces, at)
        && is_dot(pieces, at + 1)
        && is_name(pieces, at + 2)
        && !(at > 0 && is_dot(pieces, at - 1))
        && session.is_database(&unquoted(pieces[at].1));
    if !qualifies {
        return false;
    }
    let column = is_dot(pieces, at + 3);
    let function = is(pieces, at + 3, TokenKind::OpenParen);
    column || function || is_after_from(&pieces[..at]) || is_in_sequence(&pieces[..at])
}

/// `from`, `join`, or one of them and parentheses.
fn is_after_from(before: &[Piece<'_>]) -> bool {
    let last = before
        .iter()
        .rev()
        .find(|(kind, _)| !matches!(kind, TokenKind::Whitespace | TokenKind::OpenParen));
    let words = ["from", "join", "straight_join"];
    last.is_some_and(|(kind, source)| {
        *kind == TokenKind::Word && words.iter().any(|word| source.eq_ignore_ascii_case(word))
    })
}

/// ``nextval(`database`.`sequence`)``.
fn is_in_sequence(before: &[Piece<'_>]) -> bool {
    let words = ["nextval", "lastval", "setval"];
    matches!(before, [.., (TokenKind::Word, function), (TokenKind::OpenParen, _)]
        if words.iter().any(|word| function.eq_ignore_ascii_case(word)))
}

fn is_introducer(pieces: &[Piece<'_>], at: usize) -> bool {
    let string = is(pieces, at + 1, TokenKind::String)
        || is(pieces, at + 1, TokenKind::Whitespace) && is(pieces, at + 2, TokenKind::String);
    let names = ["_utf8mb4", "_utf8mb3", "_utf8"];
    string
        && names
            .iter()
            .any(|name| pieces[at].1.eq_ignore_ascii_case(name))
}

/// MySQL prints one pair around checks, and sometimes around defaults.
fn without_parentheses<'a, 'b>(pieces: &'a [Piece<'b>]) -> &'a [Piece<'b>] {
    let [
        (TokenKind::OpenParen, _),
        inner @ ..,
        (TokenKind::CloseParen, _),
    ] = pieces
    else {
        return pieces;
    };
    let mut depth = 0_usize;
    for (kind, _) in inner {
        match kind {
            TokenKind::OpenParen => depth += 1,
            // It closes the first one.
            TokenKind::CloseParen if depth == 0 => return pieces,
            TokenKind::CloseParen => depth -= 1,
            _ => {}
        }
    }
    without_parentheses(inner)
}

/// MySQL's `GENERATION_EXPRESSION` and `CHECK_CLAUSE` have `_utf8mb4\'a\'` for `_utf8mb4'a'`.
fn unescaped(text: &str) -> String {
    let first = text.find('\'');
    if !first.is_some_and(|at| text[..at].ends_with('\\')) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' {
            characters.next()
        } else {
            None
        };
        plain.push(match escaped {
            None => character,
            Some('n') => '\n',
            Some('r') => '\r',
            Some('0') => '\0',
            Some('Z') => '\u{1a}',
            Some(other) => other,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(database: &str, folds_case: bool) -> Session {
        Session::of(database, folds_case)
    }

    #[test]
    fn what_has_no_meaning_goes() {
        let session = session("d", false);
        for (printed, normal) in [
            (
                "`a` > 0 and `Odd ``name` = 'x'",
                "a > 0 and `Odd ``name` = 'x'",
            ),
            ("(`a` > 0)", "a > 0"),
            (
                "((`a` > 0) and (`b` = _utf8mb4'x'))",
                "(a > 0) and (b = 'x')",
            ),
            ("(`a` > 0) and (`b` > 0)", "(a > 0) and (b > 0)"),
            (
                "`a` <> _utf8mb4 'x' or `b` = _latin1'y'",
                "a <> 'x' or b = _latin1'y'",
            ),
            (r"(`a` <> _utf8mb4\'it\\\'s\')", r"a <> 'it\'s'"),
            (r"`a` like 'x\'y'", r"a like 'x\'y'"),
            ("nextval(`d`.`s`)", "nextval(s)"),
            (
                "`select` is null or `null` = ')'",
                "`select` is null or `null` = ')'",
            ),
            ("'`d`.`t`'", "'`d`.`t`'"),
        ] {
            assert_eq!(expression(printed, &session), normal, "{printed}");
        }
    }

    #[test]
    fn the_database_goes_and_nothing_else_of_its_name() {
        for (printed, normal) in [
            (
                "select `d`.`t`.`a` AS `a` from `d`.`t`",
                "select t.a AS a from t",
            ),
            (
                "select `x`.`a` AS `a` from (`d`.`t` `x` join `d`.`d` on(`d`.`d`.`a` = `d`.`f`(`x`.`b`)))",
                "select x.a AS a from (t x join d on(d.a = f(x.b)))",
            ),
            // A table that a query calls like the database.
            (
                "select `d`.`a` AS `a` from `d`.`t` `d` where `d`.`b` > 1",
                "select d.a AS a from t d where d.b > 1",
            ),
            (
                "select `e`.`t`.`a` AS `d` from `e`.`t`",
                "select e.t.a AS d from e.t",
            ),
        ] {
            assert_eq!(
                expression(printed, &session("d", false)),
                normal,
                "{printed}"
            );
        }
        let printed = "select 1 AS `1` from `D`.`t`";
        assert_eq!(
            expression(printed, &session("d", true)),
            "select 1 AS `1` from t"
        );
        assert_eq!(
            expression(printed, &session("d", false)),
            "select 1 AS `1` from `D`.t"
        );
    }
}
