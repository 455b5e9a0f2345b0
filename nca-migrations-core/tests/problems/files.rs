//! Files, names and metadata.

use std::fs;

use insta::assert_snapshot;

use nca_tests::{A, B, C, Fixture, symlink};

#[test]
fn no_directory() {
    let fixture = Fixture::empty();
    fs::remove_dir(fixture.root()).unwrap();
    assert_snapshot!(fixture.problems());
}

#[test]
fn missing_down() {
    let fixture = Fixture::sound();
    fixture.remove(&format!("{B}/down.sql"));
    assert_snapshot!(fixture.problems());
}

#[test]
fn missing_up() {
    let fixture = Fixture::sound();
    fixture.remove(&format!("{B}/up.sql"));
    assert_snapshot!(fixture.problems());
}

#[test]
fn missing_for_one_backend() {
    let fixture = Fixture::sound();
    let lock = fixture
        .read("chain.lock")
        .replace("dialects sqlite", "dialects sqlite postgres");
    fixture.write("chain.lock", lock);
    fs::rename(
        fixture.path(&format!("{C}/down.sql")),
        fixture.path(&format!("{C}/down.sqlite.sql")),
    )
    .unwrap();
    assert_snapshot!(fixture.problems());
}

#[test]
fn irreversible() {
    let fixture = Fixture::sound();
    let metadata = format!(
        "parent = \"{C}\"\nrun_in_transaction = true\nirreversible = \"raw payloads are gone\"\n"
    );
    let name = "2026-01-04-000000_drop_payloads";
    fixture.write(&format!("{name}/up.sql"), "DROP TABLE payloads;\n");
    fixture.write(&format!("{name}/metadata.toml"), metadata);
    fixture.lock();
    assert_eq!(fixture.problems(), "");
    fixture.write(&format!("{name}/down.sql"), "SELECT 1;\n");
    assert_snapshot!(fixture.problems());
}

#[test]
fn metadata_problems() {
    let fixture = Fixture::sound();
    let file = format!("{C}/metadata.toml");
    let mut all = Vec::new();
    for text in [
        "parent = \"2026\nrun_in_transaction = true\n",
        "run_in_transaction = true\n",
        "parent = \"2026-01-02-000000_create_memories\"\n",
        "parent = \"2026-01-02-000000_create_memories\"\nrun_in_transactoin = false\n",
        "parent = \"2026-01-02-000000_create_memories\"\nrun_in_transaction = true\nauthor = \"me\"\n",
        "parent = \"2026-01-02-000000_create_memories\"\nrun_in_transaction = \"yes\"\n",
        "parent = [\"2026-01-02-000000_create_memories\"]\nrun_in_transaction = true\n",
        "parent = \"2026-01-02-000000_create_memories\"\nrun_in_transaction = true\nlossy = \" \"\n",
        "",
    ] {
        fixture.write(&file, text);
        all.push(fixture.problems());
    }
    fixture.remove(&file);
    all.push(fixture.problems());
    assert_snapshot!(all.join("\n\n--------\n\n"));
}

#[test]
fn byte_order_mark_and_line_endings_change_no_digest() {
    let fixture = Fixture::sound();
    for name in [A, B, C] {
        for file in ["up.sql", "down.sql", "metadata.toml"] {
            let name = format!("{name}/{file}");
            let text = fixture.read(&name).replace('\n', "\r\n");
            fixture.write(&name, format!("\u{feff}{text}"));
        }
    }
    fixture.write(
        "chain.lock",
        fixture.read("chain.lock").replace('\n', "\r\n"),
    );
    assert_eq!(fixture.problems(), "");
    // The column is the one that an editor shows, which does not count the mark.
    fixture.write(
        &format!("{A}/up.sql"),
        "\u{feff}CREATE TABLE \"a (id INTEGER);\r\n",
    );
    assert!(
        fixture.problems().contains("up.sql:1:14"),
        "{}",
        fixture.problems()
    );
}

#[test]
fn not_utf8() {
    let fixture = Fixture::sound();
    fixture.write(
        &format!("{B}/up.sql"),
        b"CREATE TABLE t (id INTEGER);\n-- caf\xe9\n",
    );
    fixture.write(&format!("{C}/metadata.toml"), b"\xff\xfep");
    assert_snapshot!(fixture.problems());
}

#[test]
fn stray_files() {
    let fixture = Fixture::sound();
    for litter in [".gitkeep", "README.md", "up.sql~", ".DS_Store", ".idea/x"] {
        fixture.write(litter, "");
        fixture.write(&format!("{A}/{litter}"), "");
    }
    assert_eq!(fixture.problems(), "");
    for stray in ["notes.txt", "chain.lok", "2026-01-04-000000_flat.sql"] {
        fixture.write(stray, "");
    }
    for stray in ["up.postgresql.sql", "Up.sql", "up.sql.bak", "sub/up.sql"] {
        fixture.write(&format!("{A}/{stray}"), "");
    }
    assert_snapshot!(fixture.problems());
}

#[test]
fn a_misspelt_file_is_one_problem() {
    let fixture = Fixture::sound();
    fs::rename(
        fixture.path(&format!("{B}/down.sql")),
        fixture.path(&format!("{B}/donw.sql")),
    )
    .unwrap();
    assert_snapshot!(fixture.problems());
}

#[test]
fn empty_directory() {
    let fixture = Fixture::sound();
    fs::create_dir(fixture.path("2026-01-04-000000_nothing")).unwrap();
    assert_snapshot!(fixture.problems());
}

#[test]
fn names() {
    let fixture = Fixture::sound();
    for name in [
        "_no_version",
        "2026 01_space",
        "2026-01-04_a\nb",
        &format!("{}_x", "9".repeat(60)),
    ] {
        fixture.add(name, C, "t");
    }
    assert_snapshot!(fixture.problems());
}

#[test]
fn spaces_and_quotes_in_a_name_are_accepted() {
    let fixture = Fixture::sound();
    let name = "2026-01-04-000000_it's a \"memory\" & more";
    fixture.write(
        &format!("{name}/metadata.toml"),
        format!("parent = '{C}'\nrun_in_transaction = true\n"),
    );
    fixture.write(&format!("{name}/up.sql"), "CREATE TABLE m (id INTEGER);\n");
    fixture.write(&format!("{name}/down.sql"), "DROP TABLE m;\n");
    fixture.lock();
    assert_eq!(fixture.problems(), "");
    assert_eq!(fixture.load().chain.revision(3).name.as_str(), name);
    let next = "2026-01-05-000000_next";
    fixture.add(next, C, "n");
    fixture.write(
        &format!("{next}/metadata.toml"),
        "parent = '''2026-01-04-000000_it's a \"memory\" & more'''\nrun_in_transaction = true\n",
    );
    fixture.lock();
    assert_eq!(fixture.problems(), "");
}

#[test]
fn links() {
    let fixture = Fixture::sound();
    // A link to a directory elsewhere is that directory.
    let name = "2026-01-04-000000_linked";
    let elsewhere = fixture.root().parent().unwrap().join("elsewhere");
    fixture.add(name, C, "linked");
    fs::rename(fixture.path(name), &elsewhere).unwrap();
    symlink(&elsewhere, fixture.path(name));
    fixture.lock();
    assert_eq!(fixture.problems(), "");
    assert_eq!(fixture.load().chain.len(), 4);
    // One to nothing is a problem, beside migrations and inside one.
    symlink("../gone", fixture.path("2026-01-05-000000_dangling"));
    fixture.remove(&format!("{B}/down.sql"));
    symlink("../../gone.sql", fixture.path(&format!("{B}/down.sql")));
    assert_snapshot!(fixture.problems());
}

#[test]
fn ten_megabytes() {
    let fixture = Fixture::sound();
    let row = "INSERT INTO memories VALUES (1);\n";
    let script = row.repeat(10_000_000 / row.len());
    fixture.write(
        &format!("{B}/up.sql"),
        format!("{script}INSERT INTO memories VALUES ('open);\n"),
    );
    let problems = fixture.problems();
    assert!(
        problems.len() < 2_000,
        "the drawing holds {} bytes",
        problems.len()
    );
    assert_snapshot!(problems);
}

#[test]
fn a_long_line_is_named_and_not_shown() {
    let fixture = Fixture::sound();
    let values = "(1), ".repeat(1_000);
    fixture.write(
        &format!("{B}/up.sql"),
        format!("INSERT INTO memories VALUES {values}('open);\n"),
    );
    assert_snapshot!(fixture.problems());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_opened() {
    let fixture = Fixture::sound();
    for file in [
        format!("{B}/up.sql"),
        format!("{C}/metadata.toml"),
        "chain.lock".to_owned(),
    ] {
        fixture.remove(&file);
        let made = std::process::Command::new("mkfifo")
            .arg(fixture.path(&file))
            .status()
            .unwrap();
        assert!(made.success());
    }
    assert_snapshot!(fixture.problems());
}

#[test]
fn git_markers() {
    let fixture = Fixture::sound();
    let conflict = "-- both\n<<<<<<< HEAD\nCREATE TABLE a (id INTEGER);\n=======\n\
                    CREATE TABLE b (id INTEGER);\n>>>>>>> feature\n";
    fixture.write(&format!("{B}/up.sql"), conflict);
    fixture.write(
        &format!("{C}/metadata.toml"),
        "<<<<<<< HEAD\nparent = \"a\"\n=======\nparent = \"b\"\n>>>>>>> feature\n",
    );
    assert_snapshot!(fixture.problems());
    // One marker alone is a text like any other.
    fixture.write(
        &format!("{B}/up.sql"),
        "/*\n<<<<<<< HEAD\n*/ CREATE TABLE memories (id INTEGER);\n",
    );
    assert!(!fixture.problems().contains(&format!("{B}/up.sql` has")));
}

#[test]
fn reserved_names() {
    let fixture = Fixture::sound();
    fixture.add("head_x", C, "t");
    fixture.add("2026-01-04-000000_current", C, "t");
    fixture.add("2026-01-05-000000_current_state", C, "t");
    let problems = fixture.problems();
    assert_eq!(problems.matches("NCA0107").count(), 2, "{problems}");
    assert_snapshot!(problems);
}

#[test]
fn a_directory_that_is_no_directory() {
    let fixture = Fixture::empty();
    fs::remove_dir(fixture.root()).unwrap();
    fs::write(fixture.root(), "").unwrap();
    assert_snapshot!(fixture.problems());
}

#[test]
fn migrations_one_level_too_deep_are_one_problem() {
    let fixture = Fixture::sound();
    for name in [A, B, C] {
        fs::create_dir_all(fixture.path("sqlite")).unwrap();
        fs::rename(fixture.path(name), fixture.path(&format!("sqlite/{name}"))).unwrap();
    }
    fixture.remove("chain.lock");
    fixture.write("chain.lock", "format 1\ndialects sqlite\n");
    assert_snapshot!(fixture.problems());
}
