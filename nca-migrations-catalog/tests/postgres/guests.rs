//! Where less is allowed.

use diesel::connection::SimpleConnection as _;
use nca_tests::server::{Pooling, own_postgres, pgbouncer, standby};

use crate::bed::{Bed, assert_same, connect, outline};
use crate::kinds::EVERYTHING;

#[test]
fn a_role_without_any_rights() {
    let mut bed = Bed::with(EVERYTHING);
    let expected = bed.outline();
    let role = format!("{}_nobody", bed.database.name());
    bed.run(&format!("CREATE ROLE {role}"));
    let mut conn = connect(&bed.database.url());
    conn.batch_execute(&format!("SET SESSION AUTHORIZATION {role}"))
        .unwrap();
    conn.batch_execute("SELECT FROM people").unwrap_err();
    let found = outline(&mut conn);
    drop(conn);
    bed.run(&format!("DROP ROLE {role}"));
    assert_same(&expected, &found, "nobody");
}

#[test]
fn a_standby() {
    let mut bed = Bed::of(own_postgres().database());
    bed.run(EVERYTHING);
    let standby = standby(own_postgres());
    standby.catch_up();
    let mut conn = connect(&standby.url(&bed.database));
    assert_same(&bed.outline(), &outline(&mut conn), "standby");
    conn.batch_execute("BEGIN").unwrap();
    assert_same(
        &bed.outline(),
        &outline(&mut conn),
        "standby, in a transaction",
    );
}

/// Each transaction may go to another server process.
#[test]
fn a_proxy_that_pools_by_the_transaction() {
    let mut bed = Bed::of(own_postgres().database());
    bed.run(EVERYTHING);
    let proxy = pgbouncer(
        own_postgres(),
        &Pooling::default().pool_size(3).round_robin(),
    );
    let url = proxy.url(&bed.database);
    let mut conns: Vec<_> = (0..3).map(|_| connect(&url)).collect();
    let expected = bed.outline();
    for _ in 0..2 {
        for conn in &mut conns {
            assert_same(&expected, &outline(conn), "proxy");
        }
    }
}
