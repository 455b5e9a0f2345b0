//! The digests that SQL computes are SHA-256: on SQLite that is a query of our own.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::bed::{Ask as _, Bed, stories};
use crate::brain;
use nca_migrations::backend::Engine as _;

stories! { digests_are_sha_256 }

/// Lengths around the ends of a block, of which the last 9 bytes are not for text.
fn texts() -> Vec<String> {
    let lengths = [
        1, 3, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 1000,
    ];
    let mut texts: Vec<String> = lengths.map(|length| "a".repeat(length)).to_vec();
    texts.extend([32, 61, 100].map(|n| "ü\u{1f9e0}z".repeat(n)));
    texts.push("line\nline\ttab \\ back".to_owned());
    texts
}

fn digests_are_sha_256<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("create_llm_integration");
    brain::fill(&mut conn);
    let texts = texts();
    for (id, text) in (5..).zip(&texts) {
        // A backslash escapes on MySQL and nowhere else.
        let text = match B::Conn::DIALECT {
            nca_migrations::Dialect::Mysql => text.replace('\\', "\\\\"),
            _ => text.clone(),
        };
        conn.run(&format!(
            "UPDATE memories SET content = '{text}' WHERE id = {id}"
        ));
    }
    conn.up("backfill_content_digest");
    assert_eq!(conn.count("memories WHERE content_sha256 IS NULL"), 0);
    for (id, text) in (5..).zip(&texts) {
        let mut hex = String::new();
        for byte in Sha256::digest(text.as_bytes()) {
            write!(hex, "{byte:02x}").unwrap();
        }
        let found = match B::Conn::DIALECT {
            nca_migrations::Dialect::Postgres => "encode(content_sha256, 'hex')",
            _ => "lower(hex(content_sha256))",
        };
        let query = format!("SELECT {found} AS value FROM memories WHERE id = {id}");
        assert_eq!(conn.texts(&query), [hex], "{} bytes", text.len());
    }
}
