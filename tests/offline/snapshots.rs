//! What is written.

use nca_migrations::{Dialect, Migrator, TransactionMode};

use crate::chain::{self, Builder};
use crate::support::{sql, try_sql};

#[test]
fn sqlite() {
    let chain = chain::of(Dialect::Sqlite);
    insta::assert_snapshot!("sqlite_up", sql(&chain, Dialect::Sqlite, "head"));
    insta::assert_snapshot!("sqlite_down", sql(&chain, Dialect::Sqlite, "head:-2"));
}

#[test]
fn postgres() {
    let chain = chain::of(Dialect::Postgres);
    insta::assert_snapshot!("postgres_up", sql(&chain, Dialect::Postgres, "head"));
    insta::assert_snapshot!("postgres_down", sql(&chain, Dialect::Postgres, "head:base"));
}

#[test]
fn mysql() {
    let chain = chain::of(Dialect::Mysql);
    insta::assert_snapshot!("mysql_up", sql(&chain, Dialect::Mysql, "head"));
    insta::assert_snapshot!("mysql_down", sql(&chain, Dialect::Mysql, "authors:base"));
}
