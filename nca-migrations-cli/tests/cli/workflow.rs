//! From nothing to a locked chain.

use std::fs;

use insta::assert_snapshot;

use crate::fixture::{Project, snapshot};

#[test]
fn from_init_to_upgrade() {
    let project = Project::new();
    assert_snapshot!("init", project.ok("init"));
    assert_eq!(project.list("migrations"), ["chain.lock"]);
    project.ok("validate");

    let out = project
        .run_args(&[
            "revision",
            "-m",
            "Create users",
            "--rev-id",
            "2026-01-01-000000",
        ])
        .out;
    assert_snapshot!("revision", out);
    let draft = "migrations/2026-01-01-000000_create_users";
    assert_eq!(project.list(draft), ["down.sql", "metadata.toml", "up.sql"]);
    assert!(
        project
            .read("migrations/chain.lock")
            .ends_with("parent base\ndraft\n")
    );
    let before_writing = project.run("validate");
    assert_eq!(before_writing.code, 1);
    assert!(before_writing.err.contains("NCA0502"), "{before_writing:?}");
    assert!(
        project
            .fails(3, "lock")
            .contains("FAILED: migrations: 2 problems")
    );

    project.write(
        &format!("{draft}/up.sql"),
        "CREATE TABLE users (id INTEGER);\n",
    );
    project.write(&format!("{draft}/down.sql"), "DROP TABLE users;\n");
    assert!(project.fails(1, "validate").contains("NCA0604"));
    assert_snapshot!("lock", project.ok("lock"));
    assert_eq!(
        project.ok("validate"),
        "migrations: 1 migration, no problem\n"
    );
    project.ok("upgrade head");
    assert_eq!(project.ok("current"), "20260101000000 (head)\n");
}

#[test]
fn init_refuses_what_is_there() {
    let project = Project::with_two();
    let before = snapshot(&project.path("migrations"));
    assert!(
        project
            .fails(3, "init")
            .starts_with("FAILED: Directory `migrations` already exists")
    );
    assert_eq!(snapshot(&project.path("migrations")), before);
}

#[test]
fn init_elsewhere() {
    let project = Project::new();
    project.write("db/m/.keep", "");
    let out = project.ok("init db/m --backends postgres,sqlite");
    assert!(out.contains("embed_migrations!(\"db/m\")"), "{out}");
    assert!(
        out.contains("\nIn nca-migrate.toml, so that it is found without --dir:\n\n    directory = \"db/m\"\n"),
        "{out}"
    );
    assert!(
        project
            .read("db/m/chain.lock")
            .contains("\ndialects sqlite postgres\n")
    );
    project.ok("validate --dir db/m");
    project.ok("--dir db/m validate");
    project.fails(2, "init other --backends oracle");
    assert!(!project.path("other").exists());
}

#[test]
fn the_nearest_directory_upwards() {
    let project = Project::with_two();
    let below = project.path("a/b");
    fs::create_dir_all(&below).unwrap();
    let output = project
        .command(&["validate"])
        .current_dir(&below)
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(out, "../../migrations: 2 migrations, no problem\n");
}

#[test]
fn no_directory() {
    let project = Project::new();
    for command in [
        "validate",
        "lock",
        "revision -m x",
        "upgrade head",
        "history",
    ] {
        let err = project.fails(3, command);
        assert!(
            err.starts_with("FAILED: there is no `migrations` directory"),
            "{err}"
        );
    }
}

#[test]
fn lock_accepts_by_name() {
    let project = Project::with_two();
    let down = "migrations/2026-01-01-000000_one/down.sql";
    project.write(down, "DROP TABLE IF EXISTS one;\n");
    let locked = project.read("migrations/chain.lock");
    let refused = project.fails(3, "lock");
    assert!(refused.contains("NCA0606") && refused.contains("FAILED: migrations: 1 problem"));
    let other = project.fails(3, "lock --accept 2026-01-02-000000_two");
    assert!(other.contains("NCA0606"));
    assert!(
        project
            .fails(3, "lock --accept 2026")
            .contains("more than one migration")
    );
    assert!(
        project
            .fails(3, "lock --accept 2026-01-01-000000_ane")
            .contains("did you mean")
    );
    assert_eq!(project.read("migrations/chain.lock"), locked);

    let out = project.ok("lock --accept one");
    assert!(out.starts_with("accepted 2026-01-01-000000_one\n"), "{out}");
    assert_ne!(project.read("migrations/chain.lock"), locked);
    assert_eq!(
        project.ok("lock"),
        "migrations/chain.lock: 2 migrations for sqlite\n"
    );
    project.ok("validate");
    assert_eq!(
        project.list("migrations"),
        [
            "2026-01-01-000000_one",
            "2026-01-02-000000_two",
            "chain.lock"
        ],
        "no temporary file stays"
    );
}

#[test]
fn lock_accepts_a_removal() {
    let project = Project::with_two();
    fs::remove_dir_all(project.path("migrations/2026-01-02-000000_two")).unwrap();
    project.fails(3, "lock");
    let out = project.ok("lock --accept 20260102000000");
    assert!(out.starts_with("removed 2026-01-02-000000_two\n"), "{out}");
    project.ok("validate");
}

#[test]
fn lock_for_more_backends() {
    let project = Project::with_two();
    let one = "migrations/2026-01-01-000000_one";
    fs::rename(
        project.path(&format!("{one}/up.sql")),
        project.path(&format!("{one}/up.sqlite.sql")),
    )
    .unwrap();
    project.ok("lock --accept one");
    let locked = project.read("migrations/chain.lock");
    let err = project.fails(3, "lock --backends sqlite,postgres");
    assert!(err.contains("NCA0201"), "{err}");
    assert_eq!(project.read("migrations/chain.lock"), locked);

    project.write(
        &format!("{one}/up.postgres.sql"),
        "CREATE TABLE one (id BIGINT);\n",
    );
    project.ok("lock --backends sqlite,postgres");
    assert!(
        project
            .read("migrations/chain.lock")
            .contains("dialects sqlite postgres")
    );
    assert_eq!(
        project
            .run_args(&["lock", "--backends", "sqlite, postgres"])
            .code,
        0
    );
    let err = project.fails(2, "lock --backends sqlite,postgresql");
    assert!(err.contains("did you mean `postgres`?"), "{err}");
    let out = project.ok("lock --backends postgres");
    assert!(out.contains("no longer serves sqlite\n"), "{out}");
}
