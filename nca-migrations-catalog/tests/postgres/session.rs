//! What a reading asks of the server, and how it leaves the session.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{InstrumentationEvent, SimpleConnection as _};
use diesel::{Connection as _, PgConnection};
use nca_migrations_catalog::{Scope, introspect};

use crate::bed::{Bed, assert_same, catalog, outline, text};
use crate::kinds::EVERYTHING;

const SETTINGS: &str = "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS value FROM pg_settings \
    WHERE source = 'session' OR name IN ('TimeZone', 'search_path', 'jit', 'transaction_isolation', \
    'transaction_read_only')";

fn queries(conn: &mut PgConnection) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { .. } = event {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    catalog(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    count.load(Ordering::Relaxed)
}

/// Two for the session, 13 for the catalog, and three that begin and end a transaction.
#[test]
fn as_many_queries_whatever_there_is() {
    let mut bed = Bed::new();
    assert_eq!(queries(&mut bed.conn), 18);
    bed.run(EVERYTHING);
    assert_eq!(queries(&mut bed.conn), 18);
}

#[test]
fn the_session_is_handed_back_as_it_came() {
    let mut bed = Bed::with(EVERYTHING);
    let expected = bed.outline();
    bed.run(
        "SET search_path = public, other; SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'SQL, DMY'; \
         SET IntervalStyle = 'iso_8601'; SET bytea_output = 'escape'; SET extra_float_digits = -3; \
         SET quote_all_identifiers = on; SET standard_conforming_strings = off",
    );
    let before = text(&mut bed.conn, SETTINGS);
    assert_same(&expected, &bed.outline(), "no transaction");
    assert_eq!(text(&mut bed.conn, SETTINGS), before);
    // Nothing is open: this would be an error in a transaction.
    bed.run("VACUUM parents");
}

/// One that Diesel knows of, and one that it does not.
#[test]
fn the_callers_transaction_goes_on() {
    let mut bed = Bed::with(EVERYTHING);
    let expected = bed.outline();
    let inside = |conn: &mut PgConnection| {
        conn.batch_execute("SET LOCAL TimeZone = 'Asia/Tokyo'; CREATE TABLE mine (a integer)")
            .unwrap();
        let before = text(conn, SETTINGS);
        let found = outline(conn);
        assert!(found.items.iter().any(|item| item.name == "mine"));
        assert_eq!(text(conn, SETTINGS), before);
    };
    bed.conn
        .transaction(|conn| {
            inside(conn);
            Err::<(), _>(diesel::result::Error::RollbackTransaction)
        })
        .unwrap_err();
    assert_same(&expected, &bed.outline(), "rolled back");
    bed.run("BEGIN ISOLATION LEVEL SERIALIZABLE");
    inside(&mut bed.conn);
    bed.run("ROLLBACK");
    assert_same(&expected, &bed.outline(), "rolled back");
    bed.run("BEGIN READ ONLY");
    assert_same(&expected, &bed.outline(), "read-only");
    bed.run("COMMIT");
}

#[test]
fn a_failed_transaction_is_an_error_and_stays_one() {
    let mut bed = Bed::new();
    let aborted = "reading the catalog: current transaction is aborted, \
                   commands ignored until end of transaction block";
    bed.run("BEGIN");
    bed.conn.batch_execute("nonsense").unwrap_err();
    let error = introspect(&mut bed.conn, &Scope::All).unwrap_err();
    assert_eq!(error.to_string(), aborted);
    bed.run("ROLLBACK");
    let failed = bed.conn.transaction(|conn| {
        conn.batch_execute("nonsense").unwrap_err();
        let error = introspect(conn, &Scope::All).unwrap_err();
        assert_eq!(error.to_string(), aborted);
        Err::<(), _>(diesel::result::Error::RollbackTransaction)
    });
    failed.unwrap_err();
    assert_eq!(bed.outline().items, []);
}

/// Operators and functions whose arguments fit better than the server's own are not called.
#[test]
fn nobody_can_slip_code_in() {
    let mut bed = Bed::with(EVERYTHING);
    let before = catalog(&mut bed.conn);
    let mut traps = Vec::new();
    let types = [
        "oid", "name", "text", "integer", "smallint", "\"char\"", "varchar", "regclass", "regproc",
        "bigint",
    ];
    let operators = ["=", "<>", "!~", "||", ">", ">=", "-", "&"];
    for left in types {
        for right in types {
            let returned = |operator: &str| match operator {
                "||" => "text",
                "-" | "&" => "integer",
                _ => "boolean",
            };
            for operator in operators {
                let returned = returned(operator);
                let name = format!("trap_{returned}");
                traps.push(format!(
                    "CREATE OR REPLACE FUNCTION {name}({left}, {right}) RETURNS {returned} LANGUAGE plpgsql \
                     AS 'BEGIN RAISE ''trapped''; END'; CREATE OPERATOR {operator} \
                     (FUNCTION = {name}, LEFTARG = {left}, RIGHTARG = {right})"
                ));
            }
        }
    }
    bed.run(&traps.join("; "));
    let after = catalog(&mut bed.conn);
    assert_eq!(before.tables, after.tables);
    assert_eq!(before.views, after.views);
}
