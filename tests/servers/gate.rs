//! A client is held up where it was to be: over all its requests, the server has done what came before.

use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{Connection, MysqlConnection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use nca_tests::server::{self, Database, Gate, Hold};

const OTHERS_ON_POSTGRES: &str = "SELECT count(*) AS value FROM pg_stat_activity \
    WHERE datname = current_database() AND pid <> pg_backend_pid()";
const OTHERS_ON_MYSQL: &str = "SELECT count(*) AS value FROM information_schema.processlist \
    WHERE db = DATABASE() AND id <> CONNECTION_ID()";

macro_rules! held_up {
    ($name:ident, $connection:ty, $server:expr, $others:expr) => {
        #[test]
        fn $name() {
            let database = $server.database();
            let mut direct = <$connection>::establish(&database.url()).unwrap();
            direct.batch_execute("CREATE TABLE t (n INTEGER)").unwrap();
            let mut rows_at = |hold: Hold| {
                direct.batch_execute("DELETE FROM t").unwrap();
                let held = insert_three::<$connection>(&database, hold);
                let deadline = Instant::now() + Duration::from_secs(30);
                while count(&mut direct, $others) > 0 {
                    assert!(Instant::now() < deadline, "the server keeps the session");
                }
                held.then(|| count(&mut direct, "SELECT count(*) AS value FROM t"))
            };
            let before: Vec<_> = (1..).map_while(|n| rows_at(Hold::Before(n))).collect();
            let during: Vec<_> = (1..).map_while(|n| rows_at(Hold::During(n))).collect();
            assert_eq!(before.len(), during.len());
            assert!(before.ends_with(&[0, 1, 2]), "{before:?}");
            assert!(during.ends_with(&[1, 2, 3]), "{during:?}");
            assert_eq!(before[1..], during[..during.len() - 1]);
        }
    };
}

held_up!(
    on_postgres,
    PgConnection,
    server::own_postgres(),
    OTHERS_ON_POSTGRES
);
held_up!(
    on_mysql,
    MysqlConnection,
    server::own_mariadb(),
    OTHERS_ON_MYSQL
);

/// Whether the client was held up. If so it loses its connection.
fn insert_three<C: SimpleConnection + Connection>(database: &Database, hold: Hold) -> bool {
    let gate = Gate::in_front_of(database, hold);
    let url = gate.url();
    let client = thread::spawn(move || {
        let Ok(mut connection) = C::establish(&url) else {
            return false;
        };
        (1..=3).all(|n| {
            let insert = format!("INSERT INTO t VALUES ({n})");
            connection.batch_execute(&insert).is_ok()
        })
    });
    let was_held = gate.held();
    drop(gate);
    assert_eq!(client.join().unwrap(), !was_held);
    was_held
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

fn count<C>(connection: &mut C, query: &str) -> i64
where
    diesel::query_builder::SqlQuery: for<'q> diesel::query_dsl::LoadQuery<'q, C, Count>,
    C: Connection,
{
    sql_query(query).get_result(connection).unwrap().value
}
