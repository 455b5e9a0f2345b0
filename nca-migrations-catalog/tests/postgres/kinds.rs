//! Each kind of object.

use crate::bed::Bed;

pub(crate) const EVERYTHING: &str = include_str!("everything.sql");

#[test]
fn everything_is_read() {
    let outline = Bed::with(EVERYTHING).outline();
    insta::assert_snapshot!(outline);
}
