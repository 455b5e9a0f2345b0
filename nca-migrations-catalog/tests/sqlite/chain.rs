//! NCA's chain and the end state that is written down.

use nca_migrations::{Migrator, Target};
use nca_schema::MIGRATIONS;

use crate::bed::{database, differences, made_by, outline};

#[test]
fn the_head_is_the_end_state() {
    let mut conn = database("");
    MIGRATIONS.run_pending(&mut conn).unwrap();
    let script = include_str!("../../../nca-schema/ddl/sqlite.sql");
    assert_eq!(differences(&made_by(script), &outline(&mut conn)), [""; 0]);
    let kept = include_str!("../../../migrations/catalog.sqlite.txt");
    assert_eq!(outline(&mut conn), kept.parse().unwrap());
}

#[test]
fn each_revision_goes_back_to_where_it_came_from() {
    let mut conn = database("");
    let migrator = Migrator::new(&MIGRATIONS);
    let to = |target: &str| target.parse::<Target>().unwrap();
    for revision in MIGRATIONS.revisions() {
        let before = outline(&mut conn);
        migrator.upgrade(&mut conn, &to("+1")).unwrap();
        if revision.irreversible.is_none() {
            let after = outline(&mut conn);
            migrator.downgrade(&mut conn, &to("-1")).unwrap();
            assert_eq!(
                differences(&before, &outline(&mut conn)),
                [""; 0],
                "{}",
                revision.name
            );
            migrator.upgrade(&mut conn, &to("+1")).unwrap();
            assert_eq!(
                differences(&after, &outline(&mut conn)),
                [""; 0],
                "{}",
                revision.name
            );
        }
    }
}
