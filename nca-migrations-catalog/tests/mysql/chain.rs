//! NCA's chain.

use nca_migrations::{Migrator, Target};
use nca_schema::MIGRATIONS;

use crate::bed::{Bed, same};

fn to(target: &str) -> Target {
    target.parse().unwrap()
}

#[test]
fn the_head_is_the_reference() {
    let mut migrated = Bed::new();
    MIGRATIONS.run_pending(&mut migrated.conn).unwrap();
    let mut reference = Bed::with(include_str!("../../../nca-schema/ddl/mysql.sql"));
    let head = migrated.outline();
    same(&reference.outline(), &head, "head");
    insta::assert_snapshot!(head);
}

#[test]
fn each_down_comes_back() {
    let mut bed = Bed::new();
    let migrator = Migrator::new(&MIGRATIONS);
    for revision in MIGRATIONS.revisions() {
        let before = bed.outline();
        migrator.upgrade(&mut bed.conn, &to("+1")).unwrap();
        let after = bed.outline();
        if revision.irreversible.is_some() {
            continue;
        }
        migrator.downgrade(&mut bed.conn, &to("-1")).unwrap();
        same(&before, &bed.outline(), &format!("{} down", revision.name));
        migrator.upgrade(&mut bed.conn, &to("+1")).unwrap();
        same(&after, &bed.outline(), &format!("{} again", revision.name));
    }
}
