//! `edit`, with editors that are shell scripts.

use crate::fixture::{Project, Ran};

/// Appends to the files that it is given, and writes down what they are.
fn editor(project: &Project) -> String {
    project.write(
        "editor.sh",
        "for file; do echo \"$file\" >> opened; echo '-- edited' >> \"$file\"; done\n",
    );
    format!("sh '{}'", project.path("editor.sh").display())
}

fn edit(project: &Project, editor: &str, args: &[&str]) -> Ran {
    let args: Vec<&str> = std::iter::once("edit")
        .chain(args.iter().copied())
        .collect();
    project
        .command(&args)
        .env("EDITOR", editor)
        .output()
        .unwrap()
        .into()
}

/// The files that were opened, from the project's directory.
fn opened(project: &Project) -> Vec<String> {
    let text = project.read("opened");
    std::fs::remove_file(project.path("opened")).unwrap();
    let root = format!(
        "{}/",
        project.path("").display().to_string().trim_end_matches('/')
    );
    let lines = text.lines().map(|line| line.strip_prefix(&root).unwrap());
    lines.map(str::to_owned).collect()
}

#[test]
fn a_locked_up_script() {
    let project = Project::with_two();
    let ran = edit(&project, &editor(&project), &["head"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        opened(&project),
        ["migrations/2026-01-02-000000_two/up.sql"]
    );
    insta::assert_snapshot!("edit_locked_up", ran.out);
    assert!(project.fails(1, "validate").contains("NCA0606"));
    project.ok("lock --accept 2026-01-02-000000_two");
    project.ok("validate");
}

#[test]
fn other_files() {
    let project = Project::with_two();
    let editor = editor(&project);
    let ran = edit(&project, &editor, &["head-1", "--down"]);
    assert!(
        ran.out
            .contains("if this mends it: `nca-migrate lock --accept 2026-01-01-000000_one`"),
        "{ran:?}"
    );
    assert_eq!(
        opened(&project),
        ["migrations/2026-01-01-000000_one/down.sql"]
    );
    let ran = edit(&project, &editor, &["one", "--metadata", "--json"]);
    let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(result["directory"], "2026-01-01-000000_one");
    assert_eq!(
        result["files"][0],
        serde_json::json!({
            "file": "migrations/2026-01-01-000000_one/metadata.toml",
            "changed": true,
            "locked": false,
            "as_locked": true,
        })
    );
    let ran = edit(&project, "true", &["one"]);
    assert_eq!(
        ran.out,
        "migrations/2026-01-01-000000_one/up.sql: nothing was changed\n"
    );
}

#[test]
fn one_backend_or_all() {
    let project = Project::new();
    project.ok("init --backends sqlite,postgres,mysql");
    project.ok("revision -m x --rev-id 1");
    project.write("migrations/1_x/up.postgres.sql", "");
    let editor = editor(&project);
    edit(&project, &editor, &["x"]);
    assert_eq!(
        opened(&project),
        ["migrations/1_x/up.postgres.sql", "migrations/1_x/up.sql"]
    );
    for (backend, file) in [("postgres", "up.postgres.sql"), ("mysql", "up.sql")] {
        edit(&project, &editor, &["x", "--backend", backend]);
        assert_eq!(opened(&project), [format!("migrations/1_x/{file}")]);
    }
}

#[test]
fn what_is_not_in_the_chain() {
    let project = Project::with_two();
    // A fork, and a parent that is not there: that is what one wants to edit.
    project.add("2026-01-03-000000_fork", "2026-01-01-000000_one", "fork");
    project.add("2026-01-04-000000_lost", "2026-09-09-000000_gone", "lost");
    let editor = editor(&project);
    for name in ["fork", "lost"] {
        assert_eq!(edit(&project, &editor, &[name]).code, 0);
    }
    assert_eq!(opened(&project).len(), 2);
    let ran = edit(&project, &editor, &["2026"]);
    assert!(ran.err.contains("names more than one revision"), "{ran:?}");
    let ran = edit(&project, &editor, &["frok"]);
    assert_eq!(ran.code, 3, "{ran:?}");
}

#[test]
fn current_asks_the_database() {
    let project = Project::with_two();
    let editor = editor(&project);
    let ran = edit(&project, &editor, &["current"]);
    assert!(
        ran.err.starts_with("FAILED: there is no database `app.db`"),
        "{ran:?}"
    );
    project.ok("upgrade one");
    edit(&project, &editor, &["current", "--down"]);
    assert_eq!(
        opened(&project),
        ["migrations/2026-01-01-000000_one/down.sql"]
    );
}

#[test]
fn no_file_to_edit() {
    let project = Project::with_two();
    project.run_args(&["revision", "-m", "burn", "--irreversible", "it burns"]);
    for (args, code, err) in [
        (
            &["base"][..],
            2,
            "FAILED: No revision files indicated by symbol 'base'\n",
        ),
        (
            &["-1"],
            2,
            "FAILED: `-1` counts from somewhere, and `edit` does not say from where\n",
        ),
        (&["+1"], 2, "FAILED: `+1` counts from somewhere"),
        (
            &["burn", "--down"],
            3,
            "has no down script\nits metadata.toml says that it is irreversible: it burns\n",
        ),
    ] {
        let ran = edit(&project, "true", args);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.err.contains(err), "{ran:?}");
    }
}

#[test]
fn editors() {
    let project = Project::with_two();
    let failed = edit(&project, "exit 7;", &["head"]);
    assert_eq!(failed.code, 3);
    assert_eq!(
        failed.err,
        "FAILED: Error executing editor (Command 'exit 7;' returned non-zero exit status 7.)\n\
         $VISUAL or $EDITOR names it\n"
    );
    let missing = edit(&project, "no-such-editor --wait", &["head"]);
    assert!(
        missing
            .err
            .contains("status 127.)\n$VISUAL or $EDITOR names it; there is no such program"),
        "{missing:?}"
    );
    // $VISUAL comes first.
    let output = project
        .command(&["edit", "head"])
        .env("EDITOR", "exit 7;")
        .env("VISUAL", "true")
        .output();
    assert!(output.unwrap().status.success());
    let none = project
        .command(&["edit", "head"])
        .env("PATH", "")
        .output()
        .unwrap();
    let err = String::from_utf8(none.stderr).unwrap();
    assert!(err.contains("no editor is set"), "{err}");
}

#[test]
fn a_new_migration_is_opened() {
    let project = Project::with_two();
    let output = project
        .command(&["revision", "-m", "x", "--rev-id", "3", "--edit"])
        .env("EDITOR", editor(&project))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(opened(&project), ["migrations/3_x/up.sql"]);
    assert!(
        project
            .read("migrations/3_x/up.sql")
            .ends_with("-- edited\n")
    );
    let output = project
        .command(&["revision", "-m", "y", "--rev-id", "4", "--edit"])
        .env("EDITOR", "false")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(
        project.path("migrations/4_y/up.sql").exists(),
        "it is there all the same"
    );
}
