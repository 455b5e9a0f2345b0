//! One change for three engines, and the way that blocks nobody.

use nca_tests::server::{self, Database};

use crate::fixture::Project;

/// The schema before and after on each engine.
struct Engine {
    name: &'static str,
    before: &'static str,
    after: &'static str,
}

const ENGINES: [Engine; 3] = [
    Engine {
        name: "sqlite",
        before: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age TEXT);\n",
        after: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT NOT NULL);\n\
                CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);\n\
                CREATE UNIQUE INDEX users_email ON users (email);\n",
    },
    Engine {
        name: "postgres",
        before: "CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age text);\n",
        after: "CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, email text NOT NULL);\n\
                CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL REFERENCES users ON DELETE CASCADE);\n\
                CREATE UNIQUE INDEX users_email ON users (email);\n",
    },
    Engine {
        name: "mysql",
        before: "CREATE TABLE users (id integer PRIMARY KEY, name varchar(80) NOT NULL, age varchar(9));\n",
        after: "CREATE TABLE users (id integer PRIMARY KEY, name varchar(80) NOT NULL, age integer, email varchar(90) NOT NULL);\n\
                CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL, \
                CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE);\n\
                CREATE UNIQUE INDEX users_email ON users (email);\n",
    },
];

/// A chain for these engines, at the schema before.
fn project(engines: &[&Engine], servers: &str) -> Project {
    let project = Project::new();
    let names: Vec<&str> = engines.iter().map(|engine| engine.name).collect();
    project.ok(&format!("init --backends {}", names.join(",")));
    project.ok("revision -m first --rev-id 2026-01-01 --per-backend");
    for file in project.list("migrations/2026-01-01_first") {
        let engine = engines.iter().find(|one| file.contains(one.name));
        let path = format!("migrations/2026-01-01_first/{file}");
        match engine {
            _ if file == "metadata.toml" => {}
            _ if file.starts_with("down") => project.write(&path, "DROP TABLE users;\n"),
            Some(engine) => project.write(&path, engine.before),
            None => project.write(&path, engines[0].before),
        }
    }
    project.ok(&format!("verify {servers}"));
    project
}

#[test]
fn three_engines_at_once() {
    let (postgres, mariadb) = (server::postgres().database(), server::mariadb().database());
    let servers = format!("--server {} --server {}", postgres.url(), mariadb.url());
    let project = project(&ENGINES.each_ref(), &servers);
    let (live, maria) = (server::postgres().database(), server::mariadb().database());
    let url = |database: &Database| format!("--database-url {}", database.url());
    let databases = ["--database-url app.db".to_owned(), url(&live), url(&maria)];
    for engine in &ENGINES {
        project.write(&format!("schema.{}.sql", engine.name), engine.after);
    }
    project.write(
        "nca-migrate.toml",
        "[desired]\nsqlite = \"schema.sqlite.sql\"\npostgres = \"schema.postgres.sql\"\nmysql = \"schema.mysql.sql\"\n",
    );
    project.fails(1, &format!("check --pending {servers}"));
    let words = format!("revision --autogenerate -m second --rev-id 2026-01-02 {servers}");
    let err = project.fails(3, &words);
    assert!(err.contains("users.email takes no NULL"), "{err}");
    let words = format!("{words} --fill users.email=name --allow users.age");
    let err = project.fails(3, &words);
    assert!(err.contains("`--rows FILE`"), "{err}");
    project.write(
        "rows.sql",
        "INSERT INTO users VALUES (1, 'a', '7'), (2, 'b', NULL);\n",
    );
    project.ok(&format!("{words} --rows rows.sql"));
    assert_eq!(
        project.list("migrations/2026-01-02_second"),
        [
            "down.mysql.sql",
            "down.postgres.sql",
            "down.sqlite.sql",
            "metadata.toml",
            "rows.sql",
            "up.mysql.sql",
            "up.postgres.sql",
            "up.sqlite.sql"
        ]
    );
    project.ok(&format!("check --pending {servers}"));
    project.ok(&format!("verify --check {servers}"));
    for database in &databases {
        for command in [
            "upgrade head",
            "check",
            "downgrade -1",
            "check",
            "upgrade head",
            "check",
        ] {
            project.ok(&format!("{command} {database}"));
        }
    }
}

/// MySQL does not adjust views and triggers to a rename; they come back on both ways.
#[test]
fn a_rename_takes_along_what_names_it() {
    let server = server::mariadb().database();
    let servers = format!("--server {}", server.url());
    let with = |table: &str, column: &str| {
        format!(
            "CREATE TABLE {table} (id integer PRIMARY KEY, {column} varchar(80) NOT NULL, age varchar(9));\n\
             CREATE VIEW everybody AS SELECT {column} AS called FROM {table};\n\
             CREATE TRIGGER trimmed BEFORE INSERT ON {table} FOR EACH ROW SET NEW.{column} = trim(NEW.{column});\n"
        )
    };
    let [_, _, mysql] = &ENGINES;
    let project = project(&[mysql], &servers);
    project.write("before.sql", &with("users", "name"));
    project.ok(&format!(
        "revision --autogenerate -m more --rev-id 2026-01-02 --from before.sql {servers}"
    ));
    project.write("after.sql", &with("people", "full_name"));
    project.ok(&format!(
        "revision --autogenerate -m renamed --rev-id 2026-01-03 --from after.sql {servers} \
         --rename users=people --rename users.name=full_name"
    ));
    let live = server::mariadb().database();
    for command in [
        "upgrade head",
        "check",
        "downgrade -1",
        "check",
        "upgrade head",
        "downgrade base",
    ] {
        project.ok(&format!("{command} --database-url {}", live.url()));
    }
}

#[test]
fn online_takes_as_many_revisions_as_it_needs() {
    let server = server::postgres().database();
    let servers = format!("--server {}", server.url());
    let [sqlite, postgres, _] = &ENGINES;
    let project = project(&[sqlite, postgres], &servers);
    let more = "ALTER TABLE users ADD CONSTRAINT adult CHECK (length(name) < 90);\n\
                CREATE INDEX users_by_age ON users (age);\n";
    project.write("postgres.sql", &format!("{}{more}", postgres.before));
    project.write(
        "sqlite.sql",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age TEXT, \
         CONSTRAINT adult CHECK (length(name) < 90));\nCREATE INDEX users_by_age ON users (age);\n",
    );
    let from = "--from sqlite=sqlite.sql --from postgres=postgres.sql";
    let words = format!("revision --autogenerate --online -m adults {from} {servers}");
    let err = project.fails(3, &format!("{words} --rev-id 2026-01-02"));
    assert!(err.contains("the change takes 3 revisions"), "{err}");
    project.ok(&words);
    let revisions = project.list("migrations");
    let revisions: Vec<&String> = revisions
        .iter()
        .filter(|name| name.starts_with("20"))
        .collect();
    assert_eq!(revisions.len(), 4, "{revisions:?}");
    let (validate, index) = (revisions[2], revisions[3]);
    assert!(validate.ends_with("_validate_adults"), "{validate}");
    assert!(index.ends_with("_index_adults"), "{index}");
    let file = |revision: &str, file: &str| project.read(&format!("migrations/{revision}/{file}"));
    assert!(file(validate, "up.postgres.sql").contains("VALIDATE CONSTRAINT"));
    assert!(file(validate, "up.sqlite.sql").contains("SELECT 1;"));
    assert!(file(index, "up.postgres.sql").contains("CREATE INDEX CONCURRENTLY"));
    assert!(file(index, "down.postgres.sql").contains("DROP INDEX CONCURRENTLY"));
    assert!(file(index, "metadata.toml").contains("run_in_transaction = false"));
    let database = server::postgres().database();
    for database in [format!("--database-url {}", database.url()), String::new()] {
        project.ok(&format!("upgrade head {database}"));
        project.ok(&format!("check {database}"));
        for _ in 0..3 {
            project.ok(&format!("downgrade -1 {database}"));
        }
        project.ok(&format!("check {database}"));
    }
}

/// NCA's chain and module: seventeen revisions, three engines, one edited file.
#[test]
fn an_edit_of_ncas_module_is_carried_over_to_three_engines() {
    let (postgres, mariadb) = (server::postgres().database(), server::mariadb().database());
    let servers = format!("--server {} --server {}", postgres.url(), mariadb.url());
    let workspace = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap();
    let project = Project::new();
    copy(&workspace.join("migrations"), &project.path("migrations"));
    let settings = std::fs::read_to_string(workspace.join("nca-schema/diesel.toml")).unwrap();
    project.write(
        "diesel.toml",
        &settings.replace("../migrations", "migrations"),
    );
    project.write("nca-migrate.toml", "schema = \"src/schema.rs\"\n");
    let module = std::fs::read_to_string(workspace.join("nca-schema/src/schema.rs")).unwrap();
    project.write("src/schema.rs", &module);
    project.ok(&format!("check --pending {servers}"));
    let table = "diesel::table! {\n    annotations (id) {\n        id -> BigInt,\n        agent_id -> BigInt,\n        \
                 body -> Text,\n        score -> Nullable<Double>,\n    }\n}\n\n";
    let edited = module
        .replacen(
            "        updated_at -> Timestamp,\n",
            "        updated_at -> Timestamp,\n        nickname -> Nullable<Text>,\n",
            1,
        )
        .replacen(
            "diesel::table! {\n    audit_log",
            &format!("{table}diesel::table! {{\n    audit_log"),
            1,
        )
        .replacen(
            "diesel::joinable!(",
            "diesel::joinable!(annotations -> agents (agent_id));\ndiesel::joinable!(",
            1,
        );
    project.write("src/schema.rs", &edited);
    project.ok(&format!(
        "revision --autogenerate -m annotations --rev-id 2026-04-01 {servers}"
    ));
    let written = |file: &str| project.read(&format!("migrations/2026-04-01_annotations/{file}"));
    for engine in ["sqlite", "postgres", "mysql"] {
        insta::assert_snapshot!(
            format!("nca_{engine}"),
            written(&format!("up.{engine}.sql"))
        );
    }
    project.ok(&format!("check --pending {servers}"));
    project.ok(&format!("verify --check {servers}"));
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
