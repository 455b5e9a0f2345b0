//! sqlx.

#[path = "../../protocol.rs"]
mod protocol;

use std::str::FromStr as _;
use std::time::Instant;

use protocol::{Action, Engine, FIRST_QUERY, Request, Result, tell};
use sqlx::migrate::{Migrate, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection, MySqlConnection, PgConnection};

static M10: Migrator = sqlx::migrate!("../../chains/sqlx/10");
static M100: Migrator = sqlx::migrate!("../../chains/sqlx/100");
static M1000: Migrator = sqlx::migrate!("../../chains/sqlx/1000");

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run())
}

async fn run() -> Result<()> {
    let request = Request::from_arguments()?;
    for _ in 0..request.times {
        match request.engine {
            Engine::Sqlite => {
                let options = SqliteConnectOptions::from_str(&request.url)?.create_if_missing(true);
                let mut conn = options.connect().await?;
                if request.action == Action::Again {
                    sqlx::raw_sql(FIRST_QUERY).execute(&mut conn).await?;
                }
                act(&request, conn).await?;
            }
            Engine::Postgres => act(&request, PgConnection::connect(&request.url).await?).await?,
            Engine::Mysql => {
                // The same thing by another name.
                let url = request.url.replace("unix_socket=", "socket=");
                act(&request, MySqlConnection::connect(&url).await?).await?;
            }
        }
    }
    Ok(())
}

async fn act<C: Migrate + Connection>(request: &Request, mut conn: C) -> Result<()> {
    let migrator = match request.length {
        10 => &M10,
        100 => &M100,
        1000 => &M1000,
        other => return Err(format!("no chain of {other}").into()),
    };
    match request.action {
        Action::Connect => {}
        Action::Each | Action::Again => {
            let start = Instant::now();
            migrator.run_direct(None, &mut conn, false).await?;
            tell(start.elapsed());
        }
        Action::Whole => return Err("sqlx has no such mode".into()),
    }
    conn.close().await?;
    Ok(())
}
