//! What a revision did.

use nca_migrations_catalog::diagram::{
    Cardinality, Detail, Drawing, DrawnTable, Edge, Kind, Mark, Settings, drawing,
};

use crate::bed::{AFTER, BEFORE, catalog, shop};

fn table<'a>(drawing: &'a Drawing, name: &str) -> &'a DrawnTable {
    drawing
        .tables
        .iter()
        .find(|table| table.name == name)
        .unwrap()
}

fn columns(table: &DrawnTable) -> Vec<(&str, Mark)> {
    table
        .columns
        .iter()
        .map(|column| (&*column.name, column.mark))
        .collect()
}

fn edge<'a>(drawing: &'a Drawing, from: &str, to: &str) -> &'a Edge {
    let leads =
        |edge: &&Edge| drawing.tables[edge.from].name == from && drawing.tables[edge.to].name == to;
    drawing.edges.iter().find(leads).unwrap()
}

#[test]
fn tables_columns_and_keys_are_marked() {
    let shop = shop();
    let marks: Vec<_> = shop
        .tables
        .iter()
        .map(|table| (&*table.name, table.mark))
        .collect();
    assert_eq!(
        marks,
        [
            ("addresses", Mark::Same),
            ("customers", Mark::Changed),
            ("coupons", Mark::Removed),
            ("order_items", Mark::Added),
            ("orders", Mark::Changed),
        ]
    );
    // What is gone stays where it was.
    assert_eq!(
        columns(table(&shop, "customers")),
        [
            ("id", Mark::Same),
            ("email", Mark::Same),
            ("phone", Mark::Removed),
            ("country", Mark::Added)
        ]
    );
    let orders = table(&shop, "orders");
    assert_eq!(
        columns(orders)[2..],
        [("coupon", Mark::Removed), ("total", Mark::Changed)]
    );
    assert_eq!(orders.columns[3].was.as_deref(), Some("DOUBLE"));
    assert_eq!(edge(&shop, "orders", "coupons").mark, Mark::Removed);
    assert_eq!(edge(&shop, "orders", "customers").mark, Mark::Same);
    assert_eq!(edge(&shop, "order_items", "orders").mark, Mark::Added);
}

#[test]
fn nothing_is_marked_without_a_catalog_from_before() {
    let shop = drawing(&catalog(AFTER), None, &Settings::default());
    assert!(!shop.compared);
    assert!(shop.tables.iter().all(|table| table.mark == Mark::Same));
    assert!(shop.edges.iter().all(|edge| edge.mark == Mark::Same));
    let same = drawing(&catalog(AFTER), Some(&catalog(AFTER)), &Settings::default());
    assert_eq!(same.tables, shop.tables);
    assert_eq!(same.edges, shop.edges);
    // An index alone changes a table, and none of its columns.
    let indexed = format!("{AFTER} CREATE INDEX mail ON customers (email);");
    let indexed = drawing(
        &catalog(&indexed),
        Some(&catalog(AFTER)),
        &Settings::default(),
    );
    let customers = table(&indexed, "customers");
    assert_eq!(customers.mark, Mark::Changed);
    assert!(
        customers
            .columns
            .iter()
            .all(|column| column.mark == Mark::Same)
    );
}

#[test]
fn how_many_rows_are_at_each_end() {
    let shop = drawing(&catalog(BEFORE), None, &Settings::default());
    let many = Cardinality {
        one: false,
        optional: false,
    };
    assert_eq!(edge(&shop, "orders", "customers").cardinality, many);
    let optional = Cardinality {
        optional: true,
        ..many
    };
    assert_eq!(edge(&shop, "orders", "coupons").cardinality, optional);
    let one = Cardinality { one: true, ..many };
    assert_eq!(edge(&shop, "addresses", "customers").cardinality, one);
    let unique = "CREATE TABLE a (id INTEGER PRIMARY KEY, x INT, y INT, UNIQUE (x, y));
        CREATE TABLE b (x INT REFERENCES a, y INT UNIQUE REFERENCES a,
            FOREIGN KEY (x, y) REFERENCES a (x, y));";
    let unique = drawing(&catalog(unique), None, &Settings::default());
    let mut ones: Vec<_> = unique
        .edges
        .iter()
        .map(|edge| (edge.columns.join(" "), edge.cardinality.one))
        .collect();
    ones.sort();
    assert_eq!(
        ones,
        [
            ("x".to_owned(), false),
            ("x y".to_owned(), true),
            ("y".to_owned(), true)
        ]
    );
}

#[test]
fn a_table_that_is_not_there_has_a_box() {
    let lost =
        catalog("CREATE TABLE a (b_id INT REFERENCES b); CREATE TABLE c (b_id INT REFERENCES B);");
    let lost = drawing(&lost, None, &Settings::default());
    assert_eq!(lost.tables.len(), 3);
    assert_eq!(table(&lost, "b").kind, Kind::Missing);
    assert!(
        lost.edges
            .iter()
            .all(|edge| lost.tables[edge.to].name == "b")
    );
}

#[test]
fn fewer_columns_are_the_right_ones() {
    let keys = shop().with(Detail::Keys);
    assert_eq!(
        columns(table(&keys, "addresses")),
        [("customer_id", Mark::Same)]
    );
    assert_eq!(table(&keys, "addresses").hidden, 1);
    let customers = columns(table(&keys, "customers"));
    assert_eq!(
        customers,
        [
            ("id", Mark::Same),
            ("phone", Mark::Removed),
            ("country", Mark::Added)
        ]
    );
    for edge in &keys.edges {
        let row =
            |table: usize, row: Option<usize>| keys.tables[table].columns[row.unwrap()].clone();
        assert_eq!(row(edge.from, edge.from_row).name, edge.columns[0]);
        assert!(row(edge.to, edge.to_row).primary);
    }
    let names = shop().with(Detail::Names);
    assert!(
        names
            .tables
            .iter()
            .all(|table| table.columns.is_empty() && table.hidden > 0)
    );
    assert!(
        names
            .edges
            .iter()
            .all(|edge| edge.from_row.is_none() && edge.to_row.is_none())
    );
}
