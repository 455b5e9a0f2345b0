//! PostgreSQL: where the history is when there are several schemas, and a session that scripts change.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use diesel::PgConnection;
use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator, Target};
use nca_tests::{tables, three};

use crate::bed::{Ask as _, Bed as _, Postgres};
use crate::role::Role;

/// A connection whose first schema is this one.
fn connect(bed: &Postgres, schema: &str) -> PgConnection {
    let mut conn = bed.connect();
    conn.run(&format!(
        "CREATE SCHEMA IF NOT EXISTS {schema}; SET search_path TO {schema}"
    ));
    conn
}

/// The schemas that have a table of this name, temporary ones apart.
fn schemas_with(conn: &mut PgConnection, table: &str) -> Vec<String> {
    conn.texts(&format!(
        "SELECT CAST(schemaname AS text) AS value FROM pg_catalog.pg_tables \
         WHERE tablename = '{table}' AND schemaname NOT LIKE 'pg_temp%' ORDER BY schemaname"
    ))
}

fn assert_history_in(conn: &mut PgConnection, schemas: &[&str]) {
    for table in ["__diesel_schema_migrations", "__nca_migration_log"] {
        assert_eq!(schemas_with(conn, table), schemas, "{table}");
    }
}

#[test]
fn two_schemas_have_a_chain_and_a_lock_each() {
    let (bed, chain) = (Postgres::new(), three());
    let other_chain = tables(&["one", "zwei"]).chain();
    let (mut a, mut b) = (connect(&bed, "a"), connect(&bed, "b"));
    let (mut another_a, mut ran) = (connect(&bed, "a"), false);
    let runs = std::cell::RefCell::new((&mut b, &mut another_a, &mut ran));
    Migrator::new(&chain)
        .observer(|event| {
            if let Event::StatementStarted { revision, .. } = event
                && revision.name.version() == "002"
            {
                let (b, another_a, ran) = &mut *runs.borrow_mut();
                let impatient = Migrator::new(&other_chain).lock_timeout(Duration::ZERO);
                assert_eq!(impatient.run_pending(&mut **b).unwrap().done.len(), 2);
                let error = impatient.downgrade(&mut **another_a, &Target::base());
                assert!(matches!(error, Err(Error::LockTimeout(_))), "{error:?}");
                **ran = true;
            }
        })
        .run_pending(&mut a)
        .unwrap();
    assert!(ran);
    assert_history_in(&mut a, &["a", "b"]);
    assert_eq!(a.applied(), ["001", "002", "003"]);
    assert_eq!(b.applied(), ["001", "002"]);
    assert_eq!(
        (a.tables().len(), b.tables()),
        (3, vec!["one".into(), "zwei".into()])
    );
    Migrator::new(&chain)
        .downgrade(&mut a, &Target::base())
        .unwrap();
    assert_eq!(
        Migrator::new(&other_chain)
            .run_pending(&mut b)
            .unwrap()
            .done,
        []
    );
}

#[test]
fn names_that_need_quotes() {
    let (bed, chain) = (Postgres::new(), three());
    let role = Role::new(&bed, "Odd \"Role\" o'n");
    let schema = r#""My ""Odd"" Schema o'n""#;
    let mut conn = connect(&bed, schema);
    conn.run(&format!(
        "GRANT ALL ON SCHEMA {schema} TO {role}; SET ROLE {role}"
    ));
    let migrator = Migrator::new(&chain);
    migrator.run_pending(&mut conn).unwrap();
    assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
    assert_history_in(&mut conn, &["My \"Odd\" Schema o'n"]);
    let owner = "SELECT CAST(tableowner AS text) AS value FROM pg_tables WHERE tablename = 'one'";
    assert_eq!(conn.texts(owner), [role.name()]);
    migrator.downgrade(&mut conn, &Target::base()).unwrap();
    assert_eq!(conn.tables(), [""; 0]);
}

#[test]
fn no_schema_to_be_in() {
    let (bed, chain) = (Postgres::new(), three());
    let mut conn = bed.connect();
    for path in ["''", "nowhere, neither_here"] {
        conn.run(&format!("SET search_path TO {path}"));
        let migrator = Migrator::new(&chain);
        for error in [
            migrator.run_pending(&mut conn).unwrap_err(),
            migrator.current(&mut conn).unwrap_err(),
        ] {
            insta::assert_snapshot!("no_schema", error);
        }
    }
}

#[test]
fn temporary_tables_do_not_hide_the_history() {
    let (bed, chain) = (Postgres::new(), three());
    let migrator = Migrator::new(&chain);
    for existing in [false, true] {
        let mut conn = bed.connect();
        assert_eq!(
            schemas_with(&mut conn, "__nca_migration_log").len(),
            usize::from(existing)
        );
        // At the head already, if it was asked.
        conn.run(
            "CREATE TEMPORARY TABLE __diesel_schema_migrations \
             (version VARCHAR(50) PRIMARY KEY, run_on TIMESTAMP DEFAULT now()); \
             INSERT INTO __diesel_schema_migrations VALUES ('001'), ('002'), ('003')",
        );
        if existing {
            conn.run(
                "CREATE TEMPORARY TABLE __nca_migration_log AS TABLE public.__nca_migration_log",
            );
        }
        assert_eq!(migrator.current(&mut conn).unwrap().version, None);
        assert_eq!(migrator.run_pending(&mut conn).unwrap().done.len(), 3);
        assert_history_in(&mut conn, &["public"]);
        assert_eq!(bed.connect().applied(), ["001", "002", "003"]);
        assert_eq!(migrator.run_pending(&mut conn).unwrap().done, []);
        if existing {
            // As it was at the head, while the database is not.
            migrator
                .downgrade(&mut bed.connect(), &Target::base())
                .unwrap();
            conn.run(
                "INSERT INTO pg_temp.__nca_migration_log SELECT * FROM public.__nca_migration_log \
                      WHERE version = '003' ORDER BY sequence DESC LIMIT 1 OFFSET 1",
            );
            assert_eq!(migrator.current(&mut conn).unwrap().version, None);
        } else {
            migrator.downgrade(&mut conn, &Target::base()).unwrap();
        }
    }
}

/// What scripts do to a session, and then go on as if it were theirs.
const CHANGES: [&str; 15] = [
    "SET search_path TO elsewhere, pg_catalog",
    "SET LOCAL search_path TO elsewhere",
    "SELECT pg_catalog.set_config('search_path', '', false)",
    "DO $$ BEGIN PERFORM set_config('search_path', 'elsewhere', false); END $$",
    "SET ROLE {role}",
    "SET LOCAL ROLE {role}",
    "SET SESSION AUTHORIZATION {role}",
    "SET SESSION AUTHORIZATION {role}; SET ROLE {role}; SET TIME ZONE 'Asia/Tokyo'",
    "SET TIME ZONE 'Asia/Tokyo'; SET DateStyle TO 'SQL, DMY'; SET IntervalStyle TO 'sql_standard'",
    "SET standard_conforming_strings TO off; SET escape_string_warning TO off",
    "SET default_transaction_read_only TO on; SET default_transaction_isolation TO serializable",
    "SET client_encoding TO 'LATIN1'",
    "SET application_name TO 'changed'; SET idle_in_transaction_session_timeout TO 1000",
    "RESET ALL",
    // What pg_dump writes.
    "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
     SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; \
     SELECT pg_catalog.set_config('search_path', '', false); SET check_function_bodies = false; \
     SET xmloption = content; SET client_min_messages = warning; SET row_security = off",
];

/// A session as somebody may have it, not as it comes.
const THEIRS: &str = "SET TIME ZONE 'Europe/Paris'; SET lock_timeout TO '7s'; \
    SET standard_conforming_strings TO off; SET xmloption TO document; SET application_name TO 'theirs'; \
    SET default_transaction_isolation TO 'repeatable read'";

fn session(conn: &mut PgConnection) -> Vec<String> {
    conn.texts(
        "SELECT name || ' = ' || setting AS value FROM pg_settings WHERE source = 'session' \
         UNION ALL SELECT 'user = ' || session_user UNION ALL SELECT 'role = ' || current_user \
         ORDER BY 1",
    )
}

/// Before and after it, revisions that are as any.
fn chain(change: &str, last: &str, outside: bool) -> Chain {
    let script = format!("CREATE TABLE app.two (id INTEGER);\n{change};\n{last};");
    let chain = tables(&["one"]).revision("002_two", &script, "DROP TABLE app.two;");
    let chain = if outside {
        chain.outside_a_transaction()
    } else {
        chain
    };
    chain
        .revision(
            "003_three",
            "CREATE TABLE three (id INTEGER);",
            "DROP TABLE three;",
        )
        .chain()
}

#[test]
fn the_session_comes_back_as_it_was_and_the_history_is_where_it_was() {
    let bed = Postgres::new();
    let role = Role::new(&bed, "guest");
    for theirs in ["", THEIRS] {
        for outside in [false, true] {
            // Outside a transaction each statement is recorded with the rights that the script has
            // then.
            let recorded = |change: &&str| {
                !outside || !(change.contains("{role}") || change.contains("read_only"))
            };
            for change in CHANGES.into_iter().filter(recorded) {
                let mut conn = connect(&bed, "app");
                conn.run(&format!("CREATE SCHEMA elsewhere; {theirs}"));
                let change = change.replace("{role}", &role.to_string());
                let about = format!("{change}\noutside a transaction: {outside}, from: {theirs}");
                let before = session(&mut conn);

                let fails = chain(&change, "SELECT 1 / 0", outside);
                let error = Migrator::new(&fails).run_pending(&mut conn).unwrap_err();
                assert!(
                    error.to_string().contains("division by zero"),
                    "{error}\n{about}"
                );
                assert_eq!(session(&mut conn), before, "after a failure: {about}");
                if outside {
                    // It would go on after what is done.
                    bed.connect().run(
                        "DELETE FROM app.__nca_migration_log WHERE version = '002'; \
                                       DROP TABLE app.two",
                    );
                }

                let chain = chain(&change, "SELECT 1", outside);
                let panics = Migrator::new(&chain).observer(|event| {
                    assert!(!matches!(
                        event,
                        Event::StatementStarted { number: 3.., .. }
                    ));
                });
                let panicked = catch_unwind(AssertUnwindSafe(|| panics.run_pending(&mut conn)));
                panicked.unwrap_err();
                assert_eq!(session(&mut conn), before, "after a panic: {about}");

                Migrator::new(&chain)
                    .run_pending(&mut conn)
                    .unwrap_or_else(|error| panic!("{error}\n{about}"));
                assert_eq!(session(&mut conn), before, "after success: {about}");
                assert_history_in(&mut conn, &["app"]);
                assert_eq!(conn.tables(), ["one", "three", "two"], "{about}");
                assert_eq!(
                    Migrator::new(&chain).run_pending(&mut conn).unwrap().done,
                    []
                );
                conn.run("DROP SCHEMA app, elsewhere CASCADE");
            }
        }
    }
}

#[test]
fn a_script_that_gives_the_lock_up_is_told_so() {
    let bed = Postgres::new();
    let mut conn = bed.connect();
    let before = session(&mut conn);
    let chain = chain("SELECT pg_advisory_unlock_all()", "SELECT 1", true);
    conn.run("CREATE SCHEMA app");
    let error = Migrator::new(&chain).run_pending(&mut conn).unwrap_err();
    insta::assert_snapshot!("lock_given_up", error);
    assert_eq!(session(&mut conn), before);
}
