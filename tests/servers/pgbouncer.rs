//! PgBouncer pools by transaction.

use std::collections::HashSet;

use diesel::dsl::sql;
use diesel::sql_types::Integer;
use diesel::{Connection, PgConnection, RunQueryDsl, select};
use nca_tests::server::{Pooling, own_postgres, pgbouncer};

#[test]
fn two_transactions_of_a_client_land_on_different_backends() {
    let pgbouncer = pgbouncer(
        own_postgres(),
        &Pooling::default().pool_size(2).round_robin(),
    );
    let database = own_postgres().database();
    let mut one = PgConnection::establish(&pgbouncer.url(&database)).unwrap();
    let mut other = PgConnection::establish(&pgbouncer.url(&database)).unwrap();
    // Two transactions at once need two backends, and leave both in the pool.
    one.transaction(|one| {
        let mine = backend(one);
        assert_ne!(mine, backend(&mut other));
        assert_eq!(mine, backend(one), "a transaction stays where it is");
        Ok::<_, diesel::result::Error>(())
    })
    .unwrap();

    let backends: HashSet<i32> = (0..4).map(|_| backend(&mut one)).collect();
    assert_eq!(backends.len(), 2);
}

#[test]
fn a_pool_of_one_has_one_backend() {
    let pgbouncer = pgbouncer(
        own_postgres(),
        &Pooling::default().pool_size(1).round_robin(),
    );
    let database = own_postgres().database();
    let mut one = PgConnection::establish(&pgbouncer.url(&database)).unwrap();
    let mut other = PgConnection::establish(&pgbouncer.url(&database)).unwrap();
    assert_eq!(backend(&mut one), backend(&mut other));
}

fn backend(connection: &mut PgConnection) -> i32 {
    let pid = select(sql::<Integer>("pg_backend_pid()"));
    pid.get_result(connection).unwrap()
}
