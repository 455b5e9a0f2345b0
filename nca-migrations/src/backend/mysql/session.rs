//! A MySQL or MariaDB session: taken down before a run, put back where a script changed it, and given
//! back at the run's end.

use diesel::connection::SimpleConnection;
use diesel::result::Error;
use diesel::{MysqlConnection, QueryResult};

use super::transaction;
use super::variables::Variables;
use crate::backend::rows;

/// The session as the caller had it, and as a run has it.
#[derive(Debug)]
pub struct Settings {
    theirs: Variables,
    ours: Variables,
    database: Option<String>,
    /// As it is written in `SET ROLE`; `None` where the server has no roles.
    role: Option<String>,
}

/// * Strings are read as our splitter reads them.
/// * Each statement commits by itself unless a script says otherwise.
/// * The server's errors are in the language of ours, which [`super::interrupted`] reads.
fn ours(theirs: &Variables) -> Variables {
    let modes = theirs.get("sql_mode").split(',');
    let modes: Vec<_> = modes
        .filter(|mode| *mode != "NO_BACKSLASH_ESCAPES")
        .collect();
    theirs
        .clone()
        .with("sql_mode", &modes.join(","))
        .with("autocommit", "ON")
        .with("lc_messages", "en_US")
}

pub(super) fn prepare(conn: &mut MysqlConnection) -> QueryResult<Settings> {
    let theirs = Variables::read(conn)?;
    // Without autocommit every session that has read something is in one, with nothing in it to lose.
    if theirs.get("autocommit") == "ON" && transaction::is_open(conn)? {
        return Err(Error::QueryBuilderError(
            "a transaction is open on this connection that was not begun through Diesel, and \
             changes of the schema would commit it: finish it first"
                .into(),
        ));
    }
    let ours = ours(&theirs);
    ours.give(conn, &theirs)?;
    Ok(Settings {
        theirs,
        ours,
        database: database(conn)?,
        role: role(conn),
    })
}

pub(super) fn renew(conn: &mut MysqlConnection, settings: &Settings) -> QueryResult<()> {
    give(conn, settings, &settings.ours)
}

pub(super) fn restore(conn: &mut MysqlConnection, settings: &Settings) -> QueryResult<()> {
    give(conn, settings, &settings.theirs)
}

/// The role comes first: the rest may need its rights.
fn give(conn: &mut MysqlConnection, settings: &Settings, variables: &Variables) -> QueryResult<()> {
    conn.batch_execute("UNLOCK TABLES")?;
    if let Some(wanted) = &settings.role
        && role(conn).as_ref() != Some(wanted)
    {
        conn.batch_execute(&format!("SET ROLE {wanted}"))?;
    }
    if let Some(wanted) = &settings.database
        && database(conn)?.as_ref() != Some(wanted)
    {
        conn.batch_execute(&format!("USE `{}`", wanted.replace('`', "``")))?;
    }
    let now = Variables::read(conn)?;
    variables.give(conn, &now)
}

fn database(conn: &mut MysqlConnection) -> QueryResult<Option<String>> {
    let found = rows::texts(conn, "SELECT DATABASE() AS value")?;
    Ok(found.into_iter().next().flatten())
}

/// MySQL answers as it takes it, with quotes, and `NONE`; MariaDB the bare name, and null.
/// See <https://dev.mysql.com/doc/refman/8.4/en/information-functions.html#function_current-role> and
/// <https://mariadb.com/kb/en/current_role/>.
fn role(conn: &mut MysqlConnection) -> Option<String> {
    let found = rows::texts(conn, "SELECT CURRENT_ROLE() AS value").ok()?;
    Some(match found.into_iter().next().flatten() {
        None => "NONE".to_owned(),
        Some(role) if role == "NONE" || role.starts_with('`') => role,
        Some(role) => format!("`{}`", role.replace('`', "``")),
    })
}
