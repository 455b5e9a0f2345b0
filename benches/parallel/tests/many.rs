//! Five hundred tests of each kind: with a database of the kit, with one that is made by hand, and with
//! nothing but a connection.

#![expect(
    clippy::unwrap_used,
    clippy::ignore_without_reason,
    reason = "measured by `scripts/parallel`"
)]

use std::env;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use nca_parallel::{MIGRATIONS, TEMPLATE, URL};

/// Fails where another test has the same database.
const ALONE: &str = "CREATE TABLE alone (id int); INSERT INTO alone VALUES (1)";

/// Five hundred modules, `d0`..`d4` of `d0`..`d9` of `d0`..`d9`.
macro_rules! five_hundred {
    (@hundreds [$($digit:ident)*] $tests:tt) => { $(mod $digit { five_hundred!(@tens [d0 d1 d2 d3 d4 d5 d6 d7 d8 d9] $tests); })* };
    (@tens [$($digit:ident)*] $tests:tt) => { $(mod $digit { five_hundred!(@ones [d0 d1 d2 d3 d4 d5 d6 d7 d8 d9] $tests); })* };
    (@ones [$($digit:ident)*] $tests:tt) => { $(mod $digit { five_hundred!(@test $tests); })* };
    (@test { $($test:item)* }) => { $($test)* };
    ($($test:item)*) => { five_hundred!(@hundreds [d0 d1 d2 d3 d4] { $($test)* }); };
}

five_hundred! {
    #[nca_migrations::test(migrations = nca_parallel::MIGRATIONS)]
    #[ignore]
    fn kit(conn: &mut diesel::PgConnection) -> diesel::QueryResult<()> {
        crate::alone(conn)
    }

    #[test]
    #[ignore]
    fn plain() {
        crate::made_by_hand();
    }

    #[test]
    #[ignore]
    fn nothing() {
        crate::connected();
    }
}

fn alone(conn: &mut PgConnection) -> diesel::QueryResult<()> {
    assert!(MIGRATIONS.run_pending(conn).unwrap().done.is_empty());
    conn.batch_execute(ALONE)
}

fn made_by_hand() {
    let url = env::var(URL).unwrap();
    let name = format!("plain_{}", std::process::id());
    let mut admin = PgConnection::establish(&url).unwrap();
    let create = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}");
    admin.batch_execute(&create).unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    let mut conn = PgConnection::establish(&format!("{server}/{name}")).unwrap();
    alone(&mut conn).unwrap();
    drop(conn);
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    admin.batch_execute(&drop).unwrap();
}

fn connected() {
    PgConnection::establish(&env::var(URL).unwrap()).unwrap();
}
