use super::*;
use nca_migrations::Dialect;

fn found(name: &str, metadata: Option<&str>, scripts: &[(&str, &str)]) -> Found {
    Found {
        name: RevisionName::parse(name).unwrap(),
        metadata: metadata.map(|text| text.as_bytes().to_vec()),
        scripts: (scripts.iter())
            .map(|(file, text)| ((*file).to_owned(), text.as_bytes().to_vec()))
            .collect(),
        links: Vec::new(),
    }
}

fn written(plan: &Plan) -> Vec<(String, String)> {
    let texts = plan.migrations.iter().flat_map(|migration| {
        migration.files.iter().map(|file| {
            let text = match &file.content {
                Content::Write { bytes, .. } => String::from_utf8(bytes.clone()).unwrap(),
                Content::Remove => "removed".to_owned(),
            };
            (format!("{}/{}", migration.name, file.name), text)
        })
    });
    texts.collect()
}

const PAIR: [(&str, &str); 2] = [("up.sql", "SELECT 1;"), ("down.sql", "SELECT 2;")];

fn options(empty_down: EmptyDown) -> Options<'static> {
    Options {
        dialects: Dialects::only(Dialect::Sqlite),
        unverified: None,
        empty_down,
    }
}

#[test]
fn parents_by_version() {
    let folders = vec![
        found("2024-01-02-000000_b", None, &PAIR),
        found("20240101000000_a", None, &PAIR),
    ];
    let plan = plan(folders, "migrations", &options(EmptyDown::Report));
    assert_eq!(
        written(&plan),
        [
            (
                "20240101000000_a/metadata.toml".to_owned(),
                "parent = \"base\"\nrun_in_transaction = true\n".to_owned()
            ),
            (
                "2024-01-02-000000_b/metadata.toml".to_owned(),
                "parent = \"20240101000000_a\"\nrun_in_transaction = true\n".to_owned()
            ),
        ]
    );
    assert_eq!(plan.notes, []);
}

#[test]
fn what_is_said_stays() {
    let complete = "parent = \"base\"\nrun_in_transaction = true\n";
    let typo = "run_in_transactoin = false\n";
    let folders = vec![
        found("1_a", Some(complete), &PAIR),
        found("2_b", Some("# why\nrun_in_transaction = true\n"), &PAIR),
        found("3_c", Some("# empty"), &PAIR),
        found("4_d", Some(typo), &PAIR),
        found("5_e", Some("parent = "), &PAIR),
    ];
    let plan = plan(folders, "migrations", &options(EmptyDown::Report));
    assert_eq!(
        written(&plan),
        [
            (
                "2_b/metadata.toml".to_owned(),
                "parent = \"1_a\"\n# why\nrun_in_transaction = true\n".to_owned()
            ),
            (
                "3_c/metadata.toml".to_owned(),
                "parent = \"2_b\"\nrun_in_transaction = false\n# empty".to_owned()
            ),
            (
                "4_d/metadata.toml".to_owned(),
                format!("parent = \"3_c\"\n{typo}")
            ),
        ]
    );
    assert_eq!(plan.notes.len(), 1);
    assert!(plan.notes[0].text.contains("outside a transaction"));
}

#[test]
fn no_way_back() {
    let empty = [
        ("up.sql", "SELECT 1;"),
        (
            "down.sql",
            "-- This file should undo anything in `up.sql`\n-- Cannot be undone.\n",
        ),
    ];
    let folders = vec![
        found("1_missing", None, &PAIR[..1]),
        found("2_empty", None, &empty),
    ];
    let reported = plan(folders.clone(), "migrations", &options(EmptyDown::Report));
    let texts = written(&reported);
    assert!(
        texts[0]
            .1
            .contains("irreversible = \"it came from diesel_migrations without")
    );
    assert!(!texts[1].1.contains("irreversible"));
    let dropped = plan(folders, "migrations", &options(EmptyDown::Drop));
    let texts = written(&dropped);
    assert!(
        texts[1].1.contains("which said: Cannot be undone.\""),
        "{texts:?}"
    );
    let removal = ("2_empty/down.sql".to_owned(), "removed".to_owned());
    assert_eq!(texts[2], removal);

    let declared = "parent = \"base\"\nrun_in_transaction = true\nirreversible = \"x\"\n";
    let ours = "parent = \"2_empty\"\nrun_in_transaction = true\n";
    let folders = vec![
        found("2_empty", Some(declared), &empty),
        found("3_slip", Some(ours), &PAIR[..1]),
    ];
    let again = super::plan(folders, "migrations", &options(EmptyDown::Drop));
    assert_eq!(written(&again), [removal], "where a run was stopped");
}
