//! The chain of NCA.

use nca_migrations::{Error, Migrator, Refusal, Target};
use nca_schema::MIGRATIONS;

use crate::bed::{Bed, assert_same};

const REFERENCE: &str = include_str!("../../../nca-schema/ddl/postgres.sql");

fn to(target: &str) -> Target {
    target.parse().unwrap()
}

#[test]
fn the_head_is_the_reference() {
    let mut bed = Bed::new();
    MIGRATIONS.run_pending(&mut bed.conn).unwrap();
    let head = bed.outline();
    assert_same(&Bed::with(REFERENCE).outline(), &head, "head");
    insta::assert_snapshot!(head);
}

/// The way back of each revision leads back, if it has one.
#[test]
fn each_revision_goes_up_and_down() {
    let mut bed = Bed::new();
    let migrator = Migrator::new(&MIGRATIONS);
    let revisions = migrator.status(&mut bed.conn).unwrap().pending.len();
    let mut returned = 0;
    let mut before = bed.outline();
    for revision in 1..=revisions {
        let what = format!("revision {revision}");
        migrator.upgrade(&mut bed.conn, &to("+1")).unwrap();
        let after = bed.outline();
        match migrator.downgrade(&mut bed.conn, &to("-1")) {
            Ok(_) => {
                assert_same(&before, &bed.outline(), &what);
                migrator.upgrade(&mut bed.conn, &to("+1")).unwrap();
                returned += 1;
            }
            Err(Error::Refused(refusal)) if matches!(*refusal, Refusal::Irreversible { .. }) => {}
            Err(error) => panic!("{what}: {error}"),
        }
        assert_same(&after, &bed.outline(), &what);
        before = after;
    }
    assert!(
        returned + 5 > revisions && returned > 5,
        "{returned} of {revisions}"
    );
}
