//! The shapes in `docs/json.md`: each command's object has the fields that the page names, and no others.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::fixture::{Project, sqlite3};

const PAGE: &str = include_str!("../../../docs/json.md");

fn object(project: &Project, code: i32, words: &str) -> Value {
    let ran = project.run(&format!("{words} --json"));
    assert_eq!(ran.code, code, "{words}: {ran:?}");
    assert_eq!(ran.out.lines().count(), 1, "{words}: {}", ran.out);
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(object["format"], 1, "{words}");
    object
}

fn fields(value: &Value) -> Vec<&str> {
    let fields = value.as_object().unwrap().keys();
    fields
        .map(String::as_str)
        .filter(|field| *field != "format")
        .collect()
}

const REVISION: [&str; 9] = [
    "current",
    "directory",
    "head",
    "irreversible",
    "lossy",
    "message",
    "parent",
    "run_in_transaction",
    "version",
];

/// Fields that were looked at, to be found on the page.
struct Looked<'p> {
    project: &'p Project,
    seen: BTreeSet<String>,
}

impl Looked<'_> {
    /// The object has these fields.
    fn has(&mut self, code: i32, words: &str, expected: &[&str]) -> Value {
        let object = object(self.project, code, words);
        assert_eq!(fields(&object), expected, "{words}");
        self.note(expected);
        object
    }

    /// So has the object in it.
    fn inner(&mut self, object: &Value, expected: &[&str]) {
        assert_eq!(fields(object), expected, "{object}");
        self.note(expected);
    }

    fn all_on_page(&self) {
        let missing: Vec<_> = (self.seen.iter())
            .filter(|field| !PAGE.contains(&format!("`{field}`")))
            .collect();
        assert!(missing.is_empty(), "not on the page: {missing:?}");
    }

    fn note(&mut self, fields: &[&str]) {
        self.seen
            .extend(fields.iter().map(|field| (*field).to_owned()));
    }
}

#[test]
fn every_shape_is_on_the_page() {
    let project = Project::with_two();
    let mut looked = Looked {
        project: &project,
        seen: BTreeSet::new(),
    };
    let moved = ["done", "from", "to", "waited_us"];
    let plan = looked.has(0, "upgrade head --plan", &["from", "steps", "to"]);
    assert_eq!(
        (&plan["from"], &plan["to"]),
        (&Value::Null, &"20260102000000".into())
    );
    let step = [
        "action",
        "directory",
        "loses",
        "message",
        "run_in_transaction",
        "script",
        "statements",
        "statements_done",
        "version",
    ];
    looked.inner(&plan["steps"][1], &step);
    let ensured = looked.has(0, "ensure-version", &["history"]);
    assert_eq!(ensured["history"], "created");
    let again = looked.has(0, "ensure-version", &["history"]);
    assert_eq!(again["history"], "already_there");
    let upgraded = looked.has(0, "upgrade one", &moved);
    assert_eq!(
        (&upgraded["from"], &upgraded["to"]),
        (&Value::Null, &"20260101000000".into())
    );
    looked.inner(
        &upgraded["done"][0],
        &["action", "directory", "duration_us", "version"],
    );
    assert_eq!(upgraded["done"][0]["action"], "upgrade");
    let current = looked.has(0, "current", &["current", "is_head"]);
    looked.inner(&current["current"], &REVISION);
    assert_eq!(
        looked.has(1, "current --check-heads", &["current", "is_head"]),
        current
    );
    let checked = ["at", "compared", "differences", "pending"];
    let behind = looked.has(0, "check", &checked);
    assert_eq!(behind["at"], "20260101000000");
    assert_eq!(behind["pending"][0], "20260102000000");
    assert_eq!(behind["compared"], true);
    let history = looked.has(0, "history -i", &["revisions"]);
    looked.inner(&history["revisions"][0], &REVISION);
    assert_eq!(history["revisions"][1]["current"], true);
    let heads = looked.has(0, "heads", &["heads"]);
    looked.inner(&heads["heads"][0], &REVISION);
    assert_eq!(heads["heads"][0]["current"], Value::Null);
    looked.has(0, "show one", &REVISION);
    looked.has(0, "show base", &["version"]);
    looked.has(0, "branches", &["branches"]);
    looked.has(0, "list-templates", &["templates"]);
    let stamped = looked.has(0, "stamp head", &["forgotten", "from", "recorded", "to"]);
    assert_eq!(stamped["recorded"][0], "20260102000000");
    // Recorded and not there.
    let drifted = looked.has(1, "check", &checked);
    let object = &drifted["differences"][0];
    looked.inner(object, &["change", "expected", "found", "kind", "object"]);
    looked.inner(&object["object"][0], &["kind", "name"]);
    assert_eq!(
        (&object["change"], &object["object"][0]["name"]),
        (&"missing".into(), &"two".into())
    );
    let script = looked.has(0, "downgrade head:base --sql", &["dialect", "sql"]);
    assert_eq!(script["dialect"], "sqlite");
    assert!(script["sql"].as_str().unwrap().contains("DROP TABLE one;"));
    looked.has(0, "wait", &["database", "waited_us"]);
    looked.has(0, "stamp one", &["forgotten", "from", "recorded", "to"]);
    looked.has(0, "downgrade base", &moved);
    let current = looked.has(0, "current", &["current", "is_head"]);
    assert_eq!(current["current"], Value::Null);

    sqlite3(
        &project,
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('9')",
    );
    let current = looked.has(0, "current", &["current", "is_head"]);
    looked.inner(&current["current"], &["version"]);
    let misfit = looked.has(1, "check", &checked);
    looked.inner(&misfit["differences"][0], &["kind", "message"]);

    looked.all_on_page();
}

#[test]
fn so_is_every_shape_over_a_directory() {
    let project = Project::with_two();
    let mut looked = Looked {
        project: &project,
        seen: BTreeSet::new(),
    };
    looked.has(0, "init db", &["backends", "directory"]);
    let validated = looked.has(0, "validate", &["directory", "problems", "revisions"]);
    assert_eq!(validated["revisions"], 2);
    let revision = ["directory", "files", "parent", "path", "version"];
    looked.has(0, "revision -m three --rev-id 2026-01-03", &revision);
    let lock_file = ["backends", "changes", "dropped_backends", "file"];
    let broken = looked.has(1, "validate", &["directory", "problems", "revisions"]);
    let problem = [
        "code", "column", "end_line", "file", "help", "label", "line", "notes", "places", "title",
    ];
    looked.inner(&broken["problems"][0], &problem);
    let place = ["column", "end_line", "file", "label", "line"];
    looked.inner(&broken["problems"][0]["places"][0], &place);
    assert_eq!(
        looked.has(3, "lock", &["directory", "problems"])["problems"],
        broken["problems"]
    );
    let three = "migrations/2026-01-03_three";
    project.write(
        &format!("{three}/up.sql"),
        "CREATE TABLE three (id INTEGER);\n",
    );
    project.write(&format!("{three}/down.sql"), "DROP TABLE three;\n");
    let changed = looked.has(0, "lock", &lock_file);
    looked.inner(&changed["changes"][0], &["change", "directory"]);
    looked.has(0, "explain NCA0202", &["code", "page", "title"]);
    let all = looked.has(0, "explain", &["codes"]);
    looked.inner(&all["codes"][0], &["code", "title"]);
    looked.all_on_page();
}

#[test]
fn what_failed_writes_no_object() {
    let project = Project::with_two();
    for (code, words) in [
        (3, "upgrade nope"),
        (3, "current"),
        (2, "upgrade +0"),
        (3, "merge"),
    ] {
        let ran = project.run(&format!("{words} --json"));
        assert_eq!((ran.code, &*ran.out), (code, ""), "{words}");
        assert!(ran.err.starts_with("FAILED: "), "{words}");
    }
}
