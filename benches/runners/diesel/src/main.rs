//! diesel_migrations.

#[path = "../../protocol.rs"]
mod protocol;

use diesel::backend::Backend;
use diesel::{Connection, MysqlConnection, PgConnection, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
// Built in, as with the others.
use libsqlite3_sys as _;
use protocol::{Action, Engine, FIRST_QUERY, Request, Result, tell, timed};

const M10: EmbeddedMigrations = embed_migrations!("../../chains/diesel/10");
const M100: EmbeddedMigrations = embed_migrations!("../../chains/diesel/100");
const M1000: EmbeddedMigrations = embed_migrations!("../../chains/diesel/1000");

fn main() -> Result<()> {
    let request = Request::from_arguments()?;
    for _ in 0..request.times {
        match request.engine {
            Engine::Sqlite => act(&request, SqliteConnection::establish(&request.url)?)?,
            Engine::Postgres => act(&request, PgConnection::establish(&request.url)?)?,
            Engine::Mysql => act(&request, MysqlConnection::establish(&request.url)?)?,
        }
    }
    Ok(())
}

fn act<DB: Backend, C: Connection<Backend = DB> + MigrationHarness<DB>>(
    request: &Request,
    mut conn: C,
) -> Result<()> {
    let migrations = match request.length {
        10 => M10,
        100 => M100,
        1000 => M1000,
        other => return Err(format!("no chain of {other}").into()),
    };
    if request.action == Action::Again {
        conn.batch_execute(FIRST_QUERY)?;
    }
    let took = match request.action {
        Action::Connect => return Ok(()),
        Action::Each | Action::Again => timed(|| {
            conn.run_pending_migrations(migrations)?;
            Ok(())
        })?,
        // It has no such mode; whoever wants it does this.
        Action::Whole => timed(|| {
            conn.transaction(|conn| {
                conn.run_pending_migrations(migrations)?;
                Ok(())
            })
        })?,
    };
    tell(took);
    Ok(())
}
