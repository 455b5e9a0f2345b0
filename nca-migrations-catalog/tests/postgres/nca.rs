//! The chain of NCA.

use nca_migrations_catalog::compare;

use crate::bed::Bed;

#[test]
fn the_reference() {
    let mut bed = Bed::with(include_str!("../../../nca-schema/ddl/postgres.sql"));
    let outline = bed.outline();
    assert!(compare(&outline, &outline).is_empty());
    insta::assert_snapshot!(outline);
}
