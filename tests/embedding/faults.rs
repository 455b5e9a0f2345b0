//! A broken chain does not compile, and says all that is wrong at once.

use insta::assert_snapshot;
use nca_tests::{Fixture, eight_faults};

use crate::consumer::Consumer;

#[test]
fn eight_faults_are_eight_errors_and_nothing_else() {
    let consumer = Consumer::new("eight-faults", eight_faults());
    let failure = consumer.failure();
    let errors: Vec<&str> = failure
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        errors.len(),
        9,
        "eight, and cargo's own last word:\n{failure}"
    );
    assert!(!failure.contains("warning"), "{failure}");
    assert_snapshot!(without_the_call(&failure));
}

/// What is ours of the compiler's output: its own picture of the macro's call, which differs from
/// version to version, is left out.
fn without_the_call(failure: &str) -> String {
    let mut ours = true;
    let mut kept = String::new();
    for line in failure.lines() {
        if line.starts_with("error") {
            ours = true;
        } else if line.trim_start().starts_with("--> src/main.rs") {
            ours = false;
        }
        if ours {
            kept.push_str(line.trim_end());
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn the_same_words_as_in_core() {
    let fixture = eight_faults();
    let titles: Vec<String> = fixture
        .load()
        .problems
        .iter()
        .map(|problem| problem.message().title)
        .collect();
    let failure = Consumer::new("same-words", fixture).failure();
    for title in titles {
        assert!(failure.contains(&title), "`{title}` is not in:\n{failure}");
    }
}

#[test]
fn no_migrations_directory() {
    let consumer = Consumer::new("no-directory", Fixture::empty());
    std::fs::remove_dir_all(consumer.migrations.root()).unwrap();
    let failure = consumer.failure();
    assert!(
        failure.contains("there is no `migrations` directory"),
        "{failure}"
    );
}
