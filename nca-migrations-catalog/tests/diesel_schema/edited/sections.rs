//! Edits under the settings of a `diesel.toml`.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diesel_schema::edited::{
    At, Desired, Edit, Module, Obstacle, Origin, apply, edits, read,
};
use nca_migrations_catalog::diesel_schema::{Section, Settings, Sorting, module};
use nca_migrations_catalog::model::{Name, Schema};
use nca_migrations_core::dialect::Dialect;

use crate::built::{catalog, table};
use crate::engine::Engine;

fn section(settings: &str) -> Section {
    let settings = Settings::read(&format!("[print_schema]\n{settings}")).unwrap();
    settings.sections[0].clone()
}

fn changed(head: &Catalog, section: &Section, old: &str, new: &str) -> (Module, Vec<Edit>) {
    let before = module(head, section).unwrap().text;
    assert!(before.contains(old), "{before}");
    let after = read(&before.replacen(old, new, 1)).unwrap();
    let before = read(&before).unwrap();
    let edits = edits(&before, &after, section.sorting).unwrap();
    (before, edits)
}

fn applied(
    head: &Catalog,
    of: Dialect,
    (before, edits): &(Module, Vec<Edit>),
) -> Result<Desired, Vec<Obstacle>> {
    let origin = Origin {
        module: before,
        dialect: of,
    };
    apply(edits, origin, head)
}

#[test]
fn a_table_of_a_schema_is_in_it_on_postgres_alone() {
    let mut users = table("users", &[("id", "int4")]);
    users.name.schema = Some("app".to_owned());
    let mut postgres = catalog(Dialect::Postgres, vec![users]);
    postgres.schemas.push(Schema {
        name: "app".to_owned(),
        comment: None,
    });
    let sqlite = catalog(Dialect::Sqlite, vec![table("users", &[("id", "INTEGER")])]);
    let new =
        "diesel::table! { app.tags { id -> Int4, } }\n    diesel::table! {\n        app.users";
    let old = "diesel::table! {\n        app.users";
    let edits = changed(&postgres, &section("schema = 'app'"), old, new);
    let names = |head: &Catalog| -> Vec<Name> {
        let desired = applied(head, Dialect::Postgres, &edits).unwrap();
        desired
            .catalog
            .tables
            .into_iter()
            .map(|table| table.name)
            .collect()
    };
    let in_app = |name: &str| Name {
        schema: Some("app".to_owned()),
        name: name.to_owned(),
    };
    assert_eq!(names(&postgres), [in_app("tags"), in_app("users")]);
    assert_eq!(names(&sqlite), [Name::plain("tags"), Name::plain("users")]);
}

#[test]
fn a_table_that_is_hidden_is_still_there() {
    let tables = vec![
        table("secrets", &[("id", "INTEGER")]),
        table("users", &[("id", "INTEGER")]),
    ];
    let head = catalog(Dialect::Sqlite, tables);
    let section = section("filter = { except_tables = ['secrets'] }");
    let same = changed(&head, &section, "users", "users");
    assert_eq!(same.1, []);
    let new = "diesel::table! { secrets { id -> Integer, } }\ndiesel::table! {\n    users";
    let edits = changed(&head, &section, "diesel::table! {\n    users", new);
    let refused = applied(&head, Dialect::Sqlite, &edits).unwrap_err();
    assert!(matches!(&*refused, [Obstacle::Taken { .. }]), "{refused:?}");
}

/// Where the module does not tell an order, a new column comes last.
#[test]
fn columns_that_are_sorted_by_name_have_no_places() {
    let columns = [("id", "INTEGER"), ("zip", "TEXT"), ("bio", "TEXT")];
    let head = catalog(Dialect::Sqlite, vec![table("users", &columns)]);
    let section = section("column_sorting = 'name'");
    assert_eq!(section.sorting, Sorting::Name);
    let (before, edits) = changed(
        &head,
        &section,
        "bio -> Text,",
        "bio -> Text,\n        code -> Text,",
    );
    assert!(
        matches!(&*edits, [Edit::ColumnAdded { at: At::End, .. }]),
        "{edits:?}"
    );
    let desired = applied(&head, Dialect::Sqlite, &(before, edits)).unwrap();
    let columns = desired.catalog.tables[0].columns.iter();
    let names: Vec<&str> = columns.map(|column| &*column.name).collect();
    assert_eq!(names, ["id", "zip", "bio", "code"]);
}

/// A table of SQLite's without a key has its row id, which is no column.
#[test]
fn a_row_id_is_no_column() {
    let mut bare = table("lines", &[("text", "TEXT")]);
    bare.primary_key = None;
    let head = catalog(Dialect::Sqlite, vec![bare]);
    let section = section("");
    let first = changed(
        &head,
        &section,
        "rowid -> Integer,",
        "rowid -> Integer,\n        n -> BigInt,",
    );
    let desired = applied(&head, Dialect::Sqlite, &first).unwrap();
    let columns = desired.catalog.tables[0].columns.iter();
    let names: Vec<&str> = columns.map(|column| &*column.name).collect();
    assert_eq!(names, ["n", "text"]);
    let gone = changed(&head, &section, "rowid -> Integer,", "rowid -> BigInt,");
    let refused = applied(&head, Dialect::Sqlite, &gone).unwrap_err();
    assert!(
        matches!(&*refused, [Obstacle::Missing { .. }]),
        "{refused:?}"
    );
}

/// PostgreSQL: what is done to a table is done to its partitions and heirs.
#[test]
fn tables_in_parts_are_left_to_sql() {
    let sql = "
        CREATE TABLE days (id bigint PRIMARY KEY, n int) PARTITION BY RANGE (id);
        CREATE TABLE first PARTITION OF days FOR VALUES FROM (0) TO (9);
        CREATE TABLE parent (id bigint PRIMARY KEY, n int);
        CREATE TABLE heir (PRIMARY KEY (id)) INHERITS (parent);
        CREATE TABLE alone (id bigint PRIMARY KEY, n int);";
    let head = Engine::Postgres.database(sql).catalog;
    for (name, is_taken) in [
        ("days", false),
        ("first", false),
        ("parent", false),
        ("heir", false),
        ("alone", true),
    ] {
        let old = format!("    {name} (id) {{\n        id -> Int8,");
        let new = format!("{old}\n        added -> Text,");
        let edits = changed(&head, &section(""), &old, &new);
        let applied = applied(&head, Dialect::Postgres, &edits);
        assert_eq!(applied.is_ok(), is_taken, "{name}: {applied:?}");
    }
}
