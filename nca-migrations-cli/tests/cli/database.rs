//! The commands that need a database.

use insta::assert_snapshot;

use crate::fixture::Project;

#[test]
fn up_and_down() {
    let project = Project::with_two();
    assert_eq!(
        project.ok("history"),
        "\
20260101000000 -> 20260102000000 (head), two
<base> -> 20260101000000, one
"
    );
    let ran = project.run("upgrade +1");
    assert_eq!(ran.err, "Running upgrade  -> 20260101000000, one\n");
    assert!(
        ran.out
            .starts_with("upgraded from the base to 20260101000000: 1 revision in "),
        "{ran:?}"
    );
    assert_eq!(project.ok("current"), "20260101000000\n");
    assert_eq!(
        project.ok("history -i"),
        "\
20260101000000 -> 20260102000000 (head), two
<base> -> 20260101000000 (current), one
"
    );
    let err = project.run("upgrade head").err;
    assert_eq!(
        err,
        "Running upgrade 20260101000000 -> 20260102000000, two\n"
    );
    assert_eq!(
        project.ok("upgrade head"),
        "nothing to do: the database is at 20260102000000 (head)\n"
    );
    let ran = project.run("downgrade -q -1");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", ""));
    let ran = project.run("downgrade base");
    assert_eq!(ran.err, "Running downgrade 20260101000000 -> , one\n");
    assert_eq!(project.ok("current"), "");
}

#[test]
fn current_in_a_deployment() {
    let project = Project::with_two();
    project.ok("upgrade one");
    let ran = project.run("current --check-heads");
    assert_eq!((ran.code, &*ran.out), (1, "20260101000000\n"));
    assert!(
        ran.err
            .starts_with("FAILED: the database is not at the head"),
        "{ran:?}"
    );
    project.ok("upgrade two");
    assert_eq!(project.ok("current -c"), "20260102000000 (head)\n");
    assert_snapshot!("current_verbose", project.ok("current -v"));
    assert_snapshot!("current_json", project.ok("current --json"));
}

#[test]
fn ranges_of_history() {
    let project = Project::with_two();
    project.add("2026-01-03-000000_three", "2026-01-02-000000_two", "three");
    project.ok("lock");
    project.ok("upgrade two");
    let versions = |range: &str| -> String {
        let out = project.ok(&format!("history -r {range}"));
        out.lines()
            .map(|line| line.split(", ").nth(1).unwrap().to_owned() + " ")
            .collect()
    };
    assert_eq!(versions(":"), "three two one ");
    assert_eq!(versions("two:"), "three two ");
    assert_eq!(versions("base:two"), "two one ");
    assert_eq!(versions(":current"), "two one ");
    assert_eq!(versions("-1:current"), "two one ");
    assert_eq!(versions("-9:current"), "two one ");
    assert_eq!(versions("current:+1"), "three two ");
    assert_eq!(versions("one:+9"), "three two one ");
    assert!(
        project
            .fails(2, "history -r two")
            .contains("History range requires")
    );
    assert!(
        project
            .fails(2, "history -r two:one")
            .contains("ends before it starts")
    );
    assert!(
        project
            .fails(2, "history -r -1:+1")
            .contains("counts from the other end")
    );
    assert!(
        project
            .fails(3, "history -r nope:")
            .contains("no revision is called `nope`")
    );
}

#[test]
fn shown() {
    let project = Project::with_two();
    assert_eq!(project.ok("heads"), "20260102000000 (head)\n");
    assert_snapshot!("show", project.ok("show one"));
    assert_eq!(project.ok("heads -v"), project.ok("show head"));
    project.ok("upgrade one");
    assert_eq!(project.ok("show current"), project.ok("show one"));
    assert!(project.fails(2, "show -1").contains("head-1"));
    let ran = project.run("show base");
    assert_eq!((ran.code, &*ran.out), (0, ""), "as Alembic");
    assert!(ran.err.contains("is the base"), "{ran:?}");
    project.fails(3, "show nope");
}

#[test]
fn a_failed_statement_is_drawn_in_its_file() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-02-000000_two/up.sql",
        "CREATE TABLE two (id INTEGER);\n\nINSERT INTO two\nSELECT * FROM nowhere;\n",
    );
    project.ok("lock --accept two");
    assert_snapshot!("failed_statement", project.fails(3, "upgrade head"));
    assert_eq!(project.ok("current"), "20260101000000\n");
}

#[test]
fn a_failed_statement_that_is_long_is_folded_and_cut() {
    let fails = |up: &str| {
        let project = Project::with_two();
        project.write("migrations/2026-01-02-000000_two/up.sql", up);
        project.ok("lock --accept two");
        project.fails(3, "upgrade head")
    };
    let columns: Vec<String> = (0..30).map(|number| format!("  c{number} TEXT")).collect();
    let (before, after) = (columns[..20].join(",\n"), columns[20..].join(",\n"));
    let many_lines = format!("CREATE TABLE two (\n{before},\n  ü TEXT NOT NUL,\n{after}\n);\n");
    assert_snapshot!("failed_statement_of_many_lines", fails(&many_lines));
    let rows = "(1), ".repeat(300);
    let long_line =
        format!("CREATE TABLE two (id);\nINSERT INTO two VALUES\n{rows}(1 FOO), {rows}(1);\n");
    assert_snapshot!("failed_statement_in_a_long_line", fails(&long_line));
    // Nothing is pointed at.
    let duplicate = format!("CREATE TABLE two (id UNIQUE);\nINSERT INTO two VALUES {rows}(1);\n");
    assert_snapshot!("failed_statement_that_is_a_long_line", fails(&duplicate));
}

#[test]
fn what_a_downgrade_loses_is_said_first() {
    let project = Project::with_two();
    let file = "migrations/2026-01-02-000000_two/metadata.toml";
    let text = project.read(file);
    project.write(file, &format!("{text}lossy = \"all twos\"\n"));
    project.ok("upgrade head");
    let err = project.run("downgrade base").err;
    assert!(
        err.starts_with("reverting 20260102000000 loses: all twos\nRunning downgrade"),
        "{err}"
    );
}

#[test]
fn reading_creates_nothing() {
    let project = Project::with_two();
    for command in ["current", "history -i", "show current", "downgrade base"] {
        let err = project.fails(3, command);
        assert!(
            err.starts_with("FAILED: there is no database `app.db`"),
            "{err}"
        );
    }
    assert!(!project.path("app.db").exists());
    std::fs::write(project.path("app.db"), "").unwrap();
    assert_eq!(project.ok("current"), "");
    assert_eq!(project.read("app.db"), "");
}

#[test]
fn targets_that_are_none() {
    let project = Project::with_two();
    project.ok("upgrade one");
    for (command, code, said) in [
        ("upgrade", 2, "<TARGET>"),
        ("upgrade +0", 2, "counts from 1"),
        (
            "upgrade +9",
            3,
            "Relative revision +9 didn't produce 9 migrations",
        ),
        ("upgrade base", 3, "downgrade base"),
        ("downgrade two", 3, "upgrade two"),
        ("upgrade nope", 3, "no revision is called `nope`"),
    ] {
        let err = project.fails(code, command);
        assert!(err.contains(said), "{command}: {err}");
    }
}

#[test]
fn a_directory_with_problems_is_not_run() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-02-000000_two/up.sql",
        "CREATE TABLE other (id INTEGER);\n",
    );
    let err = project.fails(3, "upgrade head");
    assert!(
        err.contains("NCA0606") && err.contains("FAILED: migrations: 1 problem"),
        "{err}"
    );
    assert!(!project.path("app.db").exists());
}

#[test]
fn which_database() {
    let project = Project::with_two();
    project.ok("--database-url sqlite:other.db upgrade head");
    project.ok("upgrade one --database-url sqlite://third.db");
    assert!(project.path("other.db").exists() && project.path("third.db").exists());
    assert!(!project.path("app.db").exists());
    let empty = project
        .command(&["current"])
        .env("DATABASE_URL", "")
        .output()
        .unwrap();
    assert_eq!(empty.status.code(), Some(2));
    let err = String::from_utf8(empty.stderr).unwrap();
    assert!(err.starts_with("FAILED: no database is named"), "{err}");
}

#[test]
fn secrets_stay_secret() {
    let project = Project::with_two();
    // Nobody listens there.
    let postgres = if cfg!(feature = "postgres") { 3 } else { 2 };
    let mysql = if cfg!(feature = "mysql") { 3 } else { 2 };
    for (url, code) in [
        ("postgres://u:hunter2@127.0.0.1:1/db", postgres),
        ("mysql://u:hunter2@127.0.0.1:1/db", mysql),
        ("redis://u:hunter2@host/db", 2),
        ("host=127.0.0.1 port=1 password=hunter2", postgres),
        ("file:/nowhere/x.db?key=hunter2", 3),
        ("sqlite://u:hunter2@nowhere/x.db", 3),
    ] {
        for command in ["upgrade", "downgrade", "show"] {
            let target = if command == "show" { "current" } else { "head" };
            let ran = project.run_args(&[command, target, "-v", "--database-url", url]);
            assert_eq!(ran.code, code, "{url}: {ran:?}");
            let said = format!("{}{}", ran.out, ran.err);
            assert!(
                said.starts_with("FAILED: ") && said.contains("***"),
                "{said}"
            );
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
}

#[cfg(not(feature = "postgres"))]
#[test]
fn a_backend_that_was_not_built_in_is_named() {
    let project = Project::with_two();
    let err = project.fails(2, "upgrade head --database-url postgres://u@host/db");
    assert!(
        err.contains("no PostgreSQL backend (feature `postgres`)"),
        "{err}"
    );
}

#[cfg(feature = "postgres")]
#[test]
fn a_server_that_does_not_answer_is_named() {
    let project = Project::with_two();
    let url = "postgres://u:hunter2@127.0.0.1:1/db";
    let err = project.fails(3, &format!("current --database-url {url}"));
    assert!(
        err.starts_with("FAILED: cannot open the database `postgres://u:***@127.0.0.1:1/db`: "),
        "{err}"
    );
}

#[test]
fn a_history_that_does_not_fit_is_warned_of() {
    let project = Project::with_two();
    project.ok("upgrade head");
    let (one, two) = ("2026-01-01-000000_one", "2026-01-02-000000_two");
    project.add("2026-01-01-120000_between", one, "between");
    project.write(
        &format!("migrations/{two}/metadata.toml"),
        &crate::fixture::metadata("2026-01-01-120000_between"),
    );
    project.ok("lock --accept two");
    let ran = project.run("current");
    assert_eq!((ran.code, &*ran.out), (0, "20260102000000\n"));
    assert!(
        ran.err.starts_with("warning: ") && ran.err.contains("2026-01-01-120000_between"),
        "{ran:?}"
    );

    // Ahead: what is applied is not in the chain.
    let project = Project::with_two();
    project.ok("upgrade head");
    std::fs::remove_dir_all(project.path(&format!("migrations/{two}"))).unwrap();
    project.ok("lock --accept two");
    let ran = project.run("current");
    assert_eq!((ran.code, &*ran.out), (0, "20260102000000\n"));
    assert!(
        ran.err.starts_with("warning: the database is ahead"),
        "{ran:?}"
    );
}

#[test]
fn a_failed_statement_that_no_edit_repairs() {
    let project = Project::with_two();
    let up = "migrations/2026-01-02-000000_two/up.sql";
    project.write(up, "CREATE TABLE one (id INTEGER);\n");
    project.ok("lock --accept two");
    let err = project.fails(3, "upgrade head");
    assert!(
        err.contains("already exists") && err.contains("did not make"),
        "{err}"
    );
    project.write(
        up,
        "PRAGMA query_only = 1;\nCREATE TABLE two (id INTEGER);\n",
    );
    project.ok("lock --accept two");
    let err = project.fails(3, "upgrade head");
    assert!(err.contains("write the database file"), "{err}");
    assert!(!err.contains("help: repair"), "{err}");
}
