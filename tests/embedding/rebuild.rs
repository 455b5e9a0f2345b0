//! When a change to the migrations builds the crate again.

use nca_tests::{A, B, C, Fixture};

use crate::consumer::Consumer;

const D: &str = "2026-01-04-000000_create_llm";

#[test]
fn an_edited_script() {
    let consumer = Consumer::new("edited", Fixture::sound());
    assert!(consumer.run().contains("CREATE TABLE health (id INTEGER)"));

    let script = format!("{C}/up.sql");
    consumer
        .migrations
        .write(&script, "CREATE TABLE health (id BIGINT);\n");
    assert!(consumer.failure().contains("[NCA0606]"));

    consumer.migrations.remove("chain.lock").lock();
    assert!(consumer.run().contains("CREATE TABLE health (id BIGINT)"));
}

#[test]
fn an_edited_script_that_is_not_normalised_on_disk() {
    let consumer = Consumer::new("edited-crlf", Fixture::sound());
    let script = format!("{C}/up.sql");
    let sound = consumer.migrations.read(&script);
    consumer
        .migrations
        .write(&script, sound.replace('\n', "\r\n"));
    let printed = consumer.run();
    assert!(
        printed.contains(r#""CREATE TABLE health (id INTEGER);\n""#),
        "{printed}"
    );

    consumer
        .migrations
        .write(&script, "CREATE TABLE health (id BIGINT);\r\n");
    assert!(consumer.failure().contains("[NCA0606]"));
}

#[test]
fn edited_metadata() {
    let consumer = Consumer::new("edited-metadata", Fixture::sound());
    assert!(consumer.run().contains(&format!("{C} in_transaction=true")));
    let metadata = format!("parent = \"{B}\"\nrun_in_transaction = false\n");
    consumer
        .migrations
        .write(&format!("{C}/metadata.toml"), metadata);
    assert!(
        consumer
            .run()
            .contains(&format!("{C} in_transaction=false"))
    );
}

#[test]
fn added_by_the_tool() {
    let consumer = Consumer::new("added", Fixture::sound());
    assert!(!consumer.run().contains(D));
    // What `nca-migrate revision` leaves behind, once the scripts are written.
    let draft = format!("\nrevision {D}\nparent {C}\ndraft\n");
    consumer.migrations.add(D, C, "llm");
    consumer.migrations.write(
        "chain.lock",
        consumer.migrations.read("chain.lock") + &draft,
    );
    assert!(consumer.failure().contains("[NCA0604]"));
    consumer.migrations.lock();
    assert!(consumer.run().contains(D));
}

/// The limit that is documented: without a build script cargo is not told of a directory.
#[test]
fn added_by_hand_is_not_noticed_without_a_build_script() {
    let consumer = Consumer::new("by-hand", Fixture::sound());
    consumer.run();
    consumer.migrations.add(D, C, "llm");
    assert!(
        !consumer.run().contains(D),
        "cargo has learnt to watch directories: say so in the docs"
    );
}

#[test]
fn with_the_build_script_every_change_is_noticed() {
    let consumer = Consumer::new("watched", Fixture::sound());
    consumer.write("build.rs", BUILD_SCRIPT);
    let unwatched = Consumer::new("unwatched", Fixture::sound());
    assert_eq!(
        consumer.run(),
        unwatched.run(),
        "what is embedded is the same"
    );

    // Added by hand.
    consumer.migrations.add(D, C, "llm");
    assert!(consumer.failure().contains("[NCA0604]"));
    consumer.migrations.lock();
    assert!(consumer.run().contains(D));

    // A script, metadata, a removal.
    consumer
        .migrations
        .write(&format!("{D}/up.sql"), "CREATE TABLE llm (id BIGINT);\n");
    assert!(consumer.failure().contains("[NCA0606]"));
    consumer.migrations.remove("chain.lock").lock();
    assert!(consumer.run().contains("CREATE TABLE llm (id BIGINT)"));
    let metadata = format!("parent = \"{C}\"\nrun_in_transaction = false\n");
    consumer
        .migrations
        .write(&format!("{D}/metadata.toml"), metadata);
    assert!(
        consumer
            .run()
            .contains(&format!("{D} in_transaction=false"))
    );
    consumer.migrations.remove(D);
    assert!(consumer.failure().contains("[NCA0605]"));
}

/// A build script that watches something else does not keep the files from being tracked.
#[test]
fn a_build_script_that_watches_another_directory() {
    let consumer = Consumer::new("elsewhere", Fixture::sound());
    consumer.write("build.rs", &BUILD_SCRIPT.replace("=migrations", "=src"));
    consumer.run();
    consumer
        .migrations
        .write(&format!("{C}/up.sql"), "CREATE TABLE health (id BIGINT);\n");
    assert!(consumer.failure().contains("[NCA0606]"));
}

const BUILD_SCRIPT: &str = r#"
fn main() {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rustc-env=NCA_MIGRATIONS_WATCHED=migrations");
}
"#;

#[test]
fn a_deleted_migration_and_a_deleted_script() {
    let consumer = Consumer::new("deleted", Fixture::sound());
    consumer.run();
    consumer.migrations.remove(&format!("{A}/down.sql"));
    assert!(consumer.failure().contains("[NCA0202]"));
    consumer.migrations.remove(C);
    assert!(consumer.failure().contains("[NCA0605]"));
}

#[test]
fn nothing_changed_builds_nothing() {
    let consumer = Consumer::new("fresh", Fixture::sound());
    consumer.run();
    let built = || {
        std::fs::metadata(consumer.program())
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = built();
    consumer.write("src/unrelated.txt", "x");
    consumer.run();
    assert_eq!(built(), before);
}
