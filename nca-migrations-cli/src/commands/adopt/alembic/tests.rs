use super::*;

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile {
        name: name.to_owned(),
        shown: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn revision(id: &str, down: &str, body: &str) -> SourceFile {
    file(
        &format!("{id}.py"),
        &format!(
            "\"\"\"Do {id}\n\nCreate Date: 2026-01-01 00:00:00\n\"\"\"\nrevision = '{id}'\n\
             down_revision = {down}\ndef upgrade():\n    {body}\n"
        ),
    )
}

fn planned(up: &str, down: Option<&str>, no_sql: &[String]) -> Plan {
    let found = Found {
        files: vec![
            revision("aa", "None", "op.create_table('x')"),
            revision("bb", "'aa'", "op.get_bind()"),
            revision("cc", "'bb'", "pass"),
        ],
        ignored: Vec::new(),
        up: Some(file("up.sql", up)),
        down: down.map(|text| file("down.sql", text)),
    };
    plan(
        &found,
        &Options {
            dialects: Dialects::only(Dialect::Sqlite),
            table: TABLE,
            no_sql,
            unverified: None,
        },
    )
}

const UP: &str = "-- Running upgrade  -> aa\nCREATE TABLE x (y);\n-- Running upgrade aa -> bb\n\
                  UPDATE x SET y = 1;\n-- Running upgrade bb -> cc\n";

fn texts(plan: &Plan) -> Vec<String> {
    plan.obstacles.iter().map(|one| one.text.clone()).collect()
}

#[test]
fn what_python_did_is_said() {
    let plan = planned(UP, None, &[]);
    assert_eq!(plan.obstacles, []);
    let notes: Vec<&str> = plan.notes.iter().map(|note| &*note.about).collect();
    assert_eq!(
        notes,
        ["bb.py:8", "2026-01-01-000002_cc_do_cc", "all migrations"]
    );
    let names: Vec<&str> = plan
        .migrations
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "2026-01-01-000000_aa_do_aa",
            "2026-01-01-000001_bb_do_bb",
            "2026-01-01-000002_cc_do_cc"
        ]
    );
}

#[test]
fn code_without_sql_stops() {
    let up = UP.replace("UPDATE x SET y = 1;\n", "");
    assert_eq!(
        texts(&planned(&up, None, &[])),
        ["`upgrade()` has code, and no SQL came of it for `bb`"]
    );
    let plan = planned(&up, None, &["bb".to_owned()]);
    assert_eq!(plan.obstacles, []);
    assert_eq!(plan.migrations.len(), 3);
}

#[test]
fn another_output() {
    let missing = UP.replace("aa -> bb", "aa -> zz");
    assert_eq!(
        texts(&planned(
            &missing,
            Some("-- Running upgrade cc -> bb\n"),
            &[]
        )),
        [
            "this is an upgrade, in the file of the downgrades",
            "the revision `zz` is not among the version files",
            "there is no `-- Running upgrade aa -> bb`",
        ]
    );
    let log = format!("INFO  [alembic.runtime.migration] Context impl\n{UP}");
    assert_eq!(texts(&planned(&log, None, &[])).len(), 1);
}

#[test]
fn where_a_database_is() {
    let chain = ["1_aa", "2_ab_add", "3_ab_b"].map(|name| RevisionName::parse(name).unwrap());
    let at = |ids: &[&str]| {
        let rows: Vec<Row> = ids.iter().map(|id| Row::new(id, "", "")).collect();
        applied(&chain, &rows, "app.db").map_err(|one| one.text)
    };
    assert_eq!(at(&[]), Ok(0));
    assert_eq!(at(&["aa"]), Ok(1));
    assert!(at(&["a"]).unwrap_err().contains("which no slug"));
    assert!(at(&["ab"]).unwrap_err().contains("several revisions"));
    assert!(at(&["aa", "ab"]).unwrap_err().contains("several heads"));
}
