//! Reading a `diesel.toml`.

use nca_migrations_catalog::diesel_schema::{Filter, Settings};

fn faults(source: &str) -> String {
    Settings::read(source).unwrap_err().to_string()
}

#[test]
fn nothing_said_is_one_section() {
    assert_eq!(Settings::read("").unwrap(), Settings::default());
    assert_eq!(
        Settings::read("[print_schema]\n").unwrap(),
        Settings::default()
    );
}

#[test]
fn a_section_without_a_key_is_the_default() {
    let keys = |source: &str| {
        let sections = Settings::read(source).unwrap().sections;
        sections
            .into_iter()
            .map(|section| section.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys("[print_schema.zoo]\n[print_schema.app]"),
        ["app", "default", "zoo"]
    );
    assert_eq!(keys("[print_schema.default]"), ["default"]);
}

#[test]
fn every_setting_is_read() {
    let source = r#"
[print_schema]
file = "src/schema.rs"
with_docs = true
allow_tables_to_appear_in_same_query_config = "none"
filter = { only_tables = ["^a"] }
column_sorting = "name"
schema = "app"
patch_file = "schema.patch"
import_types = ["foo::*"]
generate_missing_sql_type_definitions = false
except_custom_type_definitions = ["^X"]
custom_type_derives = ["Clone"]
sqlite_integer_primary_key_is_bigint = true
pg_domains_as_custom_types = ["mail"]

[migrations_directory]
dir = "migrations"
"#;
    insta::assert_debug_snapshot!(Settings::read(source).unwrap());
}

#[test]
fn every_fault_is_listed_with_its_place() {
    let source = r#"
print-schema = 1
[print_schema]
with_doc = true
include_views = true
with_docs_config = "x"
only_tables = ["a"]
with_docs = "sometimes"
column_sorting = 3
filter = { only_tables = ["("], except_tables = ["a"], other = [] }
import_types = ["a b; c", ""]
custom_type_derives = ["Clone", "not a path", 1]
file = ["a"]
pg_domains_as_custom_types = "a"
[print_schema.other]
generate_missing_sql_type_definitions = "no"
allow_tables_to_appear_in_same_query_config = "some"
filter = 1
sqlite_integer_primary_key_is_bigints = true
[migrations_directory]
directory = "x"
"#;
    insta::assert_snapshot!(faults(source));
}

#[test]
fn a_directory_is_named() {
    assert_eq!(faults("[migrations_directory]\n"), "1:1: `dir` is missing");
}

#[test]
fn what_is_no_toml_is_said() {
    insta::assert_snapshot!(faults("[print_schema]\nfile = \"src\nwith_docs = true\n"));
}

#[test]
fn an_empty_filter_takes_what_diesel_takes() {
    let section = |source: &str| Settings::read(source).unwrap().sections.remove(0);
    assert_eq!(section("print_schema.filter = {}").filter, Filter::All);
    let only = section("print_schema.filter.only_tables = []").filter;
    assert_eq!(only, Filter::Only(Vec::new()));
}
