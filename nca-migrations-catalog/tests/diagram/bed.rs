//! Catalogs of databases in memory.

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use nca_migrations_catalog::diagram::{AreaRule, Drawing, Settings, TablePattern, drawing};
use nca_migrations_catalog::{Catalog, Scope, introspect};

pub(crate) fn catalog(sql: &str) -> Catalog {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(sql).unwrap();
    introspect(&mut conn, &Scope::All).unwrap()
}

/// A shop, and what a revision made of it.
pub(crate) const BEFORE: &str = "
    CREATE TABLE customers (id INTEGER PRIMARY KEY NOT NULL, email TEXT NOT NULL, phone TEXT);
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY NOT NULL,
        customer_id BIGINT NOT NULL REFERENCES customers (id),
        coupon TEXT REFERENCES coupons (code),
        total DOUBLE
    );
    CREATE TABLE coupons (code VARCHAR(20) PRIMARY KEY NOT NULL);
    CREATE TABLE addresses (customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers, street TEXT);
";
pub(crate) const AFTER: &str = "
    CREATE TABLE customers (id INTEGER PRIMARY KEY NOT NULL, email TEXT NOT NULL, country CHAR(2) NOT NULL);
    CREATE TABLE orders (
        id INTEGER PRIMARY KEY NOT NULL,
        customer_id BIGINT NOT NULL REFERENCES customers (id),
        total BIGINT NOT NULL DEFAULT 0
    );
    CREATE TABLE order_items (
        order_id BIGINT NOT NULL REFERENCES orders (id),
        line INTEGER NOT NULL,
        PRIMARY KEY (order_id, line)
    );
    CREATE TABLE addresses (customer_id BIGINT PRIMARY KEY NOT NULL REFERENCES customers, street TEXT);
";

pub(crate) fn settings(title: &str, areas: &[(&str, &[&str])]) -> Settings {
    let rule = |(name, tables): &(&str, &[&str])| AreaRule {
        name: (*name).to_owned(),
        tables: tables
            .iter()
            .map(|one| TablePattern::new(one).unwrap())
            .collect(),
    };
    Settings {
        title: title.to_owned(),
        areas: areas.iter().map(rule).collect(),
    }
}

pub(crate) fn shop() -> Drawing {
    let areas: [(&str, &[&str]); 2] = [("People", &["customer*", "addresses"]), ("Sales", &["*"])];
    let settings = settings("Shop", &areas);
    drawing(&catalog(AFTER), Some(&catalog(BEFORE)), &settings)
}
