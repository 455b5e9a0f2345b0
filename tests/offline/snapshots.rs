//! What is written, and what is refused.

use nca_migrations::chain::Chain;
use nca_migrations::{Dialect, TransactionMode};
use nca_tests::Builder;

use crate::chain;
use crate::support::{migrator, sql, try_sql};

macro_rules! assert_script {
    ($name:expr, $script:expr) => {
        insta::with_settings!({filters => [(r"nca-migrations [0-9.]+", "nca-migrations [version]")]}, {
            insta::assert_snapshot!($name, $script);
        });
    };
}

#[test]
fn sqlite() {
    let chain = chain::of(Dialect::Sqlite);
    assert_script!("sqlite_up", sql(&chain, Dialect::Sqlite, "head"));
    assert_script!("sqlite_down", sql(&chain, Dialect::Sqlite, "head:-2"));
}

#[test]
fn postgres() {
    let chain = chain::of(Dialect::Postgres);
    assert_script!("postgres_up", sql(&chain, Dialect::Postgres, "head"));
    assert_script!("postgres_down", sql(&chain, Dialect::Postgres, "head:base"));
}

#[test]
fn mysql() {
    let chain = chain::of(Dialect::Mysql);
    assert_script!("mysql_up", sql(&chain, Dialect::Mysql, "head"));
    assert_script!("mysql_down", sql(&chain, Dialect::Mysql, "authors:base"));
}

#[test]
fn without_a_migration() {
    let chain = nca_tests::three();
    let migrator = migrator(&chain).tag("R7\nand more");
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let down = migrator.stamp_sql(dialect, &"head:one".parse().unwrap());
        assert_script!(format!("{dialect}_stamp"), down.unwrap());
    }
    assert_script!(
        "sqlite_history",
        migrator.ensure_history_sql(Dialect::Sqlite)
    );
}

#[test]
fn nothing_to_do() {
    assert_script!(
        "nothing",
        sql(&nca_tests::three(), Dialect::Sqlite, "001:one")
    );
}

#[test]
fn as_one_transaction() {
    let chain = nca_tests::three();
    for dialect in [Dialect::Sqlite, Dialect::Postgres] {
        let whole = migrator(&chain).transaction(TransactionMode::WholeRun);
        let whole = whole.sql(dialect, &"head".parse().unwrap()).unwrap();
        assert_eq!(whole.matches("\nBEGIN ").count(), 1, "{dialect}");
        assert_eq!(whole.matches("\nCOMMIT;").count(), 1, "{dialect}");
    }
}

#[test]
fn refusals() {
    let outside = || {
        Builder::default()
            .revision("001_a", "VACUUM", "SELECT 1")
            .outside_a_transaction()
    };
    let refused = |chain: &Chain, dialect, range: &str| {
        let whole = migrator(chain).transaction(TransactionMode::WholeRun);
        whole
            .sql(dialect, &range.parse().unwrap())
            .unwrap_err()
            .to_string()
    };
    let three = nca_tests::three();
    let no_way_back = Builder::default()
        .revision("001_a", "SELECT 1", "")
        .irreversible("it is gone");
    let no_script = nca_tests::tables(&["a"])
        .for_dialect(Dialect::Mysql)
        .chain();
    let open = outside()
        .revision("002_b", "BEGIN; SELECT 1", "")
        .outside_a_transaction()
        .chain();
    let messages = [
        refused(&three, Dialect::Sqlite, "nine"),
        refused(&three, Dialect::Sqlite, "base:t"),
        refused(&three, Dialect::Sqlite, "002:+2"),
        refused(&three, Dialect::Sqlite, "002:-3"),
        refused(&three, Dialect::Sqlite, "-1"),
        refused(&no_way_back.chain(), Dialect::Sqlite, "head:base"),
        refused(&no_script, Dialect::Postgres, "head"),
        refused(&outside().chain(), Dialect::Postgres, "head"),
        refused(&three, Dialect::Mysql, "head"),
        try_sql(&open, Dialect::Sqlite, "head")
            .unwrap_err()
            .to_string(),
    ];
    insta::assert_snapshot!("refusals", messages.join("\n---\n"));
}
