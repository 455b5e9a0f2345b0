//! A scratch database is like the database that the URL names.

use diesel::connection::SimpleConnection;
use nca_migrations_servers::{Postgres, Server};

use crate::shared::{answers, my, mysql, pg, postgres};

#[test]
fn on_postgres() {
    let server = postgres();
    let mut admin = pg(server.url());
    let mut cases = vec![
        ("latin", "ENCODING 'LATIN1' LOCALE 'C'", "LATIN1 C C c none"),
        (
            "plain",
            "ENCODING 'SQL_ASCII' LOCALE 'C'",
            "SQL_ASCII C C c none",
        ),
    ];
    // Not every build has ICU, and the third provider came with version 17.
    let collations = "SELECT 'icu' AS answer FROM pg_collation WHERE collname = 'de-DE-x-icu'";
    if !answers(&mut admin, collations).is_empty() {
        cases.push((
            "german",
            "LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' ENCODING 'UTF8' LOCALE 'C'",
            "UTF8 C C i de-DE",
        ));
    }
    if Postgres::find().unwrap().major() >= 17 {
        cases.push((
            "builtin",
            "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' ENCODING 'UTF8' LOCALE 'C'",
            "UTF8 C C b C.UTF-8",
        ));
    }
    for (name, clauses, expected) in cases {
        let create = format!("CREATE DATABASE {name} TEMPLATE template0 {clauses}");
        admin.batch_execute(&create).unwrap();
        let url = server.url().strip_suffix("postgres").unwrap().to_owned() + name;
        let theirs = Server::postgres_at(&url).unwrap();
        let scratch = theirs.scratch().unwrap();
        let looks = "SELECT concat_ws(' ', pg_encoding_to_char(encoding), datcollate, datctype, \
                         datlocprovider, coalesce(to_jsonb(d) ->> 'datlocale', \
                         to_jsonb(d) ->> 'daticulocale', 'none')) AS answer \
                     FROM pg_database d WHERE datname = current_database()";
        assert_eq!(answers(&mut pg(scratch.url()), looks), [expected]);
    }
}

#[test]
fn on_mysql() {
    let looks = "SELECT CONCAT(@@character_set_database, ' ', @@collation_database) AS answer";
    let server = mysql();
    let scratch = server.scratch().unwrap();
    let found = answers(&mut my(scratch.url()), looks);
    assert!(found[0].starts_with("utf8mb4 utf8mb4_"), "{found:?}");

    let create = "CREATE DATABASE latin CHARACTER SET latin1 COLLATE latin1_german2_ci";
    my(server.url()).batch_execute(create).unwrap();
    let url = server.url().replace("localhost/?", "localhost/latin?");
    let scratch = Server::mysql_at(&url).unwrap().scratch().unwrap();
    let found = answers(&mut my(scratch.url()), looks);
    assert_eq!(found, ["latin1 latin1_german2_ci"]);
}

/// libpq's other form of a URL, and a name in the query.
#[test]
fn whatever_the_form_of_the_url() {
    let directory = postgres().directory().unwrap().display().to_string();
    for url in [
        format!("host={directory} port=5432 user=postgres dbname=postgres"),
        format!("postgres://?host={directory}&user=postgres&port=5432&dbname=postgres"),
    ] {
        let scratch = Server::postgres_at(&url).unwrap().scratch().unwrap();
        let here = "SELECT current_database()::text AS answer";
        assert_eq!(
            answers(&mut pg(scratch.url()), here),
            [scratch.name()],
            "{url}"
        );
    }
}
