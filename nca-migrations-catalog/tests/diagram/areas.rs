//! Which tables belong together.

use std::fmt::Write as _;

use nca_migrations_catalog::diagram::{Drawing, Settings, drawing};

use crate::bed::{catalog, settings};

/// Each area with its tables.
fn areas(drawing: &Drawing) -> String {
    let mut text = String::new();
    for (at, area) in drawing.areas.iter().enumerate() {
        let tables = drawing.tables.iter().filter(|table| table.area == at);
        let tables: Vec<&str> = tables.map(|table| &*table.name).collect();
        let name = area.name.as_deref().unwrap_or("-");
        let _ = writeln!(text, "{name}: {}", tables.join(" "));
    }
    text
}

fn tables(names: &[&str]) -> String {
    let table = |name: &&str| format!("CREATE TABLE {name} (id INTEGER PRIMARY KEY, r INT);");
    names.iter().map(table).collect::<Vec<_>>().concat()
}

#[test]
fn the_first_rule_that_fits_counts() {
    let some = catalog(&tables(&["health_events", "events", "healthy", "tags"]));
    let rules = settings(
        "",
        &[
            ("None", &["x*"]),
            ("Health", &["health_*"]),
            ("Rest", &["*events", "t?gs"]),
        ],
    );
    assert_eq!(
        areas(&drawing(&some, None, &rules)),
        "Health: health_events\nRest: events tags\nOther: healthy\n"
    );
}

#[test]
fn by_the_first_words_of_names() {
    let names = [
        "users",
        "user_roles",
        "invoices",
        "invoice_lines",
        "invoice_tax",
        "UserSession",
        "roles",
        "zones",
    ];
    let sql = tables(&names).replace(
        "CREATE TABLE roles (id INTEGER PRIMARY KEY, r INT)",
        "CREATE TABLE roles (id INTEGER PRIMARY KEY, r INT REFERENCES users)",
    );
    let found = drawing(&catalog(&sql), None, &Settings::default());
    assert_eq!(
        areas(&found),
        "User: UserSession roles user_roles users\nInvoice: invoice_lines invoice_tax invoices\nOther: zones\n"
    );
}

#[test]
fn by_what_leads_where() {
    let mut sql = String::new();
    for (name, to) in [
        ("tenants", ""),
        ("books", "authors"),
        ("authors", "tenants"),
        ("pages", "books"),
        ("cars", "tenants"),
        ("wheels", "cars"),
        ("doors", "cars"),
        ("moons", "tenants"),
        ("stars", "tenants"),
    ] {
        let key = if to.is_empty() {
            String::new()
        } else {
            format!(" REFERENCES {to}")
        };
        let _ = write!(
            sql,
            "CREATE TABLE {name} (id INTEGER PRIMARY KEY, r INT{key});"
        );
    }
    let found = drawing(&catalog(&sql), None, &Settings::default());
    assert_eq!(
        areas(&found),
        "Authors: authors books pages\nCars: cars doors wheels\nOther: moons stars tenants\n"
    );
}

#[test]
fn few_tables_are_one_area() {
    let few = drawing(&catalog(&tables(&["a", "b"])), None, &Settings::default());
    assert_eq!(areas(&few), "-: a b\n");
    let none = drawing(&catalog(""), None, &Settings::default());
    assert_eq!(areas(&none), "");
}
