//! NCA's own chain holds, on each engine, with rows in every table.

use nca_migrations::verify::Verification;
use nca_migrations_core::rows_file;

use crate::bed::{Bed, Copy, stories};

stories! { nca_holds_with_rows }

fn nca_holds_with_rows<B: Bed>() {
    let loaded = Copy::of_nca().load(B::ENGINE);
    let chain = &loaded.chain;
    let mut verification = Verification::of(chain);
    for (index, files) in loaded.files.iter().enumerate() {
        if let Some(rows) = rows_file::of(&files.rows, B::ENGINE) {
            verification = verification.rows(index, rows.text.to_string());
        }
    }
    let outcome = verification.run(&mut B::default()).unwrap();
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.verified.len(), chain.len());
    assert!(outcome.unseeded.is_empty(), "{:#?}", outcome.unseeded);
    assert!(outcome.head.is_some());
}
