//! What must hold for every text.

use nca_migrations_core::check::{Framing, script as check};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Statement, StatementKind, lex, split};
use proptest::prelude::*;

use crate::generator;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn tokens_cover_the_text(text in generator::soup(), dialect in generator::dialect()) {
        let mut end = 0;
        for token in lex(&text, dialect) {
            prop_assert_eq!(token.range.start, end);
            prop_assert!(token.range.end > end);
            prop_assert!(text.is_char_boundary(token.range.end));
            end = token.range.end;
            prop_assert!(!token.unterminated || end == text.len());
        }
        prop_assert_eq!(end, text.len());
    }

    #[test]
    fn statements_cover_the_text(text in generator::soup(), dialect in generator::dialect()) {
        let split = split(&text, dialect);
        let mut end = 0;
        for statement in &split.statements {
            prop_assert_eq!(statement.outer.start, end);
            end = statement.outer.end;
            prop_assert!(!statement.range.is_empty());
            prop_assert!(statement.outer.start <= statement.range.start);
            prop_assert!(statement.range.end <= statement.outer.end);
            let mut tokens = statement.range.start;
            for (token, source) in statement.tokens() {
                prop_assert!(tokens <= token.range.start);
                prop_assert_eq!(source, &text[token.range.clone()]);
                tokens = token.range.end;
            }
            prop_assert!(tokens <= statement.range.end);
        }
        prop_assert_eq!(split.tail, end..text.len());
    }

    #[test]
    fn a_statement_alone_is_that_statement(
        text in generator::soup(),
        dialect in generator::dialect(),
    ) {
        let whole = split(&text, dialect);
        let is_client = |one: &Statement<'_>| one.kind == StatementKind::ClientCommand;
        // A `DELIMITER` changes what comes after it, and something open changes what is added.
        if whole.unterminated.is_some() || whole.statements.iter().any(is_client) {
            return Ok(());
        }
        for statement in &whole.statements {
            // Without a `;` of its own the last one may have parentheses open, as in psql.
            if statement.outer.end == statement.range.end {
                continue;
            }
            let alone = format!("{};", statement.text());
            let again = split(&alone, dialect);
            let texts: Vec<_> = again.statements.iter().map(Statement::text).collect();
            prop_assert_eq!(texts, [statement.text()]);
            prop_assert_eq!(again.unterminated, None);
        }
    }

    #[test]
    fn findings_lie_in_the_text_in_order(
        text in generator::soup(),
        dialect in generator::dialect(),
    ) {
        for framing in [Framing::Transaction, Framing::None] {
            let mut last = 0;
            for (_, range) in check(&text, dialect, framing) {
                prop_assert!(last <= range.start);
                prop_assert!(text.get(range.clone()).is_some());
                last = range.start;
            }
        }
    }

    #[test]
    fn known_statements_come_apart(
        (dialect, statements, spaces) in generator::script(),
        ends_with_semicolon: bool,
    ) {
        let mut text = String::new();
        for (index, (statement, space)) in statements.iter().zip(&spaces).enumerate() {
            text += space;
            text += statement;
            if ends_with_semicolon || index + 1 < statements.len() {
                text += ";";
            }
        }
        text += &spaces[statements.len()];
        let split = split(&text, dialect);
        let texts: Vec<_> = split.statements.iter().map(Statement::text).collect();
        prop_assert_eq!(texts, statements);
        prop_assert_eq!(split.unterminated, None);
    }
}

#[test]
fn every_short_text_of_hard_characters() {
    let hard = [
        "'", "\"", "$", "-", "/", "*", "!", ";", "\\", "\n", "e", "é", "#",
    ];
    let mut texts = vec![String::new()];
    for _ in 0..4 {
        texts = texts
            .iter()
            .flat_map(|text| hard.iter().map(move |one| format!("{text}{one}")))
            .collect();
        for text in &texts {
            for dialect in Dialect::ALL {
                let length: usize = lex(text, dialect).map(|token| token.range.len()).sum();
                assert_eq!(length, text.len(), "{dialect}: {text:?}");
                let split = split(text, dialect);
                let outer: usize = split.statements.iter().map(|one| one.outer.len()).sum();
                assert_eq!(outer + split.tail.len(), text.len(), "{dialect}: {text:?}");
            }
        }
    }
}
