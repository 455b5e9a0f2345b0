//! `schema`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::fixture::Project;

#[test]
fn it_is_written_pinned_and_checked() {
    let project = Project::with_two();
    let err = project.fails(2, "schema");
    assert!(err.starts_with("FAILED: nothing says where"), "{err}");
    project.write("src/main.rs", "");
    let stale = project.run("schema --check --file src/schema.rs");
    assert_eq!(stale.code, 1);
    assert!(!project.path("src/schema.rs").exists());
    assert_eq!(
        project.ok("schema --file src/schema.rs"),
        "wrote src/schema.rs\nwrote migrations/chain.lock\n"
    );
    assert_snapshot!("schema_module", project.read("src/schema.rs"));
    let again = "schema --check --file src/schema.rs";
    assert_eq!(project.ok(again), "src/schema.rs: up to date\n");

    // An edit, and a chain that goes on.
    let text = project.read("src/schema.rs");
    project.write("src/schema.rs", &text.replace("Nullable", "Maybe"));
    assert!(project.fails(1, again).contains("src/schema.rs\n"));
    project.ok("schema --file src/schema.rs");
    assert_eq!(project.read("src/schema.rs"), text);
    project.add("2026-01-03-000000_three", "2026-01-02-000000_two", "three");
    assert!(project.fails(3, again).contains("NCA0604"));
    project.ok("lock");
    project.fails(1, again);
    project.ok("schema --file src/schema.rs");
    assert!(project.read("src/schema.rs").contains("three (id)"));
}

#[test]
fn settings_are_found_and_followed() {
    let project = Project::with_two();
    project.write(
        "app/diesel.toml",
        "[print_schema]\nfile = \"src/schema.rs\"\nfilter = { only_tables = [\"^one$\"] }\n",
    );
    project.write("app/src/lib.rs", "");
    let from = |directory: &str, args: &[&str]| {
        let mut command = project.command(args);
        command.current_dir(project.path(directory));
        let output = command.output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let written = from("app/src", &["schema"]);
    assert_eq!(written.0, Some(0));
    assert!(
        written.1.starts_with("wrote ../src/schema.rs\n"),
        "{written:?}"
    );
    let text = project.read("app/src/schema.rs");
    assert!(
        text.contains("one (id)") && !text.contains("two (id)"),
        "{text}"
    );

    // From the module upwards, wherever the command is run.
    project.ok("schema --check --file app/src/schema.rs");
    project.write("nca-migrate.toml", "schema = \"app/src/schema.rs\"\n");
    project.ok("schema --check");
    let json: Value = serde_json::from_str(&project.ok("schema --json")).unwrap();
    assert_eq!(json["modules"][0]["up_to_date"], true);
    assert_eq!(json["written"], Value::Array(vec![]));
    let printed = project.ok("schema --print");
    assert_eq!(printed, text);

    project.write("app/diesel.toml", "[print_schema]\nfiel = 1\n");
    let err = project.fails(3, "schema");
    assert!(err.contains("did you mean `file`?"), "{err}");
}
