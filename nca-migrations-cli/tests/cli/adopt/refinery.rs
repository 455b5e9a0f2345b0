//! From refinery.

use insta::assert_snapshot;

use super::bed::{AGE, INDEX, USERS, execute, log, refinery_table, schema, with_refinery};
use crate::fixture::{Project, snapshot};

#[test]
fn a_project_and_its_databases() {
    let project = Project::new();
    let rows = with_refinery(&project);
    let source = snapshot(&project.path("old"));
    assert_snapshot!("refinery", project.ok("adopt refinery --from old"));
    assert_eq!(snapshot(&project.path("old")), source);
    assert_snapshot!(
        "refinery_metadata",
        project.read("migrations/0002_index/metadata.toml")
    );
    project.ok("validate");

    let old = project.path("old.db");
    execute(
        &old,
        &format!("{USERS}{INDEX}{AGE}{}", refinery_table(&rows)),
    );
    project.ok("adopt refinery --database-url old.db");
    assert_eq!(log(&old), ["stamp 0001", "stamp 0002", "stamp 0010"]);
    let nothing = project.ok("upgrade head --database-url old.db");
    assert_eq!(nothing, "nothing to do: the database is at 0010 (head)\n");
    let err = project.fails(3, "downgrade -1 --database-url old.db");
    assert!(err.contains("it came from refinery"), "{err}");

    project.ok("upgrade head --database-url new.db");
    execute(&project.path("raw.db"), &format!("{USERS}{INDEX}{AGE}"));
    let raw = schema(&project.path("raw.db"));
    assert_eq!(schema(&project.path("new.db")), raw);
    assert_eq!(schema(&old), raw);
}

#[test]
fn another_text_and_an_order_of_its_own() {
    let project = Project::new();
    let rows = with_refinery(&project);
    project.write("old/U3__late.sql", "CREATE TABLE late (id INTEGER);\n");
    project.ok("adopt refinery --from old");
    let old = project.path("old.db");
    execute(&old, &refinery_table(&rows));
    // Without the unversioned one, which refinery would still apply.
    let err = project.fails(3, "adopt refinery --database-url old.db");
    assert!(
        err.contains("`0003_late` is not applied, and later ones are"),
        "{err}"
    );
    execute(
        &old,
        "UPDATE refinery_schema_history SET checksum = '1' WHERE version = 2",
    );
    let err = project.fails(3, "adopt refinery --database-url old.db");
    assert!(err.contains("FAILED: migrations: 2 problems"), "{err}");
}

#[test]
fn rust_has_no_script() {
    let project = Project::new();
    with_refinery(&project);
    project.write(
        "old/V3__code.rs",
        "pub fn migration() -> String { todo!() }",
    );
    let err = project.fails(3, "adopt refinery --from old");
    assert_snapshot!("refinery_rust", err);
    assert!(!project.path("migrations").exists());
    project.write("old/V3__code.sql", "CREATE TABLE code (id INTEGER);\n");
    let out = project.ok("adopt refinery --from old");
    assert!(
        out.contains("note: old/V3__code.rs: `V3__code.sql` is taken in its place"),
        "{out}"
    );
}
