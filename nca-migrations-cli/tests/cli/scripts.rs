//! `--sql` and `--plan`.

use insta::assert_snapshot;

use crate::fixture::{Project, sqlite3, sqlite3_reads};

#[test]
fn a_script_is_all_that_is_on_stdout_and_needs_no_database() {
    let project = Project::with_two();
    project.ok("lock --backends sqlite,postgres,mysql");
    for (command, dialect) in [
        ("upgrade head --sql", "SQLite"),
        ("downgrade head:base --sql", "SQLite"),
        ("stamp head --sql", "SQLite"),
        ("ensure-version --sql", "SQLite"),
        ("upgrade one:head --sql --dialect postgres", "PostgreSQL"),
        (
            "upgrade +1 --sql --database-url mysql://u:secret@nowhere/db",
            "MySQL",
        ),
        (
            "stamp one:base --sql --database-url postgres://u:secret@nowhere/db",
            "PostgreSQL",
        ),
    ] {
        let ran = project.run(command);
        assert_eq!((ran.code, &*ran.err), (0, ""), "{command}");
        let first = ran.out.lines().next().unwrap();
        assert!(
            first.starts_with("-- ") && first.contains(dialect),
            "{command}: {first}"
        );
        assert!(!ran.out.contains("secret"), "{command}");
        let quiet = project.run(&format!("{command} -q"));
        assert_eq!(quiet.out, ran.out, "a result");
    }
    assert!(!project.path("app.db").exists());
}

#[test]
fn a_client_makes_of_it_what_a_run_makes() {
    let project = Project::with_two();
    for script in [
        "ensure-version --sql",
        "upgrade one --sql",
        "upgrade one:head --sql --tag R7",
    ] {
        sqlite3_reads(&project, &project.ok(script));
    }
    assert_eq!(project.ok("current"), "20260102000000 (head)\n");
    assert_eq!(project.ok("check"), "No new upgrade operations detected.\n");
    let tagged = "SELECT version FROM __nca_migration_log WHERE tag = 'R7'";
    assert_eq!(sqlite3(&project, tagged), "20260102000000");
    assert!(
        project
            .ok("upgrade one:head --sql --tag R7")
            .contains("\n-- Tag: R7\n")
    );
    sqlite3_reads(&project, &project.ok("stamp head:base --sql"));
    assert_eq!(project.ok("current"), "");
    sqlite3_reads(&project, &project.ok("stamp base:two --sql"));
    assert_eq!(project.ok("check"), "No new upgrade operations detected.\n");
    sqlite3_reads(&project, &project.ok("downgrade head:base --sql"));
    assert_eq!(project.ok("current"), "");
    assert!(project.run("check").err.contains("2 revisions behind"));
}

#[test]
fn ranges_that_are_none() {
    let project = Project::with_two();
    for (command, code, said) in [
        ("upgrade one:two", 2, "Range revision not allowed"),
        ("downgrade two:one", 2, "Range revision not allowed"),
        ("stamp one:two", 2, "a range is for `--sql`"),
        ("upgrade one: --sql", 2, "has an end that is empty"),
        ("upgrade a:b:c --sql", 2, "more than one colon"),
        ("upgrade two:one --sql", 2, "run `downgrade two:one --sql`"),
        ("downgrade one:two --sql", 2, "run `upgrade one:two --sql`"),
        (
            "downgrade one --sql",
            2,
            "downgrade with --sql requires <fromrev>:<torev>",
        ),
        ("upgrade base --sql", 3, "run `downgrade base`"),
        ("upgrade nope --sql", 3, "no revision is called `nope`"),
        ("upgrade +3 --sql", 3, "didn't produce 3 migrations"),
        ("upgrade head --dialect postgres", 2, "--sql"),
        ("upgrade head --sql --plan", 2, "cannot be used with"),
        ("upgrade head --plan --tag x", 2, "cannot be used with"),
        ("upgrade head --sql --dialect oracle", 2, "oracle"),
        ("upgrade head --lock-timeout 30", 2, "such as `30s`"),
    ] {
        let ran = project.run(command);
        assert_eq!((ran.code, &*ran.out), (code, ""), "{command}: {ran:?}");
        assert!(ran.err.contains(said), "{command}: {}", ran.err);
    }
    let nothing = project.ok("upgrade one:one --sql");
    assert!(nothing.contains("there is nothing to do"), "{nothing}");
    let output = project
        .command(&["upgrade", "head", "--sql"])
        .env("DATABASE_URL", "")
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("give `--dialect sqlite`"), "{err}");
}

#[test]
fn a_plan_says_what_would_be_done_and_does_nothing() {
    let project = Project::with_two();
    let file = "migrations/2026-01-02-000000_two/metadata.toml";
    let text = project.read(file).replace("= true", "= false");
    project.write(file, &format!("{text}lossy = \"all twos\"\n"));
    assert_snapshot!("plan_up", project.ok("upgrade head --plan"));
    assert!(!project.path("app.db").exists());
    project.ok("upgrade head");
    let before = std::fs::read(project.path("app.db")).unwrap();
    assert_snapshot!("plan_down", project.ok("downgrade base --plan"));
    assert_snapshot!("plan_json", project.ok("downgrade -1 --plan --json"));
    assert_eq!(
        project.ok("upgrade head --plan"),
        "nothing to do: the database is at 20260102000000 (head)\n"
    );
    assert_eq!(std::fs::read(project.path("app.db")).unwrap(), before);
    // What a run would refuse is refused.
    let err = project.fails(3, "downgrade base --plan --single-transaction");
    assert!(
        err.contains("when the whole run is one transaction"),
        "{err}"
    );
    let err = project.fails(3, "upgrade one --plan");
    assert!(err.contains("run `downgrade one`"), "{err}");
}

#[test]
fn one_transaction_for_the_run() {
    let project = Project::with_two();
    project.write(
        "migrations/2026-01-02-000000_two/up.sql",
        "SELECT * FROM nowhere;\n",
    );
    project.ok("lock --accept two");
    let err = project.fails(3, "upgrade head --single-transaction");
    assert!(err.contains("nothing of this run stays"), "{err}");
    assert_eq!(project.ok("current"), "");
    project.fails(3, "upgrade head");
    assert_eq!(project.ok("current"), "20260101000000\n");
}

#[test]
fn through_revisions_that_are_not_known() {
    let project = Project::with_two();
    project.ok("upgrade head");
    let two = "migrations/2026-01-02-000000_two";
    std::fs::remove_dir_all(project.path(two)).unwrap();
    project.ok("lock --accept two");
    assert!(
        project
            .fails(3, "downgrade one")
            .contains("ahead of this program")
    );
    assert_snapshot!(
        "plan_kept",
        project.ok("downgrade base --plan --use-kept-scripts")
    );
    let ran = project.run("downgrade one --use-kept-scripts");
    assert_eq!(
        ran.err, "Running downgrade 20260102000000 -> 20260101000000, two\n",
        "{ran:?}"
    );
    assert_eq!(project.ok("current"), "20260101000000 (head)\n");
}

#[test]
fn how_long_to_wait_for_the_lock() {
    let project = Project::with_two();
    project.ok("upgrade one");
    let held = std::process::Command::new("sqlite3")
        .arg(project.path("app.db"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn();
    let mut held = held.expect("run `apt-get install sqlite3`");
    let mut input = held.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, b"BEGIN IMMEDIATE;\nSELECT 'held';\n").unwrap();
    let mut said = [0; 4];
    std::io::Read::read_exact(held.stdout.as_mut().unwrap(), &mut said).unwrap();
    let err = project.fails(3, "upgrade head --lock-timeout 10ms");
    assert!(err.contains("no lock within"), "{err}");
    let err = project.fails(3, "stamp head --lock-timeout 10ms");
    assert!(err.contains("no lock within"), "{err}");
    drop(input);
    held.wait().unwrap();
    project.ok("upgrade head --lock-timeout 1m");
}
