//! `nca-migrate.toml`, `.env`, variables and options: which one wins.

use crate::fixture::{Project, Ran, snapshot};

const FILE: &str = "nca-migrate.toml";

fn without_database(project: &Project, words: &str) -> Ran {
    project.run_in("", words)
}

#[test]
fn the_directory() {
    let project = Project::new();
    project.write(
        FILE,
        "directory = \"db/m\"\nbackends = [\"sqlite\", \"postgres\"]\n",
    );
    let out = project.ok("init");
    assert!(
        out.starts_with("Generating db/m/chain.lock ...  done\n"),
        "{out}"
    );
    assert!(
        project
            .read("db/m/chain.lock")
            .contains("\ndialects sqlite postgres\n")
    );
    project.write("below/deep/x", "");
    let ran = project.run_in("below/deep", "validate");
    assert_eq!(ran.out, "../../db/m: 0 migrations, no problem\n");

    // An option is stronger than a variable, that than the file.
    project.ok("init other --backends mysql");
    assert!(
        project
            .read("other/chain.lock")
            .contains("\ndialects mysql\n")
    );
    project.ok("init third");
    let run = |args: &[&str]| -> Ran {
        let mut command = project.command(args);
        command
            .env("NCA_MIGRATE_DIR", "third")
            .output()
            .unwrap()
            .into()
    };
    assert_eq!(run(&["validate"]).out, "third: 0 migrations, no problem\n");
    assert_eq!(
        run(&["validate", "--dir", "other"]).out,
        "other: 0 migrations, no problem\n"
    );
}

#[test]
fn the_file() {
    let project = Project::new();
    project.write("a.toml", "directory = \"a\"\n");
    project.write("b.toml", "directory = \"b\"\n");
    for name in ["a", "b", "migrations"] {
        project.ok(&format!("init {name}"));
    }
    let run = |args: &[&str]| -> String {
        let mut command = project.command(args);
        let ran: Ran = command
            .env("NCA_MIGRATE_CONFIG", "b.toml")
            .output()
            .unwrap()
            .into();
        ran.out
    };
    assert!(run(&["validate"]).starts_with("b: "));
    assert!(run(&["validate", "--config", "a.toml"]).starts_with("a: "));
    assert!(project.ok("validate").starts_with("migrations: "));
    let err = project.fails(3, "validate --config c.toml");
    assert!(err.starts_with("FAILED: cannot read `c.toml`: "), "{err}");
}

#[test]
fn problems_in_the_file() {
    let project = Project::with_two();
    project.write(FILE, "databse_url = \"x\"\nslug_length = \"40\"\n");
    let ran = project.run("validate");
    assert_eq!(ran.code, 3);
    insta::assert_snapshot!("configuration_problems", ran.err);
    let ran = project.run("validate --json");
    let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let problem = &result["problems"][1];
    assert_eq!(
        (&result["file"], &problem["code"]),
        (&FILE.into(), &serde_json::Value::Null)
    );
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&2.into(), &15.into())
    );
    // It has no say in what needs none of it.
    project.ok("explain NCA0101");
}

#[test]
fn which_database() {
    let project = Project::with_two();
    let at = |words: &str, file: &str| {
        let ran = without_database(&project, words);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(project.path(file).exists(), "{file}");
    };
    let err = without_database(&project, "upgrade head");
    assert_eq!(err.code, 2, "{err:?}");
    assert!(err.err.contains("no database is named"), "{err:?}");

    project.write(FILE, "database_url = \"file.db\"\n");
    at("upgrade head", "file.db");
    project.write(".env", "OTHER=1\nDATABASE_URL=dotenv.db\n");
    at("upgrade head", "dotenv.db");
    project.ok("upgrade head");
    assert!(project.path("app.db").exists(), "the environment's own");
    at("upgrade head --database-url option.db", "option.db");
}

#[test]
fn a_database_in_the_file_is_beside_it() {
    let project = Project::with_two();
    project.write(FILE, "database_url = \"data/app.db\"\n");
    project.write("data/.keep", "");
    project.write("below/x", "");
    let ran = project.run_in("below", "upgrade head");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(project.path("data/app.db").exists());
}

#[test]
fn dotenv_here_or_above() {
    let project = Project::with_two();
    project.write(".env", "DATABASE_URL=above.db\n");
    project.write("below/x", "");
    // As Diesel and sqlx have it, the path is relative to where one is.
    assert_eq!(project.run_in("below", "upgrade head").code, 0);
    assert!(project.path("below/above.db").exists());
    // The nearest one alone counts.
    project.write("below/.env", "X=1\n");
    let ran = project.run_in("below", "current");
    assert!(ran.err.contains("no database is named"), "{ran:?}");
}

#[test]
fn a_malformed_dotenv() {
    let project = Project::with_two();
    project.write(".env", "A=1\nDATABASE_URL=postgres://u:hunter2@h/d x\n");
    let ran = without_database(&project, "current");
    assert_eq!(ran.code, 3);
    assert!(
        ran.err
            .starts_with("FAILED: .env:2: this line cannot be understood"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("hunter2"), "{ran:?}");
    // It is not read where the database is named already.
    project.ok("upgrade head");
}

#[test]
fn a_password_in_the_file() {
    let project = Project::with_two();
    project.write(FILE, "database_url = \"postgres://u:hunter2@h/d\"\n");
    for words in ["current", "validate", "current --json"] {
        let ran = without_database(&project, words);
        assert_eq!(ran.code, 3, "{ran:?}");
        assert!(!format!("{ran:?}").contains("hunter2"), "{ran:?}");
        assert!(
            format!("{ran:?}").contains("postgres://u:***@h/d") || words.contains("json"),
            "{ran:?}"
        );
    }
}

#[test]
fn names_of_new_migrations() {
    let project = Project::initialised();
    project.write(FILE, "slug_length = 10\nversion_format = \"%Y%m%d\"\n");
    project.run_args(&["revision", "-m", "create the users"]);
    project.run_args(&["revision", "-m", "second one of the day"]);
    let names = project.list("migrations");
    let [one, two, _] = &names[..] else {
        panic!("{names:?}");
    };
    assert!(
        one.len() == "20261123_create_the".len() && one.ends_with("_create_the"),
        "{names:?}"
    );
    assert!(two.ends_with("_second_one") && two > one, "{names:?}");
}

#[test]
fn a_link_to_a_lock_file() {
    let project = Project::with_two();
    let lock = project.path("migrations/chain.lock");
    std::fs::rename(&lock, project.path("migrations/.real.lock")).unwrap();
    std::os::unix::fs::symlink(".real.lock", &lock).unwrap();
    project.ok("revision -m three");
    assert!(lock.is_symlink(), "what it leads to is written");
    assert!(project.read("migrations/.real.lock").ends_with("\ndraft\n"));

    std::fs::rename(
        project.path("migrations/.real.lock"),
        project.path("outside.lock"),
    )
    .unwrap();
    std::fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink("../outside.lock", &lock).unwrap();
    let before = snapshot(&project.path(""));
    let err = project.fails(3, "revision -m four");
    assert!(
        err.contains("is a link to `../outside.lock`, which is not in the migrations directory"),
        "{err}"
    );
    assert_eq!(
        snapshot(&project.path("")),
        before,
        "no directory was made either"
    );
}
