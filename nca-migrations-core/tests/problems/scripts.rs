//! What the text of scripts can have wrong, as it is drawn. The rules have their own tests.

use insta::assert_snapshot;

use nca_tests::{B, Fixture};

fn problems_of(up: &str) -> String {
    let fixture = Fixture::sound();
    fixture.write(&format!("{B}/up.sql"), up);
    fixture.problems()
}

#[test]
fn empty_and_comment_only() {
    let fixture = Fixture::sound();
    fixture.write(&format!("{B}/up.sql"), "");
    fixture.write(
        &format!("{B}/down.sql"),
        "-- This file should undo anything in `up.sql`\n",
    );
    assert_snapshot!(fixture.problems());
}

#[test]
fn in_a_transaction() {
    let scripts = [
        "CREATE TABLE t (id INTEGER);\nCOMMIT;\n",
        "VACUUM;\n",
        "PRAGMA foreign_keys = OFF;\nDROP TABLE t;\n",
    ];
    assert_snapshot!(scripts.map(problems_of).join("\n\n"));
}

#[test]
fn not_sql() {
    let scripts = [
        ".read other.sql\n",
        "DELETE FROM __diesel_schema_migrations;\n",
        "CREATE TABLE t (a TEXT DEFAULT 'x\u{0}y');\n",
        "CREATE TABLE t (a TEXT /* why );\n",
    ];
    assert_snapshot!(scripts.map(problems_of).join("\n\n"));
}

#[test]
fn the_same_in_two_dialects_is_one_problem() {
    let fixture = Fixture::sound();
    let lock = fixture
        .read("chain.lock")
        .replace("dialects sqlite", "dialects sqlite postgres mysql");
    fixture.write("chain.lock", lock);
    fixture.write(
        &format!("{B}/up.sql"),
        "CREATE TABLE t (id INTEGER);\nCOMMIT;\n",
    );
    // A dollar quote is one on PostgreSQL alone.
    fixture.write(
        &format!("{B}/down.sql"),
        "SELECT 1; -- $$\nSELECT $$open;\n",
    );
    assert_snapshot!(fixture.problems());
}
