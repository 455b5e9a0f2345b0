//! From sqlx.

use insta::assert_snapshot;

use super::bed::{AGE, INDEX, USERS, execute, lines, log, schema, sqlx_table, with_sqlx};
use crate::fixture::{Project, snapshot};

#[test]
fn a_project_and_its_databases() {
    let project = Project::new();
    let rows = with_sqlx(&project);
    project.write("old/notes.txt", "mine");
    let source = snapshot(&project.path("old"));

    let dry = project.ok("adopt sqlx --from old --dry-run");
    assert!(!project.path("migrations").exists());
    let out = project.ok("adopt sqlx --from old");
    assert_snapshot!("sqlx", out);
    assert_eq!(dry.matches("note: ").count(), out.matches("note: ").count());
    assert_eq!(snapshot(&project.path("old")), source);
    assert_snapshot!(
        "sqlx_metadata",
        project.read("migrations/0010_age/metadata.toml")
    );
    assert!(
        project
            .read("migrations/0002_index/metadata.toml")
            .contains("run_in_transaction = false")
    );
    assert_eq!(project.read("migrations/0001_create_users/up.sql"), USERS);
    project.ok("validate");

    // A database that sqlx brought halfway, in another checkout of the same directory.
    let old = project.path("old.db");
    execute(&old, &format!("{USERS}{INDEX}{}", sqlx_table(&rows[..2])));
    let out = project.ok("adopt sqlx --database-url old.db");
    assert_eq!(
        out,
        "migrations: nothing to write, 3 migrations for sqlite\n\
         old.db: recorded as applied: 2 revisions\n\
         old.db: at 0002_index\n\
         Next: `upgrade head` applies what is left\n"
    );
    assert_eq!(log(&old), ["stamp 0001", "stamp 0002"]);
    project.ok("upgrade head --database-url old.db");
    let again = project.ok("adopt sqlx --database-url old.db");
    assert!(
        again.contains("old.db: nothing to record, it is at 0010_age\n"),
        "{again}"
    );
    let nothing = project.ok("upgrade head --database-url old.db");
    assert_eq!(nothing, "nothing to do: the database is at 0010 (head)\n");

    // An empty one gets the schema that the original scripts make.
    execute(&project.path("raw.db"), &format!("{USERS}{INDEX}{AGE}"));
    project.ok("upgrade head --database-url new.db");
    let raw = schema(&project.path("raw.db"));
    assert_eq!(schema(&project.path("new.db")), raw);
    assert_eq!(schema(&old), raw);
    assert!(!raw.is_empty());
}

#[test]
fn a_chain_and_its_first_database_at_once() {
    let project = Project::new();
    let rows = with_sqlx(&project);
    let old = project.path("old.db");
    execute(&old, &format!("{USERS}{INDEX}{AGE}{}", sqlx_table(&rows)));
    let out = project.ok("adopt sqlx --from old --database-url old.db --json");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["format"], 1);
    assert_eq!(json["files"].as_array().unwrap().len(), 7);
    assert_eq!(json["files"][1]["from"], "old/1_create_users.up.sql");
    assert_eq!(json["history"]["at"], "0010_age");
    assert_eq!(json["history"]["recorded"].as_array().unwrap().len(), 3);
    assert_eq!(json["dry_run"], false);
    project.ok("current --check-heads --database-url old.db");
}

#[test]
fn everything_that_does_not_fit() {
    let project = Project::new();
    let rows = with_sqlx(&project);
    let old = project.path("old.db");
    let mut found = rows.to_vec();
    found[0].2 = "00";
    found.push(("77", "lost", "00"));
    let broken = "UPDATE _sqlx_migrations SET success = FALSE WHERE version = 10; \
                  DELETE FROM _sqlx_migrations WHERE version = 2;";
    execute(&old, &format!("{}{broken}", sqlx_table(&found)));
    let before = schema(&old);
    let err = project.fails(3, "adopt sqlx --from old --database-url old.db");
    assert_snapshot!("sqlx_misfits", err);
    let ran = project.run("adopt sqlx --from old --database-url old.db --json");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 4);
    assert_eq!(json["problems"][3]["file"], "old.db: _sqlx_migrations");
    assert_eq!(
        json["problems"][0]["help"][1],
        "or, if what it did is the same: `--accept 1`"
    );
    assert!(!project.path("migrations").exists(), "nothing was written");
    assert_eq!(schema(&old), before);
    assert_eq!(
        lines(
            &old,
            "SELECT name AS line FROM sqlite_schema WHERE name LIKE '\\_\\_%' ESCAPE '\\'"
        ),
        [""; 0],
        "nor recorded"
    );
}

#[test]
fn another_text_is_accepted_by_its_version() {
    let project = Project::new();
    let mut rows = with_sqlx(&project);
    rows[1].2 = "00";
    let old = project.path("old.db");
    execute(&old, &format!("{USERS}{INDEX}{}", sqlx_table(&rows[..2])));
    project.ok("adopt sqlx --from old");
    let err = project.fails(3, "adopt sqlx --database-url old.db");
    assert!(
        err.contains("help: or, if what it did is the same: `--accept 2`"),
        "{err}"
    );
    project.fails(3, "adopt sqlx --database-url old.db --accept 1");
    project.ok("adopt sqlx --database-url old.db --accept 0002");
    assert_eq!(project.ok("current --database-url old.db"), "0002\n");
}

#[test]
fn a_table_of_another_name() {
    let project = Project::new();
    let rows = with_sqlx(&project);
    project.ok("adopt sqlx --from old");
    let table = sqlx_table(&rows[..1]).replace("_sqlx_migrations", "applied");
    execute(&project.path("old.db"), &format!("{USERS}{table}"));
    let err = project.fails(3, "adopt sqlx --database-url old.db");
    assert!(
        err.contains("there is no table `_sqlx_migrations`"),
        "{err}"
    );
    project.ok("adopt sqlx --database-url old.db --table main.applied");
    for bad in ["x; DROP TABLE y", "a.b.c", "", "\"x\"", "a."] {
        let args = ["adopt", "sqlx", "--database-url", "old.db", "--table", bad];
        assert_eq!(project.run_args(&args).code, 2, "{bad}");
    }
}

#[test]
fn what_the_checks_refuse_is_shown_where_it_is() {
    let project = Project::new();
    project.write("old/1_a.sql", "CREATE TABLE a (b);\nCOMMIT;\n");
    project.write("old/2_b.sql", "-- nothing yet\n");
    project.write("old/3_c.sql", "INSERT INTO a VALUES ('x);\n");
    project.write("old/3_d.sql", "SELECT 1;\n");
    std::fs::write(project.path("old/4_e.sql"), b"SELECT '\xff';").unwrap();
    let err = project.fails(3, "adopt sqlx --from old");
    for said in [
        "old/1_a.sql:2:1",
        "old/2_b.sql:1:1",
        "--> old/3_d.sql",
        "--> old/4_e.sql",
        "FAILED: migrations: 5 problems; nothing was written",
        "repair the scripts in a copy of `old`",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert!(!project.path("migrations").exists());
}

#[test]
fn where_it_is_written() {
    let project = Project::new();
    with_sqlx(&project);
    let source = snapshot(&project.path("old"));
    for dir in ["old", "old/ours", ".", "./old/../old/x"] {
        let err = project.fails(2, &format!("adopt sqlx --from old --dir {dir}"));
        assert!(err.contains("lie in one another"), "{dir}: {err}");
    }
    assert_eq!(snapshot(&project.path("old")), source);
    let err = project.fails(3, "adopt sqlx --from nowhere");
    assert!(err.contains("cannot read `nowhere`"), "{err}");
    project.write("empty/x.txt", "");
    let err = project.fails(3, "adopt sqlx --from empty");
    assert!(err.contains("there is no migration here"), "{err}");

    project.write(
        "migrations/0001_create_users/up.sql",
        "CREATE TABLE mine (id);\n",
    );
    let before = snapshot(&project.path("migrations"));
    let err = project.fails(3, "adopt sqlx --from old");
    assert!(err.contains("another file is there already"), "{err}");
    assert_eq!(snapshot(&project.path("migrations")), before);

    // Of a migration that was never finished nothing is taken for mended.
    std::fs::remove_dir_all(project.path("migrations")).unwrap();
    project.write(
        "migrations/0001_create_users/down.sql",
        "DROP TABLE mine;\n",
    );
    let before = snapshot(&project.path("migrations"));
    let err = project.fails(3, "adopt sqlx --from old");
    assert!(
        err.contains("--> migrations/0001_create_users/down.sql"),
        "{err}"
    );
    assert_eq!(snapshot(&project.path("migrations")), before);

    let other = Project::with_two();
    with_sqlx(&other);
    let before = snapshot(&other.path("migrations"));
    let err = other.fails(3, "adopt sqlx --from old");
    assert!(
        err.contains("more than one migration starts the chain"),
        "{err}"
    );
    assert_eq!(snapshot(&other.path("migrations")), before);
}

#[test]
fn later_migrations_do_not_matter() {
    let project = Project::new();
    let rows = with_sqlx(&project);
    project.ok("adopt sqlx --from old");
    project.add("2026-01-01-000000_ours", "0010_age", "ours");
    project.write(
        "migrations/0001_create_users/down.sql",
        "DROP TABLE IF EXISTS users;\n",
    );
    project.ok("lock --accept create_users");
    let before = snapshot(&project.path("migrations"));
    execute(
        &project.path("old.db"),
        &format!("{USERS}{INDEX}{AGE}{}", sqlx_table(&rows)),
    );
    project.ok("adopt sqlx --from old --database-url old.db");
    assert_eq!(snapshot(&project.path("migrations")), before);
    assert_eq!(project.ok("current --database-url old.db"), "0010\n");
    // One that sqlx got since stands beside ours: the chain would fork.
    project.write("old/11_more.sql", "SELECT 1;\n");
    assert!(project.fails(3, "adopt sqlx --from old").contains("forks"));
}

#[test]
fn the_configuration_names_directory_and_backends() {
    let project = Project::new();
    with_sqlx(&project);
    project.write(
        "nca-migrate.toml",
        "directory = \"db/ours\"\nbackends = [\"postgres\", \"sqlite\"]\n",
    );
    let out = project.ok("adopt sqlx --from old");
    assert!(
        out.contains("db/ours: 3 migrations for sqlite, postgres, locked\n"),
        "{out}"
    );
    project.ok("validate");
}

#[test]
fn arguments_that_do_not_go_together() {
    let project = Project::new();
    with_sqlx(&project);
    for (arguments, said) in [
        ("adopt --from old", "without the tool"),
        ("adopt diesel --from old", "stay where they are"),
        ("adopt alembic --from old", "alembic upgrade head --sql"),
        ("adopt sqlx --from old --drop-empty-down", "for Diesel only"),
        (
            "adopt sqlx --from old --sql old/1_a.sql",
            "for Alembic only",
        ),
        ("adopt --accept 1", "for sqlx and refinery only"),
        ("adopt --table x", "for sqlx, refinery and Alembic only"),
        ("adopt flyway", "possible values"),
    ] {
        let err = project.fails(2, arguments);
        assert!(err.contains(said), "{arguments}: {err}");
    }
    project.write("migrations/.keep", "");
    let err = project.fails(2, "adopt sqlx");
    assert!(err.contains("nothing to take over"), "{err}");
    let args = ["adopt", "--unverified", " "];
    assert!(project.run_args(&args).err.contains("gives no reason"));
    let output = project
        .command(&["adopt"])
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("--backends")
    );
}
