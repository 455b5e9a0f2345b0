//! From Alembic.

use insta::assert_snapshot;

use super::bed::{execute, log, schema, with_alembic};
use crate::fixture::{Project, snapshot};

const ADOPT: &str = "adopt alembic --from alembic --sql up.sql --down-sql down.sql";

#[test]
fn a_project_and_its_databases() {
    let project = Project::new();
    with_alembic(&project, "sqlite");
    let source = snapshot(&project.path("alembic"));
    assert_snapshot!("alembic", project.ok(ADOPT));
    assert_eq!(snapshot(&project.path("alembic")), source);
    assert_snapshot!("alembic_history", project.ok("history"));
    project.ok("validate");

    // As Alembic itself makes one.
    let old = project.path("old.db");
    execute(&old, &project.read("up.sql"));
    project.ok("adopt alembic --database-url old.db");
    assert_eq!(log(&old).len(), 4);
    let nothing = project.ok("upgrade head --database-url old.db");
    assert!(nothing.starts_with("nothing to do: "), "{nothing}");

    // A revision is still named by Alembic's id, or the start of one.
    project.ok("upgrade ae1027a6acf0 --database-url new.db");
    project.ok("upgrade head --database-url new.db");
    assert_eq!(schema(&project.path("new.db")), schema(&old));
    project.ok("downgrade 27c6 --database-url new.db");
    project.ok("downgrade base --database-url new.db");
    assert_eq!(schema(&project.path("new.db")), [""; 0]);
}

#[test]
fn a_database_in_the_middle() {
    let project = Project::new();
    with_alembic(&project, "sqlite");
    project.ok(ADOPT);
    let old = project.path("old.db");
    execute(&old, &project.read("up.sql"));
    let at = |ids: &str| {
        execute(
            &old,
            &format!("DELETE FROM alembic_version; INSERT INTO alembic_version VALUES {ids}"),
        );
    };
    at("('ae1027a6acf0'), ('27c6a30d7c24')");
    let err = project.fails(3, "adopt alembic --database-url old.db");
    assert!(err.contains("at several heads"), "{err}");
    at("('ffff')");
    let err = project.fails(3, "adopt alembic --database-url old.db");
    assert!(err.contains("Alembic's revision `ffff`"), "{err}");
    at("('ae1027a6acf0')");
    let dry = project.ok("adopt alembic --database-url old.db --dry-run");
    assert!(
        dry.contains("would be recorded as applied: 2 revisions"),
        "{dry}"
    );
    assert!(project.ok("current --database-url old.db").is_empty());
    project.ok("adopt alembic --database-url old.db");
    assert_eq!(
        project.ok("current --database-url old.db"),
        "20261125093957\n"
    );
}

#[test]
fn without_the_way_back() {
    let project = Project::new();
    with_alembic(&project, "sqlite");
    let out = project.ok("adopt alembic --from alembic --sql up.sql");
    assert!(
        out.contains("note: all migrations: declared irreversible"),
        "{out}"
    );
    project.ok("upgrade head");
    project.fails(3, "downgrade base");
}

#[test]
fn an_autocommit_block_leaves_the_transaction() {
    let project = Project::new();
    with_alembic(&project, "postgresql");
    let out = project.ok(&format!("{ADOPT} --backends postgres"));
    assert!(out.contains("`autocommit_block`"), "{out}");
    let folder = "migrations/2026-11-25-093959_91e3c77d0b15_index";
    assert!(
        project
            .read(&format!("{folder}/metadata.toml"))
            .contains("run_in_transaction = false")
    );
    assert_snapshot!(
        "alembic_autocommit",
        project.read(&format!("{folder}/up.sql"))
    );
}

#[test]
fn everything_that_does_not_fit() {
    let project = Project::new();
    with_alembic(&project, "sqlite");
    let version = |name: &str, text: &str| project.write(&format!("alembic/versions/{name}"), text);
    version(
        "m_merge.py",
        "revision = 'm'\ndown_revision = ('91e3c77d0b15', 'b')\n",
    );
    version(
        "b_branch.py",
        "revision = 'b'\ndown_revision = 'ae1027a6acf0'\n",
    );
    version("none.py", "x = 1\n");
    version(
        "slash.py",
        "revision = '../../x'\ndown_revision = compute()\n",
    );
    version("old.txt", "not a revision");
    let err = project.fails(3, ADOPT);
    assert_snapshot!("alembic_misfits", err);
    assert!(!project.path("migrations").exists());
}

#[test]
fn code_that_leaves_no_sql() {
    let project = Project::new();
    with_alembic(&project, "sqlite");
    let file = "alembic/versions/5f3bb1a2c9d4_nothing_yet.py";
    let text = project.read(file);
    let code =
        "    bind = op.get_bind()\n    bind.execute(sa.text('UPDATE account SET name = 1'))\n";
    project.write(file, &text.replacen("    pass\n", code, 1));
    let err = project.fails(3, ADOPT);
    assert!(
        err.contains("`upgrade()` has code, and no SQL came of it for `5f3bb1a2c9d4`"),
        "{err}"
    );
    let err = project.fails(3, &format!("{ADOPT} --no-sql 5f3bb1a2c9d4 --no-sql ffff"));
    assert!(err.contains("`--no-sql ffff` names no revision"), "{err}");
    let out = project.ok(&format!("{ADOPT} --no-sql 5f3bb1a2c9d4"));
    assert!(out.contains("uses `get_bind`"), "{out}");
}
