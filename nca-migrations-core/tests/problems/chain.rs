//! Parents and versions.

use insta::assert_snapshot;

use nca_tests::{A, B, C, Fixture, metadata};

const D: &str = "2026-01-04-000000_create_llm";

#[test]
fn unknown_parent() {
    let fixture = Fixture::sound();
    fixture.add(D, "2026-01-03-000000_creat_health", "llm");
    assert_snapshot!(fixture.problems());
    fixture.add(D, "20260103000000", "llm");
    assert!(
        fixture
            .problems()
            .contains(&format!("did you mean `parent = \"{C}\"`?"))
    );
    fixture.add(D, "nothing_like_it", "llm");
    assert!(
        fixture
            .problems()
            .contains("write the whole directory name")
    );
}

#[test]
fn self_parent() {
    let fixture = Fixture::sound();
    fixture.add(D, D, "llm");
    assert_snapshot!(fixture.problems());
}

#[test]
fn cycle() {
    let fixture = Fixture::sound();
    fixture.write(&format!("{B}/metadata.toml"), metadata(C));
    assert_snapshot!(fixture.problems());
}

#[test]
fn what_was_locked_tells_which_parent_is_wrong() {
    for (migration, parent, locked) in [(C, C, B), (B, C, A), (A, C, "base"), (B, "base", A)] {
        let fixture = Fixture::sound();
        fixture.write(&format!("{migration}/metadata.toml"), metadata(parent));
        let problems = fixture.problems();
        let help = format!("help: write `parent = \"{locked}\"` in `{migration}` again");
        assert!(problems.contains(&help), "{problems}");
        assert_eq!(fixture.load().problems.len(), 1, "{problems}");
        let place = format!("{migration}/metadata.toml");
        let first = problems.lines().find(|line| line.contains("--> ")).unwrap();
        assert!(first.contains(&place), "{problems}");
    }
}

#[test]
fn a_migration_that_hangs_on_a_cycle_is_not_one_more_problem() {
    let fixture = Fixture::sound();
    fixture.write(&format!("{B}/metadata.toml"), metadata(C));
    fixture.add(D, C, "llm");
    assert_eq!(fixture.load().problems.len(), 1);
}

#[test]
fn two_bases() {
    let fixture = Fixture::sound();
    fixture.add(D, "base", "llm");
    assert_snapshot!(fixture.problems());
}

#[test]
fn three_children_are_one_fork() {
    let fixture = Fixture::sound();
    fixture
        .add(D, A, "llm")
        .add("2026-01-05-000000_more", A, "more");
    assert_snapshot!(fixture.problems());
}

#[test]
fn version_order() {
    let fixture = Fixture::sound();
    fixture.add("2026-01-02-120000_late", C, "late");
    assert_snapshot!(fixture.problems());
}

#[test]
fn duplicate_version() {
    let fixture = Fixture::sound();
    fixture.add("20260103000000_again", B, "again");
    assert_snapshot!(fixture.problems());
}

#[test]
fn the_chain_is_given_up_to_where_it_is_clear() {
    let fixture = Fixture::sound();
    fixture.write(
        &format!("{C}/metadata.toml"),
        "parent = 1\nrun_in_transaction = true\n",
    );
    let loaded = fixture.load();
    let names: Vec<String> = loaded
        .chain
        .iter()
        .map(|revision| revision.name.to_string())
        .collect();
    assert_eq!(names, [A, B]);
}

#[test]
fn no_migration_at_all_is_an_empty_chain() {
    let fixture = Fixture::empty();
    fixture.lock();
    let loaded = fixture.load();
    assert_eq!((loaded.problems.len(), loaded.chain.len()), (0, 0));
}
