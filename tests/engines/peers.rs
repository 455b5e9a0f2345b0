//! Bugs that live in other tools, on every engine. Those with a story of their own are elsewhere.

use nca_migrations::{Error, Migrator};
use nca_tests::tables;

use crate::bed::{Ask as _, Bed, stories, transactional};

stories!(
    a_commit_in_a_script_is_named_and_not_recorded,
    comments_alone_are_no_error,
);

/// Another tool loses the migration's name and the real error; or it applies the script, records it,
/// and says that it failed.
fn a_commit_in_a_script_is_named_and_not_recorded<B: Bed>() {
    if !transactional::<B>() {
        // There each statement commits, and is recorded.
        return;
    }
    for last in ["SELECT 1", "SELECT nothing FROM nowhere"] {
        let chain = tables(&["one"])
            .revision(
                "002_two",
                &format!(
                    "CREATE TABLE a (id INTEGER);\nCOMMIT;\nCREATE TABLE b (id INTEGER);\n{last};"
                ),
                "SELECT 1;",
            )
            .chain();
        let bed = B::new();
        let mut conn = bed.connect();
        let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
        let Error::TransactionEnded(ended) = &error else {
            panic!("{error}")
        };
        assert_eq!((ended.place.sql(), ended.place.number), ("COMMIT", 2));
        assert!(
            error.to_string().starts_with("002_two/up.sql:2:1"),
            "{error}"
        );
        assert_eq!(conn.tables(), ["a", "one"]);
        assert_eq!(conn.applied(), ["001"]);
        // The connection and the lock are free.
        conn.run("DROP TABLE a");
        let mended = tables(&["one", "zwei"]).chain();
        Migrator::new(&mended)
            .run_pending(&mut bed.connect())
            .unwrap();
        assert_eq!(conn.applied(), ["001", "002"]);
    }
}

/// Elsewhere: "Received an empty query".
fn comments_alone_are_no_error<B: Bed>() {
    let chain = tables(&["one"])
        .revision(
            "002_two",
            "-- nothing to do\n/* here */\n;;\n",
            "\n-- nor back\n",
        )
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);",
            "DROP TABLE three;",
        )
        .chain();
    let bed = B::new();
    let mut conn = bed.connect();
    let migrator = Migrator::new(&chain);
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
    let report = migrator.downgrade(&mut conn, &"001".parse().unwrap());
    assert_eq!(report.unwrap().done.len(), 2);
    assert_eq!(conn.tables(), ["one"]);
}
