//! Any bytes through the lexer, the splitter and the checks of every dialect.
//!
//! `cargo install cargo-fuzz`, then `cargo +nightly fuzz run split -- -max_total_time=120`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nca_migrations_core::check::{Framing, script};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{lex, split};
use nca_migrations_core::text::normalise;

fuzz_target!(|bytes: &[u8]| {
    let lossy = String::from_utf8_lossy(bytes);
    let text = normalise(lossy.as_bytes()).expect("it is UTF-8 now");
    for dialect in Dialect::ALL {
        let mut end = 0;
        for token in lex(&text, dialect) {
            assert!(token.range.start == end && token.range.end > end);
            end = token.range.end;
        }
        assert_eq!(end, text.len());

        let split = split(&text, dialect);
        let mut end = 0;
        for statement in &split.statements {
            assert_eq!(statement.outer.start, end);
            end = statement.outer.end;
            assert!(!statement.text().is_empty());
            assert!(statement.range.start >= statement.outer.start && statement.range.end <= end);
        }
        assert_eq!(split.tail, end..text.len());

        for framing in [Framing::Transaction, Framing::None] {
            for (_, range) in script(&text, dialect, framing) {
                assert!(text.get(range).is_some());
            }
        }
    }
});
