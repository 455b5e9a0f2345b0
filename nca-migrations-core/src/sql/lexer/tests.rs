use super::*;
use Dialect::{Mysql, Postgres, Sqlite};
use TokenKind as K;

/// The tokens that are not white space.
fn tokens(text: &str, dialect: Dialect) -> Vec<(TokenKind, &str)> {
    let mut end = 0;
    let mut tokens = Vec::new();
    for token in lex(text, dialect) {
        assert_eq!(token.range.start, end, "{text}");
        end = token.range.end;
        if token.kind != K::Whitespace {
            tokens.push((token.kind, &text[token.range]));
        }
    }
    assert_eq!(end, text.len(), "{text}");
    tokens
}

/// That the text is one token of this kind.
fn one(kind: TokenKind, dialects: &[Dialect], text: &str) {
    for dialect in dialects {
        assert_eq!(tokens(text, *dialect), [(kind, text)], "{dialect}");
    }
}

#[test]
fn strings() {
    for text in ["''", "'a''b'", "'\n;--'", "'é'"] {
        one(K::String, &Dialect::ALL, text);
    }
    one(K::String, &[Sqlite, Postgres], r"'\'");
    one(K::String, &[Mysql], r"'a\'b\\'");
    one(K::String, &[Mysql], r#""a""b\"c""#);
    one(K::String, &[Mysql, Postgres, Sqlite], "x'0f'");
    one(K::String, &[Mysql, Postgres], "N'a'");
    one(K::String, &[Postgres], r"e'a\'b\\'");
    one(K::String, &[Postgres], r"U&'d\0061'");
    one(K::String, &[Postgres], r"u&'\'");
    assert_eq!(tokens("e'a'", Sqlite), [(K::Word, "e"), (K::String, "'a'")]);
    assert_eq!(
        tokens("_utf8'a'", Mysql),
        [(K::Word, "_utf8"), (K::String, "'a'")]
    );
}

#[test]
fn an_escape_string_goes_on_after_a_line_end() {
    one(K::String, &[Postgres], "e'a' -- x'\n  'b\\''");
    assert_eq!(
        tokens("e'a' 'b'", Postgres),
        [(K::String, "e'a'"), (K::String, "'b'")]
    );
    assert_eq!(tokens("e'a' -- x", Postgres).len(), 2);
}

#[test]
fn quoted_identifiers() {
    one(K::QuotedIdentifier, &[Sqlite, Postgres], "\"a\"\"b;\"");
    one(K::QuotedIdentifier, &[Sqlite, Mysql], "`a``b;`");
    one(K::QuotedIdentifier, &[Sqlite], "[a;']");
    one(K::QuotedIdentifier, &[Postgres], "U&\"a;\"");
    assert_eq!(tokens("a[1]", Postgres).len(), 4);
}

#[test]
fn dollar_quotes() {
    one(K::DollarString, &[Postgres], "$$ ; $a$ ' $$");
    one(K::DollarString, &[Postgres], "$é_1$ $$ $é_$ $é_1$");
    one(K::DollarString, &[Postgres], "$a$$$a$");
    one(K::DollarString, &[Postgres], "$$a$x$ $$");
    one(K::Parameter, &[Postgres], "$12");
    one(K::Word, &Dialect::ALL, "a$b$c$b$");
    assert_eq!(tokens("$1$ $1$", Postgres)[0], (K::Parameter, "$1"));
}

#[test]
fn line_comments() {
    one(K::LineComment, &Dialect::ALL, "-- a ; '");
    one(K::LineComment, &Dialect::ALL, "--");
    one(K::LineComment, &Dialect::ALL, "--\ta");
    one(K::LineComment, &[Sqlite, Postgres], "--a");
    one(K::LineComment, &[Mysql], "#a");
    assert_eq!(tokens("5--1", Mysql).len(), 4);
    assert_eq!(
        tokens("--a\rb", Postgres),
        [(K::LineComment, "--a"), (K::Word, "b")]
    );
    one(K::LineComment, &[Sqlite, Mysql], "-- a\rb");
}

#[test]
fn block_comments() {
    one(K::BlockComment, &Dialect::ALL, "/**/");
    one(K::BlockComment, &Dialect::ALL, "/* ' ; \n **/");
    one(K::BlockComment, &[Postgres], "/* /* */ /*/**/*/ */");
    assert_eq!(
        tokens("/* /* */ a", Mysql),
        [(K::BlockComment, "/* /* */"), (K::Word, "a")]
    );
    one(K::BlockComment, &[Sqlite, Postgres], "/*! a */");
    assert_eq!(tokens("1*/* a */2", Postgres).len(), 4);
    let open: Vec<_> = lex("/*/", Sqlite).map(|token| token.unterminated).collect();
    assert_eq!(open, [true]);
}

#[test]
fn executable_comments_are_code() {
    assert_eq!(
        tokens("/*!50001 a/* b */ */*", Mysql),
        [
            (K::ExecutableOpen, "/*!50001"),
            (K::Word, "a"),
            (K::BlockComment, "/* b */"),
            (K::ExecutableClose, "*/"),
            (K::Punctuation, "*")
        ]
    );
    assert_eq!(
        tokens("/*M!100100a*/", Mysql)[0],
        (K::ExecutableOpen, "/*M!100100")
    );
    assert_eq!(tokens("/*M a*/", Mysql).len(), 1);
    // A `;` inside begins no statement of the client's.
    let inside = tokens("/*! a; source b */ c", Mysql);
    assert_eq!(inside.last(), Some(&(K::Word, "c")));
    // The first line of a dump by MariaDB: no command for its client.
    let sandbox = tokens("/*M!999999\\- enable the sandbox mode */", Mysql);
    assert!(
        sandbox.iter().all(|(kind, _)| *kind != K::ClientCommand),
        "{sandbox:?}"
    );
    assert_eq!(sandbox.last().unwrap().0, K::ExecutableClose);
}

#[test]
fn numbers_words_and_parameters() {
    for number in ["1", "1.5e-3", ".5", "0xFF", "1_000"] {
        one(K::Number, &Dialect::ALL, number);
    }
    assert_eq!(tokens("0xe-3", Sqlite).len(), 3);
    one(K::Word, &Dialect::ALL, "größe_1");
    for parameter in ["?", "?1", ":name", "@name", "$name"] {
        one(K::Parameter, &[Sqlite], parameter);
    }
    for parameter in ["?", "@a.b", "@@session.autocommit"] {
        one(K::Parameter, &[Mysql], parameter);
    }
    assert_eq!(tokens("a::b", Postgres).len(), 4);
    assert_eq!(tokens("`a`@`b`", Mysql)[1], (K::Punctuation, "@"));
}

#[test]
fn client_commands() {
    one(K::ClientCommand, &[Postgres], "\\i it's.sql");
    one(K::ClientCommand, &[Sqlite], ".mode box");
    one(K::ClientCommand, &[Mysql], "Delimiter //");
    one(K::ClientCommand, &[Mysql], "source a.sql");
    one(K::ClientCommand, &[Mysql], "\\. a.sql");
    assert_eq!(
        tokens(".read a\r\nb", Sqlite)[0],
        (K::ClientCommand, ".read a")
    );
    for sql in ["select a.b", "select .5", "t .b"] {
        assert!(
            tokens(sql, Sqlite)
                .iter()
                .all(|(kind, _)| *kind != K::ClientCommand),
            "{sql}"
        );
    }
    for sql in [
        "select \\N",
        "delimiter: loop",
        "source",
        "a source b",
        "tee := 1",
        "prompted x",
    ] {
        assert!(
            tokens(sql, Mysql)
                .iter()
                .all(|(kind, _)| *kind != K::ClientCommand),
            "{sql}"
        );
    }
}

#[test]
fn another_delimiter_is_found_inside_words() {
    assert_eq!(
        tokens("delimiter $$\nend$$;", Mysql)[1..],
        [(K::Word, "end"), (K::Delimiter, "$$"), (K::Semicolon, ";")]
    );
    assert_eq!(
        tokens("delimiter '§'\n1§", Mysql)[1..],
        [(K::Number, "1"), (K::Delimiter, "§")]
    );
}

#[test]
fn copy_data() {
    let text = "copy t (a) from stdin with (format text);\n\\.x\n'\n\\.\nselect";
    let kinds: Vec<_> = tokens(text, Postgres).into_iter().skip(12).collect();
    assert_eq!(
        kinds,
        [
            (K::Semicolon, ";"),
            (K::CopyData, "\\.x\n'\n\\."),
            (K::Word, "select")
        ]
    );
    assert!(
        tokens("copy (select 1 from stdin) to 'x';\na\n\\.\n", Postgres)
            .iter()
            .all(|(kind, _)| *kind != K::CopyData)
    );
}
