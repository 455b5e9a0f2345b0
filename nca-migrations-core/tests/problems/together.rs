//! Many faults at once: each is listed once, and nothing else is.

use insta::assert_snapshot;

use crate::fixture::{A, B, C, Fixture, metadata};

/// A chain of eight locked migrations, then eight faults of eight kinds.
pub(crate) fn eight_faults() -> Fixture {
    let fixture = Fixture::empty();
    let names: Vec<String> = (1..=8)
        .map(|n| format!("2026-01-{n:02}-000000_step_{n}"))
        .collect();
    let mut parent = "base".to_owned();
    for name in &names {
        fixture.add(name, &parent, &format!("t{}", name.len()));
        parent.clone_from(name);
    }
    fixture.lock();
    // 1. missing down
    fixture.remove(&format!("{}/down.sql", names[0]));
    // 2. fork: a second child of step 2
    fixture.add("2026-02-01-000000_fork", &names[1], "forked");
    // 3. unknown parent
    fixture.write(
        &format!("{}/metadata.toml", names[3]),
        metadata("2026-01-03-000000_stap_3"),
    );
    // 4. duplicate version
    fixture.add("2026-01-05-000000_again", &names[3], "again");
    // 5. malformed metadata
    fixture.write(
        &format!("{}/metadata.toml", names[5]),
        "parent = \nrun_in_transaction = true\n",
    );
    // 6. unterminated string
    fixture.write(
        &format!("{}/up.sql", names[6]),
        "INSERT INTO t VALUES (1, 'it''s);\n",
    );
    // 7. COMMIT in a transactional script
    fixture.write(
        &format!("{}/down.sql", names[7]),
        "DROP TABLE t8;\nCOMMIT;\n",
    );
    // 8. edited released script
    fixture.write(
        &format!("{}/up.sql", names[1]),
        "CREATE TABLE other (id BIGINT);\n",
    );
    fixture
}

#[test]
fn eight_faults_are_eight_problems() {
    let fixture = eight_faults();
    let loaded = fixture.load();
    let codes: Vec<String> = loaded
        .problems
        .iter()
        .map(|problem| problem.code().to_string())
        .collect();
    assert_eq!(codes.len(), 8, "{codes:?}");
    assert_snapshot!(fixture.problems());
}

#[test]
fn a_sound_chain_has_no_problem_and_all_revisions() {
    let fixture = Fixture::sound();
    let loaded = fixture.load();
    assert_eq!(loaded.problems, []);
    let names: Vec<String> = loaded
        .chain
        .iter()
        .map(|revision| revision.name.to_string())
        .collect();
    assert_eq!(names, [A, B, C]);
}
