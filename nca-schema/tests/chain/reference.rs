//! The chain leads to the schema that `ddl/` shows.

use crate::bed::{Ask as _, Bed, stories};
use crate::catalog::Catalog as _;
use crate::round_trips::same;

stories! { the_head_is_the_reference, no_name_is_used_twice }

fn the_head_is_the_reference<B: Bed>() {
    let (bed, other) = (B::new(), B::new());
    let (mut migrated, mut reference) = (bed.connect(), other.connect());
    migrated.up("head");
    reference.run(B::REFERENCE);
    same(&migrated.catalog(), &reference.catalog(), "head");
}

/// MySQL wants the names of checks and keys to be unique in a database, PostgreSQL cuts those that are
/// longer than 63 bytes.
fn no_name_is_used_twice<B: Bed>() {
    let words = B::REFERENCE.split_whitespace();
    let mut names: Vec<&str> = words
        .clone()
        .zip(words.skip(1))
        .filter(|(word, _)| *word == "CONSTRAINT")
        .map(|(_, name)| name)
        .collect();
    assert!(names.iter().all(|name| name.len() <= 63));
    let all = names.len();
    assert!(all > 250);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
