//! NCA's own chain holds, on each engine, with rows in every table.

use nca_migrations::verify::Verification;

use crate::bed::{Bed, Copy, stories};

stories! { nca_holds_with_rows }

fn nca_holds_with_rows<B: Bed>() {
    let chain = Copy::of_nca().load(B::ENGINE).chain;
    let outcome = Verification::of(&chain).run(&mut B::default()).unwrap();
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.verified.len(), chain.len());
    assert!(outcome.unseeded.is_empty(), "{:#?}", outcome.unseeded);
    assert!(outcome.head.is_some());
}
