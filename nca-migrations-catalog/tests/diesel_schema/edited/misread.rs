//! What is wrong with a text, with its places.

use nca_migrations_catalog::diesel_schema::edited::read;

#[test]
fn everything_that_is_wrong_is_listed_with_its_place() {
    let text = "\
diesel::table! {
    users (id, nmae) {
        id -> Integer,
        name -> Option<Text>,
        age Integer,
        #[max_length = \"ten\"]
        code -> Varchar,
        pair -> (Integer, Text),
    }
}

diesel::table! {
    posts (id, missing) {
        id -> Integer,
        id -> BigInt,
    }
}

diesel::table! {
    tags (nothing) {
        id -> Integer,
        span -> Range<Text>,
    }
}

diesel::table! { posts { id -> Integer, } }
diesel::table! { keyless () { id -> Integer, } }
diesel::joinable!(posts -> people (user_id));
diesel::joinable!(posts => users (user_id));
tables!(a, b);
";
    insta::assert_snapshot!(read(text).unwrap_err());
}

#[test]
fn a_slip_in_the_rust_itself_has_a_place() {
    let text = "diesel::table! {\n    users (id) {\n        id -> Integer,\n    )\n}\n";
    insta::assert_snapshot!(read(text).unwrap_err());
}

#[test]
fn the_same_type_has_many_names() {
    let text = "\
diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;
    /// Rows.
    #[sql_name = \"Odd name\"]
    odd (r#in) {
        r#in -> Int8,
        b -> diesel::sql_types::Nullable<diesel::sql_types::Int4>,
        c -> Array<Nullable<Bytea>>,
        d -> Array<Binary>,
        e -> Nullable<Unsigned<Smallint>>,
        f -> Range<Int4>,
        /// How.
        #[sql_name = \"g h\"]
        g_h -> Nullable<Mood>,
    }
}
";
    let module = read(text).unwrap();
    let table = &module.tables[0];
    let columns = table.columns.iter();
    let columns: Vec<String> = columns
        .map(|column| format!("{}: {}", column.name, column.diesel_type))
        .collect();
    insta::assert_snapshot!(format!(
        "{} ({}) {:?} {:?}\n{}",
        table.name,
        table.primary_key.join(", "),
        table.docs,
        table.imports,
        columns.join("\n")
    ));
}
