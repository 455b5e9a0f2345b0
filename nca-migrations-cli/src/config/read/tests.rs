use std::path::Path;

use insta::assert_snapshot;
use nca_migrations_core::draw::{self, Style};

use super::*;

fn of(text: &str) -> Result<Config, String> {
    let location = Location {
        path: Path::new("/project/nca-migrate.toml").to_owned(),
        shown: "../nca-migrate.toml".to_owned(),
    };
    let source = Source::of_bytes(
        location.path.clone(),
        location.shown.clone(),
        text.as_bytes(),
    );
    read(&location, &Arc::new(source.unwrap())).map_err(|complaints| {
        let drawn = complaints.iter().map(|one| {
            let places = std::slice::from_ref(&one.place);
            draw::message(&one.message, places, Style::Plain, 100)
        });
        drawn.collect::<Vec<_>>().join("\n\n")
    })
}

#[test]
fn every_key() {
    let config = of(
        "directory = \"db/m/\"\nbackends = [\"postgres\", \"sqlite\"]\n\
         database_url = \"postgres://app@host/db\"\nschema = \"src/schema.rs\"\n\
         slug_length = 0x10\nversion_format = \"%Y%m%d%H%M%S\"\n",
    )
    .unwrap();
    let directory = config.directory.unwrap();
    assert_eq!(directory.path, Path::new("/project/db/m/"));
    assert_eq!(directory.shown, "../db/m");
    assert_eq!(
        config.backends.unwrap(),
        [Dialect::Postgres, Dialect::Sqlite]
    );
    let database = config.database.unwrap();
    assert_eq!(database.url, "postgres://app@host/db");
    assert_eq!(database.base, Path::new("/project"));
    assert_eq!(config.schema.unwrap().shown, "../src/schema.rs");
    assert_eq!(config.slug_length, 16);
    assert_eq!(config.version_format.to_string(), "%Y%m%d%H%M%S");
    let desired = |text| {
        let desired = of(text).unwrap().desired.into_iter();
        let shown = desired.map(|(backend, file)| (backend, file.shown));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(
        desired("desired = \"schema.sql\""),
        [(None, "../schema.sql".to_owned())]
    );
    assert_eq!(
        desired("[desired]\nmysql = \"m.sql\"\nsqlite = \"s.sql\""),
        [
            (Some(Dialect::Mysql), "../m.sql".to_owned()),
            (Some(Dialect::Sqlite), "../s.sql".to_owned())
        ]
    );
    let absolute = of("directory = \"/m\"").unwrap().directory.unwrap();
    assert_eq!(
        (absolute.path.to_str(), &*absolute.shown),
        (Some("/m"), "/m")
    );
    assert_eq!(of("").unwrap().slug_length, 40);
}

#[test]
fn every_problem_at_once() {
    let text = "dir = \"x\"\ndirectory = 5\nbackends = [\"sqlit\", 7]\nschema = \" \"\n\
                slug_length = 4000\nversion_format = \"%H\"\nsomething = 1\n\
                database_url = \"postgres://app:hunter2@host/db\"\n";
    let drawn = of(text).unwrap_err();
    assert!(!drawn.contains("hunter2"));
    assert_snapshot!(drawn);
    let one = |text| of(text).unwrap_err().lines().next().unwrap().to_owned();
    assert_eq!(
        one("backends = []"),
        "error: nca-migrate.toml names no backend"
    );
    assert_eq!(
        one("backends = \"sqlite\""),
        "error: nca-migrate.toml has a `backends` of the wrong type"
    );
}

#[test]
fn a_password_is_never_drawn() {
    for text in [
        "database_url = 'postgres://a:hunter2@h/d'",
        "database_url = \"postgres://a:hunter\\u0032@h/d\"\nx = 1",
        "x = 1\ndatabase_url = \"host=h password=hunter2\"",
        "database_url = 'postgres://a:hunter2@h/d",
        "database_url = postgres://a:hunter2@h/d\nx = [",
    ] {
        let drawn = of(text).unwrap_err();
        assert!(!drawn.contains("hunter"), "{drawn}");
    }
}
