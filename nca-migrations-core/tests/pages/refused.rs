//! The judge at work: a page that is wrong is refused, and for the right reason.

use nca_migrations_core::problem::Code;

use crate::{index, judge};

const RIGHT: &str = r#"# NCA0202: a migration has no down script

A sentence.

## Bad

A sentence.

```toml 2026-01-06-090000_x/metadata.toml
parent = "2026-01-05-090000_create_agents"
run_in_transaction = true
```
```sql 2026-01-06-090000_x/up.sql
CREATE TABLE x (id INTEGER);
```

## Good

A sentence.

```toml 2026-01-06-090000_x/metadata.toml
parent = "2026-01-05-090000_create_agents"
run_in_transaction = true
```
```sql 2026-01-06-090000_x/up.sql
CREATE TABLE x (id INTEGER);
```
```sql 2026-01-06-090000_x/down.sql
DROP TABLE x;
```
"#;

fn code(text: &str) -> Code {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The one fault of the right page after the first `from` has been replaced by `to`.
fn fault(from: &str, to: &str) -> String {
    assert!(RIGHT.contains(from), "{from}");
    let faults = judge::page(code("NCA0202"), &RIGHT.replacen(from, to, 1));
    let [fault] = &faults[..] else {
        panic!("expected one fault: {faults:#?}");
    };
    fault.clone()
}

#[test]
fn a_right_page_is_accepted() {
    assert_eq!(judge::page(code("NCA0202"), RIGHT), Vec::<String>::new());
}

#[test]
fn an_example_with_another_problem() {
    let other = fault(
        "```sql 2026-01-06-090000_x/up.sql\nCREATE TABLE x (id INTEGER);\n```\n",
        "",
    );
    assert!(
        other.starts_with("Bad: expected NCA0202, found NCA0201:"),
        "{other}"
    );
    let one_more = RIGHT.replacen("run_in_transaction", "run_in_transact", 1);
    let faults = judge::page(code("NCA0202"), &one_more);
    assert!(
        faults[0].starts_with("Bad: expected NCA0202, found NCA0202, NCA0303:"),
        "{faults:#?}"
    );
}

#[test]
fn a_bad_example_without_a_problem() {
    let down = "```sql 2026-01-06-090000_x/down.sql\nDROP TABLE x;\n```\n";
    let mended = fault("\n## Good\n", &format!("{down}\n## Good\n"));
    // Nothing but that it is not locked yet.
    assert!(
        mended.starts_with("Bad: expected NCA0202, found NCA0604:"),
        "{mended}"
    );
}

#[test]
fn a_good_example_with_a_problem() {
    let bad = fault("DROP TABLE x;\n", "");
    assert!(bad.starts_with("Good: cannot lock:"), "{bad}");
    assert!(bad.contains("error[NCA0502]"), "{bad}");
    let edited = RIGHT
        .replace("NCA0202", "NCA0601")
        .replace("2026-01-06-090000_x", "2026-01-06-090000_y");
    let faults = judge::page(code("NCA0601"), &edited);
    assert!(
        faults
            .iter()
            .any(|fault| fault.starts_with("Good: expected no problem:")),
        "{faults:#?}"
    );
}

#[test]
fn a_wrong_form() {
    for (from, to, expected) in [
        (
            "# NCA0202: a",
            "# NCA0201: a",
            "expected `# NCA0202: <title>`",
        ),
        ("# NCA0202: a", "# NCA0202: A", "lower case first"),
        ("## Good", "## Bad", "each once"),
        ("## Good", "## Better", "each once"),
        (
            "A sentence.\n\n## Bad",
            "## Bad",
            "section `` has no sentence",
        ),
        (
            "sql 2026-01-06-090000_x/down.sql",
            "sql",
            "expected `<language> <path>`",
        ),
        (
            "2026-01-06-090000_x/down.sql",
            "../../down.sql",
            "expected a path",
        ),
        ("DROP TABLE x;\n```\n", "DROP TABLE x;\n", "never closed"),
        (
            "A sentence.\n\n## Bad",
            "A.\n### B\n\n## Bad",
            "unexpected `### B`",
        ),
        (
            "## Good\n",
            "```console\n$ rm -r .\n```\n\n## Good\n",
            "$ nca-migrate lock",
        ),
        (
            "## Good\n",
            "```rust\nlet x;\n```\n\n## Good\n",
            "expected a call",
        ),
    ] {
        let faults = judge::page(code("NCA0202"), &RIGHT.replacen(from, to, 1));
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{to}: {faults:#?}"
        );
    }
    let wide = fault(
        "A sentence.\n\n## Bad",
        &format!("{}x\n\n## Bad", "x ".repeat(40)),
    );
    assert_eq!(wide, "line 3 is wider than 80 columns");
}

#[test]
fn commands_that_fail() {
    let fault = fault("## Good\n", "```sh\nfalse\ntrue\n```\n\n## Good\n");
    assert!(fault.starts_with("Bad: `false\ntrue` failed"), "{fault}");
}

#[test]
fn a_locked_file_is_locked() {
    // Locked without a down script: that cannot be done.
    let fault = fault(
        "2026-01-06-090000_x/up.sql\n",
        "2026-01-06-090000_x/up.sql locked\n",
    );
    assert!(fault.contains("cannot lock"), "{fault}");
}

#[test]
fn an_index_that_is_not_right() {
    let titles = [
        (code("NCA0101"), "one".to_owned()),
        (code("NCA0102"), "two".to_owned()),
    ];
    let (one, two) = (
        "| [NCA0101](NCA0101.md) | one |",
        "| [NCA0102](NCA0102.md) | two |",
    );
    let faults = |rows: &[&str]| index::faults(&rows.join("\n"), &titles);
    assert_eq!(faults(&[one, two]), Vec::<String>::new());
    assert_eq!(faults(&[one]), [format!("missing: {two}")]);
    assert_eq!(faults(&[one, "| [NCA0102](NCA0102.md) | to |"]).len(), 2);
    assert_eq!(faults(&[two, one]).len(), 1);
    assert_eq!(faults(&[one, two, two]).len(), 1);
}
