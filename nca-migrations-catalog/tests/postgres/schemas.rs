//! The schema that names without one are in, and others.

use nca_migrations_catalog::{Outline, Scope, introspect};

use crate::bed::{Bed, assert_same};
use crate::kinds::EVERYTHING;

#[test]
fn a_chain_has_the_same_catalog_in_another_schema() {
    let public = Bed::with(EVERYTHING).outline();
    for schema in ["app", "\"An \"\"odd\"\" one.\""] {
        let mut bed = Bed::new();
        bed.run(&format!(
            "CREATE SCHEMA {schema}; SET search_path = {schema}; {EVERYTHING}"
        ));
        assert_same(&public, &bed.outline(), schema);
        bed.run(&format!(
            "SET search_path = \"$user\", {schema}, other, public"
        ));
        assert_same(&public, &bed.outline(), schema);
    }
}

#[test]
fn only_some_schemas() {
    let mut bed = Bed::with(
        "CREATE SCHEMA \"o'ne\"; CREATE SCHEMA two; CREATE TABLE here (a integer PRIMARY KEY); \
         CREATE TABLE \"o'ne\".t (a integer REFERENCES here); CREATE TABLE two.t (a serial REFERENCES here); \
         CREATE TYPE two.e AS ENUM ('a'); CREATE VIEW two.v AS SELECT * FROM here; \
         CREATE FUNCTION two.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; \
         CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION two.f(); \
         CREATE PUBLICATION p FOR ALL TABLES; CREATE EXTENSION citext SCHEMA two",
    );
    let of = |bed: &mut Bed, schemas: &[&str]| {
        let scope = Scope::Schemas(schemas.iter().map(|&schema| schema.to_owned()).collect());
        Outline::of(&introspect(&mut bed.conn, &scope).unwrap()).to_string()
    };
    insta::assert_snapshot!("home", of(&mut bed, &[]));
    insta::assert_snapshot!("one", of(&mut bed, &["o'ne"]));
    insta::assert_snapshot!("two", of(&mut bed, &["two"]));
    // Names without a schema are in none.
    bed.run("SET search_path = nowhere");
    let nothing = Outline::of(&introspect(&mut bed.conn, &Scope::Schemas(Vec::new())).unwrap());
    assert_eq!(nothing.items, []);
    insta::assert_snapshot!("no_home", bed.outline());
}
