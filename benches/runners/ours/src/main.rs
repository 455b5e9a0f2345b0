//! nca-migrations.

#[path = "../../protocol.rs"]
mod protocol;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection, MysqlConnection, PgConnection, SqliteConnection};
use nca_migrations::{
    EmbeddedMigrations, Migrator, TransactionMode, embed_migrations,
};
use protocol::{Action, Engine, FIRST_QUERY, Request, Result, tell, timed};

static M10: EmbeddedMigrations = embed_migrations!("../../chains/diesel/10");
static M100: EmbeddedMigrations = embed_migrations!("../../chains/diesel/100");
static M1000: EmbeddedMigrations = embed_migrations!("../../chains/diesel/1000");

/// Connects and does what is asked.
macro_rules! act {
    ($request:expr, $connection:ty) => {{
        let mut conn = <$connection>::establish(&$request.url)?;
        if $request.action == Action::Again {
            conn.batch_execute(FIRST_QUERY)?;
        }
        if let Some(migrator) = migrator(&$request)? {
            tell(timed(|| Ok(migrator.run_pending(&mut conn)?))?);
        }
    }};
}
fn main() -> Result<()> {
    let request = Request::from_arguments()?;
    for _ in 0..request.times {
        match request.engine {
            Engine::Sqlite => act!(request, SqliteConnection),
            Engine::Postgres => act!(request, PgConnection),
            Engine::Mysql => act!(request, MysqlConnection),
        }
    }
    Ok(())
}

fn migrator(request: &Request) -> Result<Option<Migrator<'static>>> {
    let migrations = match request.length {
        10 => &M10,
        100 => &M100,
        1000 => &M1000,
        other => return Err(format!("no chain of {other}").into()),
    };
    let mode = match request.action {
        Action::Connect => return Ok(None),
        Action::Each | Action::Again => TransactionMode::PerMigration,
        Action::Whole => TransactionMode::WholeRun,
    };
    Ok(Some(Migrator::new(migrations).transaction(mode)))
}
