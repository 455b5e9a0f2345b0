//! What cannot be written, what is said of what can, and where it is not what Diesel writes.

use nca_migrations_catalog::diesel_schema::{Patch, Section, Settings, module};
use nca_migrations_catalog::model::{Catalog, Name};
use nca_migrations_core::dialect::Dialect;

use crate::built::{catalog, keyless, table};

fn refusal(catalog: &Catalog, section: &Section) -> String {
    module(catalog, section).unwrap_err().to_string()
}

#[test]
fn everything_that_cannot_be_said_is_listed() {
    let section = Section::new("default");
    let tables = vec![
        keyless("a", &[("x", "int4")]),
        keyless("b", &[("x", "int4"), ("y", "1st")]),
    ];
    let postgres = refusal(&catalog(Dialect::Postgres, tables), &section);
    let tables = vec![
        table("a", &[("id", "int"), ("x", "strange type")]),
        keyless("b", &[("x", "text")]),
    ];
    let mysql = refusal(&catalog(Dialect::Mysql, tables), &section);
    let tables = vec![
        keyless("a", &[("x", "JSON"), ("y", "TEXT")]),
        keyless("b", &[("x", "uuid")]),
    ];
    let sqlite = refusal(&catalog(Dialect::Sqlite, tables), &section);
    insta::assert_snapshot!([postgres, mysql, sqlite].join("\n\n"));
}

#[test]
fn a_schema_is_of_postgres() {
    let mut section = Section::new("default");
    section.schema = Some("app".to_owned());
    let both = [Dialect::Sqlite, Dialect::Mysql]
        .map(|dialect| refusal(&Catalog::empty(dialect), &section));
    insta::assert_snapshot!(both.join("\n"));
}

#[test]
fn a_patch_applies_or_is_refused() {
    let catalog = catalog(Dialect::Sqlite, vec![table("users", &[("id", "INTEGER")])]);
    let mut section = Section::new("default");
    let mut refused = |text: Option<&str>| {
        let text = text.map(str::to_owned);
        section.patch = Some(Patch {
            file: "schema.patch".into(),
            text,
        });
        refusal(&catalog, &section)
    };
    let unread = refused(None);
    let broken = refused(Some("@@ nothing"));
    let stale = refused(Some("--- a\n+++ b\n@@ -1,1 +1,1 @@\n-gone\n+here\n"));
    insta::assert_snapshot!([unread, broken, stale].join("\n"));
}

#[test]
fn a_patch_without_a_change_is_said() {
    let mut section = Section::new("default");
    section.patch = Some(Patch {
        file: "schema.patch".into(),
        text: Some("This is no diff.\n".to_owned()),
    });
    let module = module(&Catalog::empty(Dialect::Sqlite), &section).unwrap();
    let said = module.warnings[0].to_string();
    assert_eq!(said, "the patch `schema.patch` has no change in it");
}

#[test]
fn what_will_be_in_the_way_is_said() {
    let mut first = table(
        "a b",
        &[("id", "int4"), ("x y", "_varchar"), ("x-y", "_citext")],
    );
    first
        .columns
        .extend(keyless("", &[("m", "mood"), ("n", "Mood")]).columns);
    let catalog = catalog(
        Dialect::Postgres,
        vec![first, table("a-b", &[("id", "int4")])],
    );
    let warnings = module(&catalog, &Section::new("default")).unwrap().warnings;
    let warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"));
}

/// Diesel writes these names so that they are others, or no Rust at all.
#[test]
fn a_name_is_what_it_is() {
    let columns = [
        ("id", "integer"),
        ("a\\d", "text"),
        ("two\nlines", "text"),
        ("", "text"),
    ];
    let mut odd = table("odd", &columns);
    odd.columns[0].comment = Some("One\rtwo\r\nthree".to_owned());
    let settings = Settings::read("print_schema.with_docs = 'only-database-comments'").unwrap();
    let module = module(&catalog(Dialect::Sqlite, vec![odd]), &settings.sections[0]).unwrap();
    insta::assert_snapshot!(module.text);
}

/// A catalog does not name the schema that names without one are in: with another search path than the usual
/// one, `public` is among the others.
#[test]
fn public_is_public_wherever_names_lead() {
    let mut section = Section::new("default");
    let mut far = table("far", &[("id", "int4")]);
    far.name = Name {
        schema: Some("public".to_owned()),
        name: "far".to_owned(),
    };
    let catalog = catalog(
        Dialect::Postgres,
        vec![far, table("near", &[("id", "int4")])],
    );
    let public = module(&catalog, &section).unwrap().text;
    section.schema = Some("app".to_owned());
    let app = module(&catalog, &section).unwrap().text;
    insta::assert_snapshot!(public + &app);
}
