//! The directory against its lock file, and what a build demands of it.

use std::fs;

use insta::assert_snapshot;
use nca_migrations_core::Demands;
use nca_migrations_core::dialect::{Dialect, Dialects};
use nca_migrations_core::digest::Digest;
use nca_migrations_core::lock::{self, Accept};

use nca_tests::{A, B, C, Fixture, drawn, metadata};

const D: &str = "2026-01-04-000000_create_llm";

#[test]
fn the_file_itself() {
    assert_snapshot!(Fixture::sound().read("chain.lock"));
}

#[test]
fn missing() {
    let fixture = Fixture::sound();
    fixture.remove("chain.lock");
    assert_snapshot!(fixture.problems());
}

#[test]
fn conflict() {
    let fixture = Fixture::sound();
    let block = |name: &str| format!("\nrevision {name}\nparent {C}\nup.sql sha256:00\n");
    let lock = format!(
        "{}<<<<<<< HEAD\n{}=======\n{}>>>>>>> feature\n",
        fixture.read("chain.lock"),
        block("2026-01-04-000000_mine"),
        block("2026-01-04-000001_theirs"),
    );
    fixture.write("chain.lock", lock);
    assert_snapshot!(fixture.problems());
}

#[test]
fn lines_that_cannot_be_understood() {
    let fixture = Fixture::sound();
    let good = fixture.read("chain.lock");
    let mut all = Vec::new();
    for (from, to) in [
        ("format 1", "format 2"),
        ("dialects sqlite", "dialects oracle"),
        ("dialects sqlite\n", ""),
        ("parent base", "parent nothing"),
        ("up.sql sha256:", "up.sql md5:"),
        ("up.sql", "ip.sql"),
        (&format!("revision {C}"), &format!("revision {B}")),
    ] {
        fixture.write("chain.lock", good.replacen(from, to, 1));
        all.push(fixture.problems());
    }
    assert_snapshot!(all.join("\n\n--------\n\n"));
}

#[test]
fn no_lock_file_to_speak_of() {
    let fixture = Fixture::sound();
    let mut all = Vec::new();
    for text in ["", "\n \n", "format 2\nengines sqlite\nchain x\n"] {
        fixture.write("chain.lock", text);
        all.push(fixture.problems());
    }
    fixture.remove("chain.lock");
    fs::create_dir(fixture.path("chain.lock")).unwrap();
    all.push(fixture.problems());
    assert_snapshot!(all.join("\n\n--------\n\n"));
}

#[test]
fn not_locked_yet() {
    let fixture = Fixture::sound();
    fixture.add(D, C, "llm");
    assert_snapshot!(fixture.problems());
    let draft = format!(
        "{}\nrevision {D}\nparent {C}\ndraft\n",
        fixture.read("chain.lock")
    );
    fixture.write("chain.lock", draft);
    assert!(fixture.problems().contains("NCA0604"));
    fixture.lock();
    assert_eq!(fixture.problems(), "");
}

#[test]
fn a_draft_that_is_gone_is_no_problem() {
    let fixture = Fixture::sound();
    let sound = fixture.read("chain.lock");
    fixture.write(
        "chain.lock",
        format!("{sound}\nrevision {D}\nparent {C}\ndraft\n"),
    );
    assert_eq!(fixture.problems(), "");
    let child = "2026-01-05-000000_child";
    fixture.add(child, D, "child");
    let problems = fixture.problems();
    assert!(problems.contains("NCA0401"), "{problems}");
    assert!(!problems.contains("NCA0605"), "{problems}");
    fixture.remove(child);
    fixture.lock();
    assert_eq!(fixture.read("chain.lock"), sound);
}

#[test]
fn gone() {
    let fixture = Fixture::sound();
    fixture.remove(B);
    assert_snapshot!(fixture.problems());
}

#[test]
fn renamed() {
    let fixture = Fixture::sound();
    fs::rename(
        fixture.path(C),
        fixture.path("2026-01-03-000000_create_wealth"),
    )
    .unwrap();
    assert_snapshot!(fixture.problems());
}

#[test]
fn edited() {
    let fixture = Fixture::sound();
    fixture.write(
        &format!("{B}/up.sql"),
        "-- wider\nCREATE TABLE memories (id BIGINT);\n",
    );
    fixture.write(&format!("{C}/down.sql"), "DROP TABLE IF EXISTS health;\n");
    assert_snapshot!(fixture.problems());
}

#[test]
fn an_edit_is_locked_only_when_accepted() {
    let fixture = Fixture::sound();
    fixture.write(&format!("{C}/up.sql"), "CREATE TABLE health (id BIGINT);\n");
    let refused = lock::renew(&fixture.load(), &Accept::default()).unwrap_err();
    assert_eq!(refused.len(), 1);
    let accept = Accept {
        migrations: vec![C.to_owned()],
        dialects: None,
    };
    let lock = lock::renew(&fixture.load(), &accept).unwrap();
    fixture.write("chain.lock", lock.to_string());
    assert_eq!(fixture.problems(), "");
}

#[test]
fn what_follows_a_migration_that_is_gone_is_not_lost_with_it() {
    let fixture = Fixture::sound();
    fixture.remove(B);
    let accept = |names: &[&str]| Accept {
        migrations: names.iter().map(ToString::to_string).collect(),
        dialects: None,
    };
    assert_eq!(
        lock::renew(&fixture.load(), &accept(&[B]))
            .unwrap_err()
            .len(),
        1,
        "C still names B as its parent"
    );
    fixture.write(&format!("{C}/metadata.toml"), metadata(A));
    let lock = lock::renew(&fixture.load(), &accept(&[B, C])).unwrap();
    let names: Vec<&str> = lock.blocks.iter().map(|block| &*block.name).collect();
    assert_eq!(names, [A, C]);
}

#[test]
fn scripts_for_a_backend_that_is_to_be_served_need_no_acceptance() {
    let fixture = Fixture::sound();
    let both = Dialects::only(Dialect::Sqlite).with(Dialect::Postgres);
    fixture.write(
        &format!("{A}/up.postgres.sql"),
        "CREATE TABLE agents (id BIGINT);\n",
    );
    let demands = Demands {
        serves: Some(both),
        ..Demands::default()
    };
    let accept = Accept {
        migrations: Vec::new(),
        dialects: Some(both),
    };
    let lock = lock::renew(&fixture.load_with(&demands), &accept).unwrap();
    assert_eq!(lock.dialects, both);
    fixture.write("chain.lock", lock.to_string());
    assert_eq!(fixture.problems(), "");

    // One that lacks a script for it is told before anything is written.
    let fixture = Fixture::sound();
    fixture.remove(&format!("{B}/up.sql"));
    fixture.write(
        &format!("{B}/up.sqlite.sql"),
        "CREATE TABLE memories (id INTEGER);\n",
    );
    let refused = lock::renew(&fixture.load_with(&demands), &accept).unwrap_err();
    assert_eq!(refused[0].code().to_string(), "NCA0201");
}

#[test]
fn parent_changed() {
    let fixture = Fixture::sound();
    fixture.add("2026-01-02-120000_between", B, "between");
    fixture.write(
        &format!("{C}/metadata.toml"),
        metadata("2026-01-02-120000_between"),
    );
    assert_snapshot!(fixture.problems());
}

#[test]
fn script_added_and_removed() {
    let fixture = Fixture::sound();
    fixture.write(
        &format!("{A}/up.postgres.sql"),
        "CREATE TABLE agents (id BIGINT);\n",
    );
    assert_snapshot!(fixture.problems());
}

#[test]
fn reading_and_writing_give_the_same_text() {
    let fixture = Fixture::sound();
    let text = fixture.read("chain.lock");
    let with_everything =
        text.replace(
            "dialects sqlite",
            &format!(
                "dialects sqlite postgres\nschema sqlite {0} chain {0}\ncatalog postgres {0} chain {0}",
                Digest::of("x")
            ),
        )
        .replacen(
            "parent base\n",
            &format!("parent base\nup.postgres.sql {}\n", Digest::of("pg")),
            1,
        ) + &format!(
                "receipt sqlite 3 catalog {0} proof {0}\nreceipt sqlite 4 catalog {0} proof {0}\n",
                Digest::of("y")
            )
            + &format!("\nrevision {D}\nparent {C}\ndraft\n");
    fixture.write("chain.lock", &with_everything);
    let lock = fixture.load().lock.unwrap();
    assert_eq!(lock.to_string(), with_everything);
}

#[test]
fn receipts_are_demanded_for_the_current_bytes() {
    let fixture = Fixture::sound();
    let demands = Demands {
        verified: Dialects::only(Dialect::Sqlite),
        ..Demands::default()
    };
    assert_snapshot!("receipts_missing", drawn(&fixture.load_with(&demands)));

    // Receipts as `verify` gives them.
    let loaded = fixture.load();
    let mut lock = loaded.lock.clone().unwrap();
    for (block, revision) in lock.blocks.iter_mut().zip(loaded.chain.iter()) {
        let lock::Content::Locked { receipts, .. } = &mut block.content else {
            unreachable!()
        };
        let down = revision
            .scripts
            .iter()
            .find(|script| script.file == "down.sql");
        receipts.push(lock::Receipt {
            engine: Dialect::Sqlite,
            major: "3".to_owned(),
            catalog: Digest::of("catalog"),
            proof: lock::proof(
                revision.chain_digest(Dialect::Sqlite).unwrap(),
                down.map(|script| script.digest),
            ),
        });
    }
    fixture.write("chain.lock", lock.to_string());
    assert_eq!(drawn(&fixture.load_with(&demands)), "");

    // An edit to the first up script makes all of them stale, also when somebody mends the digest.
    fixture.write(&format!("{A}/up.sql"), "CREATE TABLE agents (id BIGINT);\n");
    let edited = Digest::of("CREATE TABLE agents (id BIGINT);\n").to_string();
    let old = Digest::of("CREATE TABLE agents (id INTEGER);\n").to_string();
    fixture.write(
        "chain.lock",
        fixture.read("chain.lock").replace(&old, &edited),
    );
    assert_snapshot!("receipts_stale", drawn(&fixture.load_with(&demands)));

    // The way past: a reason.
    for name in [A, B, C] {
        let file = format!("{name}/metadata.toml");
        fixture.write(
            &file,
            fixture.read(&file) + "unverified = \"adopted history\"\n",
        );
    }
    assert_eq!(drawn(&fixture.load_with(&demands)), "");
}

#[test]
fn schema_module() {
    let fixture = Fixture::sound();
    let schema = fixture.root().parent().unwrap().join("schema.rs");
    let demands = Demands {
        schema: Some((schema.clone(), "src/schema.rs".to_owned())),
        ..Demands::default()
    };
    let mut all = vec![drawn(&fixture.load_with(&demands))];
    fs::write(&schema, "diesel::table! {}\n").unwrap();
    all.push(drawn(&fixture.load_with(&demands)));
    pin(
        &fixture,
        |lock, pin| lock.schemas.push(pin),
        "diesel::table! {}\n",
    );
    assert_eq!(drawn(&fixture.load_with(&demands)), "");
    fs::write(&schema, "diesel::table! { edited }\n").unwrap();
    all.push(drawn(&fixture.load_with(&demands)));
    // The same module, and a chain that has gone on.
    fs::write(&schema, "diesel::table! {}\n").unwrap();
    fixture.add(D, C, "biology").lock();
    all.push(drawn(&fixture.load_with(&demands)));
    assert_snapshot!(all.join("\n\n--------\n\n"));
}

/// As the commands pin what they generate.
fn pin(fixture: &Fixture, put: impl Fn(&mut lock::Lock, lock::Pin), text: &str) {
    let loaded = fixture.load();
    let mut lock = loaded.lock.unwrap();
    let head = loaded.chain.last().unwrap();
    let pin = lock::Pin {
        dialect: Dialect::Sqlite,
        file: Digest::of(text),
        chain: head.chain_digest(Dialect::Sqlite).unwrap(),
    };
    put(&mut lock, pin);
    fixture.write("chain.lock", lock.to_string());
}

#[test]
fn the_text_of_a_catalog() {
    let fixture = Fixture::sound();
    let text = "catalog sqlite 1\n";
    // Nothing is pinned: nothing is looked at, and nothing is known.
    fixture.write("catalog.sqlite.txt", text);
    let loaded = fixture.load();
    assert_eq!(drawn(&loaded), "");
    assert_eq!(loaded.chain.catalog_text(Dialect::Sqlite), None);

    pin(&fixture, |lock, pin| lock.catalogs.push(pin), text);
    let loaded = fixture.load();
    assert_eq!(drawn(&loaded), "");
    let kept = loaded.chain.catalog_text(Dialect::Sqlite).unwrap();
    assert_eq!((kept.index, kept.text.as_str()), (2, text));
    assert_eq!(loaded.chain.catalog_text(Dialect::Mysql), None);

    // Line ends do not matter, all else does.
    fixture.write("catalog.sqlite.txt", text.replace('\n', "\r\n"));
    assert_eq!(fixture.problems(), "");
    fixture.write("catalog.sqlite.txt", "catalog sqlite 1\n\ntable t\n");
    let mut all = vec![fixture.problems()];
    fixture.remove("catalog.sqlite.txt");
    all.push(fixture.problems());
    fixture.write("catalog.oracle.txt", text);
    fixture.write("catalog.sqlite.txt", text);
    all.push(fixture.problems());
    fixture.remove("catalog.oracle.txt");
    assert_snapshot!(all.join("\n\n--------\n\n"));

    // A chain that goes on keeps it, for the revision that it is of.
    fixture.add(D, C, "biology").lock();
    let kept = fixture.load().chain.catalog_text(Dialect::Sqlite).unwrap();
    assert_eq!(kept.index, 2);
}

#[test]
fn fingerprints_are_those_of_receipts_that_hold() {
    let fixture = Fixture::sound();
    let loaded = fixture.load();
    let mut lock = loaded.lock.clone().unwrap();
    for (block, revision) in lock.blocks.iter_mut().zip(loaded.chain.iter()) {
        let lock::Content::Locked { receipts, .. } = &mut block.content else {
            unreachable!()
        };
        let proof = lock::proof_of(&revision, Dialect::Sqlite).unwrap();
        receipts.extend(["3", "4"].map(|major| lock::Receipt {
            engine: Dialect::Sqlite,
            major: major.to_owned(),
            catalog: Digest::of(&format!("{} {major}", revision.name)),
            proof,
        }));
    }
    fixture.write("chain.lock", lock.to_string());
    let known = |fixture: &Fixture| -> Vec<usize> {
        let chain = fixture.load().chain;
        (0..3)
            .map(|index| chain.fingerprints(index).count())
            .collect()
    };
    assert_eq!(known(&fixture), [2, 2, 2]);
    let chain = fixture.load().chain;
    let second = chain.fingerprints(0).nth(1).unwrap();
    assert_eq!(
        (second.major.as_str(), second.catalog),
        ("4", Digest::of(&format!("{A} 4")))
    );

    // A way back that was mended is to be tried again, and nothing else.
    fixture.write(&format!("{B}/down.sql"), "DROP TABLE IF EXISTS memories;\n");
    assert_eq!(known(&fixture), [2, 0, 2]);
}

#[test]
fn a_backend_that_the_chain_does_not_serve() {
    let fixture = Fixture::sound();
    let backends = Some(Dialects::only(Dialect::Sqlite).with(Dialect::Postgres));
    let demands = Demands {
        backends,
        ..Demands::default()
    };
    assert_snapshot!(drawn(&fixture.load_with(&demands)));
}
