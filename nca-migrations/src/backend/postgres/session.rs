//! The settings of a PostgreSQL session: taken down before a run, put back where a script changed
//! them, and given back at its end.

use std::collections::HashMap;

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};
use nca_migrations_core::dialect::Dialect;

use crate::tables::quoted;
use crate::who::Who;

/// A session's settings as the caller had them, and as a run has them.
#[derive(Debug)]
pub struct Settings {
    theirs: Vec<Setting>,
    ours: Vec<Setting>,
}

#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    value: String,
}

/// Not among [`pg_settings`](https://www.postgresql.org/docs/current/view-pg-settings.html), since
/// they are more than settings.
const AUTHORIZATION: &str = "session_authorization";
const ROLE: &str = "role";

/// * Strings are read as our splitter reads them.
/// * A server process whose client is gone ends its statement soon, not when it is done with it, and
///   frees the lock (PostgreSQL 14 and later). See
///   <https://www.postgresql.org/docs/current/runtime-config-connection.html>.
/// * Nothing ends a session while an observer takes its time.
fn wanted(who: &Who) -> [(&'static str, String); 4] {
    [
        ("application_name", who.to_string()),
        ("standard_conforming_strings", "on".to_owned()),
        ("client_connection_check_interval", "500".to_owned()),
        ("idle_in_transaction_session_timeout", "0".to_owned()),
    ]
}

pub(super) fn prepare(conn: &mut PgConnection, who: &Who) -> QueryResult<Settings> {
    let theirs = read(conn)?;
    let wanted = wanted(who);
    // Not every server knows, and not every platform can do, all of them.
    if !was_set(conn, &wanted)? {
        for setting in &wanted {
            was_set(conn, std::slice::from_ref(setting))?;
        }
    }
    let ours = read(conn)?;
    Ok(Settings { theirs, ours })
}

/// Sets all of these or none; a setting that the server does not know is passed over.
fn was_set(conn: &mut PgConnection, wanted: &[(&str, String)]) -> QueryResult<bool> {
    let set = wanted.iter().map(|(name, value)| {
        let value = quoted(value, Dialect::Postgres);
        format!(
            "SELECT set_config(name, {value}, false) FROM pg_catalog.pg_settings \
             WHERE name = '{name}'; "
        )
    });
    let set: String = set.collect();
    let batch = format!("SAVEPOINT nca_setting; {set}RELEASE nca_setting");
    if conn.batch_execute(&batch).is_ok() {
        return Ok(true);
    }
    conn.batch_execute("ROLLBACK TO nca_setting; RELEASE nca_setting")?;
    Ok(false)
}

pub(super) fn renew(conn: &mut PgConnection, settings: &Settings) -> QueryResult<()> {
    give(conn, &settings.ours)
}

pub(super) fn restore(conn: &mut PgConnection, settings: &Settings) -> QueryResult<()> {
    give(conn, &settings.theirs)
}

/// What this session has set, and who it is. Not what its transaction has: given outside of one, that
/// would stay. Settings with a dot in their names are only listed while an extension knows them.
fn read(conn: &mut PgConnection) -> QueryResult<Vec<Setting>> {
    sql_query(format!(
        "SELECT name, coalesce(current_setting(name), '') AS value FROM pg_catalog.pg_settings \
         WHERE source = 'session' AND context IN ('user', 'superuser') \
         AND name NOT LIKE 'transaction@_%' ESCAPE '@' \
         UNION ALL SELECT '{AUTHORIZATION}', CAST(session_user AS text) \
         UNION ALL SELECT '{ROLE}', current_setting('{ROLE}')"
    ))
    .load(conn)
}

fn give(conn: &mut PgConnection, wanted: &[Setting]) -> QueryResult<()> {
    let now = read(conn)?;
    let changes = changes(&now, wanted);
    if changes.is_empty() {
        return Ok(());
    }
    conn.batch_execute(&changes.join("; "))
}

/// The statements that lead from one to the other. Who the session is comes first: the rest may need
/// its rights.
fn changes(now: &[Setting], wanted: &[Setting]) -> Vec<String> {
    let now: HashMap<&str, &str> = (now.iter())
        .map(|setting| (&*setting.name, &*setting.value))
        .collect();
    let differs = |setting: &&Setting| now.get(&*setting.name) != Some(&&*setting.value);
    let mut changes = Vec::new();
    let is_new_user = (wanted.iter()).any(|s| s.name == AUTHORIZATION && differs(&s));
    for setting in wanted {
        let value = quoted(&setting.value, Dialect::Postgres);
        match &*setting.name {
            AUTHORIZATION if is_new_user => {
                changes.insert(0, format!("SET SESSION AUTHORIZATION {value}"));
            }
            // Another user is also another role.
            ROLE if is_new_user || differs(&setting) => {
                let place = usize::from(is_new_user).min(changes.len());
                changes.insert(place, format!("SET ROLE {value}"));
            }
            AUTHORIZATION | ROLE => {}
            name if differs(&setting) => {
                let name = quoted(name, Dialect::Postgres);
                changes.push(format!("SELECT set_config({name}, {value}, false)"));
            }
            _ => {}
        }
    }
    let mut added: Vec<_> = (now.keys())
        .filter(|name| !wanted.iter().any(|setting| setting.name == **name))
        .map(|name| format!("RESET {}", setting_name(name)))
        .collect();
    added.sort();
    changes.extend(added);
    changes
}

/// Settings of extensions have a dot in their names; each part is an identifier.
fn setting_name(name: &str) -> String {
    let parts = name
        .split('.')
        .map(|part| format!("\"{}\"", part.replace('"', "\"\"")));
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(settings: &[(&str, &str)]) -> Vec<Setting> {
        let setting = |(name, value): &(&str, &str)| Setting {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        settings.iter().map(setting).collect()
    }

    #[test]
    fn only_what_differs_is_changed() {
        let before = settings(&[
            ("TimeZone", "UTC"),
            ("search_path", "a, \"b\""),
            (AUTHORIZATION, "owner"),
            (ROLE, "none"),
        ]);
        assert_eq!(changes(&before, &before), [""; 0]);
        let after = settings(&[
            ("TimeZone", "UTC"),
            ("search_path", ""),
            ("my.own", "x"),
            (AUTHORIZATION, "owner"),
            (ROLE, "guest"),
        ]);
        assert_eq!(
            changes(&after, &before),
            [
                "SET ROLE 'none'",
                "SELECT set_config('search_path', 'a, \"b\"', false)",
                "RESET \"my\".\"own\"",
            ]
        );
    }

    #[test]
    fn another_user_comes_first() {
        let before = settings(&[
            ("TimeZone", "UTC"),
            (AUTHORIZATION, "o'neil"),
            (ROLE, "none"),
        ]);
        let after = settings(&[
            ("TimeZone", "CET"),
            (AUTHORIZATION, "guest"),
            (ROLE, "none"),
        ]);
        assert_eq!(
            changes(&after, &before),
            [
                "SET SESSION AUTHORIZATION 'o''neil'",
                "SET ROLE 'none'",
                "SELECT set_config('TimeZone', 'UTC', false)",
            ]
        );
    }
}
