//! The engines' own clients: what the same SQL costs without a library.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nca_migrations_servers::Url;

use crate::Result;
use crate::engine::Engine;

/// Feeds a script to the client, which connects, runs it and ends.
pub(crate) fn feed(engine: Engine, url: &str, script: &Path) -> Result<Duration> {
    let mut command = command(engine, url)?;
    command.stdin(File::open(script)?).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let took = start.elapsed();
    if status.success() {
        Ok(took)
    } else {
        Err(format!("`{}` failed", name(engine)).into())
    }
}

pub(crate) fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite3",
        Engine::Postgres => "psql",
        Engine::Mysql => "mariadb",
    }
}

fn command(engine: Engine, url: &str) -> Result<Command> {
    let mut command = Command::new(name(engine));
    match engine {
        Engine::Sqlite => command.args(["-batch", "-bail", url]),
        Engine::Postgres => command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url]),
        Engine::Mysql => {
            let url = Url::parse(url).ok_or("expected a URL")?;
            let mut query = url.query.iter();
            let socket = query.find(|(name, _)| name == "unix_socket");
            let (_, socket) = socket.ok_or("expected a server on a socket")?;
            command
                .args(["--no-defaults", "--user=root", "--batch"])
                .arg(format!("--socket={socket}"))
                .arg(&url.database)
        }
    };
    Ok(command)
}
