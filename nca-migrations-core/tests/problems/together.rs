//! Many faults at once: each is listed once, and nothing else is.

use insta::assert_snapshot;

use nca_tests::{A, B, C, Fixture, eight_faults};

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
