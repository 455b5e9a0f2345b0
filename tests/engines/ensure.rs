//! The history tables alone, and what the log calls a run.

use nca_migrations::{Ensured, Migrator, Stamp, Target};
use nca_tests::three;

use crate::bed::{Ask as _, Bed, stories};

stories!(
    the_history_without_a_migration,
    a_run_has_the_tag_that_it_was_given,
);

fn the_history_without_a_migration<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    assert_eq!(
        migrator.ensure_history(&mut conn).unwrap(),
        Ensured::Created
    );
    let history = migrator.history(&mut conn).unwrap();
    assert!(history.has_diesel_table && history.applied.is_empty());
    assert_eq!(history.log.len(), 1, "its format");
    let again = migrator.ensure_history(&mut conn).unwrap();
    assert_eq!(again, Ensured::AlreadyThere);
    assert_eq!(migrator.history(&mut conn).unwrap(), history);
    assert_eq!(conn.tables(), [""; 0]);

    // Half of it, as Diesel leaves it.
    conn.run("DROP TABLE __nca_migration_log");
    assert_eq!(
        migrator.ensure_history(&mut conn).unwrap(),
        Ensured::Created
    );
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(conn.applied(), ["001", "002", "003"]);
    let again = migrator.ensure_history(&mut conn).unwrap();
    assert_eq!(again, Ensured::AlreadyThere);
}

fn a_run_has_the_tag_that_it_was_given<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let tagged = |tag: &str| Migrator::new(&chain).tag(tag);
    let target = |text: &str| text.parse::<Target>().unwrap();
    tagged("it's R7")
        .upgrade(&mut conn, &target("one"))
        .unwrap();
    let stamped = tagged("by hand").stamp(&mut conn, &target("two"), Stamp::Checked);
    stamped.unwrap();
    Migrator::new(&chain).run_pending(&mut conn).unwrap();
    let history = Migrator::new(&chain).history(&mut conn).unwrap();
    let tags: Vec<_> = (history.log.iter())
        .filter_map(|entry| Some((entry.version.as_deref()?, entry.tag.as_deref())))
        .collect();
    // Outside a transaction there is more than one entry for each.
    let of = |version| tags.iter().filter(move |(of, _)| *of == version);
    assert!(
        of("001").all(|(_, tag)| *tag == Some("it's R7")),
        "{tags:?}"
    );
    assert!(
        of("002").all(|(_, tag)| *tag == Some("by hand")),
        "{tags:?}"
    );
    assert!(of("003").all(|(_, tag)| tag.is_none()), "{tags:?}");
}
