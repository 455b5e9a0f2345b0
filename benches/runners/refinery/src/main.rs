//! refinery.

#[path = "../../protocol.rs"]
mod protocol;

use protocol::{Action, Engine, FIRST_QUERY, Request, Result, tell, timed};
use refinery::{Migrate, Runner};

mod m10 {
    refinery::embed_migrations!("../../chains/refinery/10");
}
mod m100 {
    refinery::embed_migrations!("../../chains/refinery/100");
}
mod m1000 {
    refinery::embed_migrations!("../../chains/refinery/1000");
}

fn main() -> Result<()> {
    let request = Request::from_arguments()?;
    for _ in 0..request.times {
        match request.engine {
            Engine::Sqlite => {
                let conn = rusqlite::Connection::open(&request.url)?;
                if request.action == Action::Again {
                    conn.query_row(FIRST_QUERY, [], |row| row.get::<_, i64>(0))?;
                }
                act(&request, conn)?;
            }
            Engine::Postgres => {
                act(&request, postgres::Client::connect(&request.url, postgres::NoTls)?)?;
            }
            Engine::Mysql => {
                // The same thing by another name.
                let url = request.url.replace("unix_socket=", "socket=");
                act(&request, mysql::Conn::new(mysql::Opts::from_url(&url)?)?)?;
            }
        }
    }
    Ok(())
}

fn act(request: &Request, mut conn: impl Migrate) -> Result<()> {
    let runner: fn() -> Runner = match request.length {
        10 => m10::migrations::runner,
        100 => m100::migrations::runner,
        1000 => m1000::migrations::runner,
        other => return Err(format!("no chain of {other}").into()),
    };
    let grouped = match request.action {
        Action::Connect => return Ok(()),
        Action::Each | Action::Again => false,
        Action::Whole => true,
    };
    tell(timed(|| {
        runner().set_grouped(grouped).run(&mut conn)?;
        Ok(())
    })?);
    Ok(())
}
