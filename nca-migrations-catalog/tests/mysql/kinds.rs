//! Each kind of object, as it is read.

use crate::bed::Bed;

#[test]
fn everything() {
    let mut bed = Bed::with(include_str!("everything.sql"));
    insta::assert_snapshot!(bed.outline());
}
