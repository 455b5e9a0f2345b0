//! Whole schemas.

use super::case::both_ways;
use crate::bed::EVERYTHING;

/// Everything there is but for what has to be written by hand: a partition by an interval, and bytes that the catalog
/// does not show.
#[test]
fn everything() {
    let everything: String = EVERYTHING
        .lines()
        .filter(|line| !line.starts_with("CREATE TABLE ver2") && !line.contains("x'00ff'"))
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(both_ways("", &everything, &[]));
}
