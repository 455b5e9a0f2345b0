//! A hot standby.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Integer;
use diesel::{Connection, PgConnection, RunQueryDsl, select};
use nca_tests::server::{own_postgres, standby};

#[test]
fn it_follows_cannot_be_written_to_and_leaves_no_slot() {
    let standby = standby(own_postgres());
    let database = own_postgres().database();
    let mut primary = PgConnection::establish(&database.url()).unwrap();
    primary
        .batch_execute("CREATE TABLE t (id INTEGER)")
        .unwrap();
    standby.catch_up();

    let mut copy = PgConnection::establish(&standby.url(&database)).unwrap();
    for expected in 1..=20 {
        primary.batch_execute("INSERT INTO t VALUES (1)").unwrap();
        standby.catch_up();
        let rows = select(sql::<Integer>("(SELECT count(*)::int FROM t)"));
        assert_eq!(rows.get_result::<i32>(&mut copy).unwrap(), expected);
    }

    let error = copy.batch_execute("INSERT INTO t VALUES (2)").unwrap_err();
    assert!(
        error.to_string().contains("read-only transaction"),
        "{error}"
    );

    // This is the only test of the process that makes slots.
    drop(standby);
    let slots = select(sql::<Integer>(
        "(SELECT count(*)::int FROM pg_replication_slots)",
    ));
    assert_eq!(slots.get_result::<i32>(&mut primary).unwrap(), 0);
}
