//! Each kind of object.

use crate::bed::Bed;

pub(crate) const EVERYTHING: &str = include_str!("everything.sql");

/// A server writes down what it has understood.
pub(crate) const FORMS: &str = include_str!("forms.sql");

#[test]
fn expressions_have_one_form() {
    let outline = Bed::with(FORMS).outline();
    insta::assert_snapshot!(outline);
}

#[test]
fn everything_is_read() {
    let outline = Bed::with(EVERYTHING).outline();
    insta::assert_snapshot!(outline);
}
