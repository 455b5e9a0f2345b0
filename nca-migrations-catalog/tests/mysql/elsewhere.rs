//! The same statements in another place.

use crate::bed::{Bed, EVERYTHING, differences, same};

#[test]
fn in_another_database() {
    let (mut one, mut other) = (Bed::with(EVERYTHING), Bed::with(EVERYTHING));
    assert_ne!(one.database.name(), other.database.name());
    same(&one.outline(), &other.outline(), "another database");
}

/// A script that does not say which collation it wants makes another table, and that is shown.
#[test]
fn under_another_default() {
    let mut one = Bed::new();
    let mut other = Bed::new();
    let database = other.database.name().to_owned();
    other.run(&format!("ALTER DATABASE {database} COLLATE latin1_bin"));
    for bed in [&mut one, &mut other] {
        bed.run(
            "CREATE TABLE plain (a TEXT);
             CREATE TABLE said (a TEXT) COLLATE utf8mb4_bin",
        );
    }
    assert_eq!(
        differences(&one.outline(), &other.outline()),
        [
            "- setting of table plain: collate utf8mb4_general_ci",
            "+ setting of table plain: collate latin1_bin"
        ]
    );
}

/// What refers to another database keeps its name.
#[test]
fn with_another_database_beside_it() {
    let other = Bed::with("CREATE TABLE t (id INT PRIMARY KEY)");
    let name = other.database.name();
    let mut bed = Bed::with(&format!(
        "CREATE TABLE t (id INT PRIMARY KEY, CONSTRAINT f FOREIGN KEY (id) REFERENCES {name}.t (id));
         CREATE VIEW v AS SELECT t.id FROM t JOIN {name}.t AS o ON o.id = t.id"
    ));
    insta::assert_snapshot!(bed.outline().to_string().replace(name, "OTHER"));
    // Before the table that it leads to.
    drop(bed);
}
