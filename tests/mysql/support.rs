//! Chains built by hand, databases on a throw-away server, and questions to them.

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection as _, MysqlConnection, QueryableByName, RunQueryDsl as _, sql_query};
use nca_migrations::chain::Chain;
use nca_migrations::{EmbeddedMigrations, Migrator};
use nca_tests::server::{self, Database};

/// A new, empty database.
pub(crate) fn database() -> Database {
    server::mariadb().database()
}

pub(crate) fn connect(database: &Database) -> MysqlConnection {
    MysqlConnection::establish(&database.url()).unwrap()
}

/// A new user with these rights on the database and the password `x`, to be dropped by the test.
pub(crate) fn limited_user(database: &Database, rights: &str) -> String {
    let name = database.name();
    // 32 characters are the longest that MySQL takes.
    let user = format!("u{}", &name[name.len().saturating_sub(31)..]);
    let mut conn = connect(database);
    for host in ["'%'", "localhost"] {
        execute(
            &mut conn,
            &format!("CREATE USER {user}@{host} IDENTIFIED BY 'x'"),
        );
        execute(
            &mut conn,
            &format!("GRANT {rights} ON {name}.* TO {user}@{host}"),
        );
    }
    user
}

pub(crate) fn connect_as(database: &Database, user: &str) -> MysqlConnection {
    let url = database.url();
    let (_, place) = url.split_once('@').unwrap();
    MysqlConnection::establish(&format!("mysql://{user}:x@{place}")).unwrap()
}

pub(crate) use nca_tests::Builder;

pub(crate) trait Embedded {
    /// As `embed_migrations!` gives it.
    fn embedded(self) -> EmbeddedMigrations;
}

impl Embedded for Builder {
    fn embedded(self) -> EmbeddedMigrations {
        EmbeddedMigrations::from_chain(Box::leak(Box::new(self.chain())))
    }
}

/// One revision, `001_x`.
pub(crate) fn one(up: &str) -> Chain {
    Builder::default().revision("001_x", up, "DO 1;").chain()
}

pub(crate) fn three() -> Builder {
    nca_tests::tables(&["one", "two", "three"])
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = Text)]
    value: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// The column `value` of each row.
pub(crate) fn texts(conn: &mut MysqlConnection, query: &str) -> Vec<String> {
    let rows: Vec<Value> = sql_query(query).load(conn).unwrap();
    rows.into_iter().map(|row| row.value).collect()
}

/// The column `value` of the only row.
pub(crate) fn number(conn: &mut MysqlConnection, query: &str) -> i64 {
    sql_query(query).get_result::<Number>(conn).unwrap().value
}

pub(crate) fn count(conn: &mut MysqlConnection, table: &str) -> i64 {
    number(conn, &format!("SELECT count(*) AS value FROM {table}"))
}

pub(crate) fn execute(conn: &mut MysqlConnection, sql: &str) {
    conn.batch_execute(sql).unwrap();
}

/// The user's tables.
pub(crate) fn user_tables(conn: &mut MysqlConnection) -> Vec<String> {
    texts(
        conn,
        "SELECT table_name AS value FROM information_schema.tables \
         WHERE table_schema = DATABASE() AND LEFT(table_name, 2) <> '__' ORDER BY table_name",
    )
}

/// The versions in Diesel's table.
pub(crate) fn applied(conn: &mut MysqlConnection) -> Vec<String> {
    texts(
        conn,
        "SELECT version AS value FROM __diesel_schema_migrations ORDER BY version",
    )
}

/// Every session variable that lasts.
pub(crate) fn session(conn: &mut MysqlConnection) -> Vec<(String, String)> {
    #[derive(QueryableByName)]
    struct Variable {
        #[diesel(sql_type = Text, column_name = "Variable_name")]
        name: String,
        #[diesel(sql_type = Text, column_name = "Value")]
        value: String,
    }
    let fleeting = [
        "identity",
        "last_insert_id",
        "timestamp",
        "rand_seed1",
        "rand_seed2",
    ];
    let rows: Vec<Variable> = sql_query("SHOW SESSION VARIABLES").load(conn).unwrap();
    rows.into_iter()
        .filter(|row| !fleeting.contains(&&*row.name))
        .map(|row| (row.name, row.value))
        .collect()
}

/// Makes the record of so many done statements fail, as a kill right before it would leave it.
pub(crate) fn fail_record(conn: &mut MysqlConnection, statements_done: u32) {
    execute(
        conn,
        &format!(
            "CREATE TRIGGER fail_record BEFORE INSERT ON __nca_migration_log FOR EACH ROW \
             IF NEW.statements_done = {statements_done} THEN \
             SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not recorded'; END IF"
        ),
    );
}

/// A database in which the history is ready and nothing is applied.
pub(crate) fn with_history() -> Database {
    let database = database();
    let chain = Builder::default()
        .revision("001_x", "DO 1;", "DO 1;")
        .chain();
    let mut conn = connect(&database);
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    migrator
        .downgrade(&mut conn, &"base".parse().unwrap())
        .unwrap();
    database
}
