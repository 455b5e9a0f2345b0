//! The engine that a chain is tried on.

use std::path::Path;

use nca_migrations::Dialect;
use nca_migrations::verify::{Outcome, Verification, VerifyError, VerifyEvent};
use nca_migrations_core::{Loaded, rows_file};

use crate::scratch::Any;
use crate::url::DatabaseUrl;

/// Why a chain cannot be tried on an engine.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EngineError {
    #[error(
        "this program was built without {}\n\
         build it with `--features {engine}`, or name another backend",
        .engine.title()
    )]
    NotBuiltIn { engine: Dialect },
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[error(
        "there is no {} to try the chain on: {error}\n\
         `--server` names one where a scratch database may be created",
        .engine.title()
    )]
    Server {
        engine: Dialect,
        error: nca_migrations_servers::Error,
    },
}

/// Tries these revisions.
pub(super) fn try_out(
    scratch: &mut Any,
    #[cfg_attr(
        not(feature = "sqlite-system"),
        expect(
            unused_variables,
            reason = "where the image of a SQLite database is kept"
        )
    )]
    migrations: &Path,
    loaded: &Loaded,
    wanted: Vec<usize>,
    observer: &dyn Fn(VerifyEvent),
) -> Result<Outcome, EngineError> {
    let engine = scratch.engine();
    let mut verification = Verification::of(&loaded.chain)
        .only(wanted)
        .observer(observer);
    for (index, files) in loaded.files.iter().enumerate() {
        if let Some(rows) = rows_file::of(&files.rows, engine) {
            verification = verification.rows(index, rows.text.to_string());
        }
    }
    Ok(match scratch {
        #[cfg(feature = "sqlite-system")]
        Any::Sqlite(_) => verification.run(&mut crate::scratch::Images::of(migrations)),
        #[cfg(feature = "postgres")]
        Any::Postgres(scratch) => verification.run(scratch),
        #[cfg(feature = "mysql")]
        Any::Mysql(scratch) => verification.run(scratch),
    }?)
}

/// Scratch databases of an engine: in memory, on the server that was named for it, else on one of our own.
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql")),
    expect(unused_variables, reason = "there is no server to name")
)]
pub(in crate::commands) fn scratch(
    servers: &[DatabaseUrl],
    engine: Dialect,
) -> Result<Any, EngineError> {
    match engine {
        #[cfg(feature = "sqlite-system")]
        Dialect::Sqlite => Ok(Any::Sqlite(nca_migrations::verify::InMemory)),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => Ok(Any::Postgres(crate::scratch::OnServer::new(server(
            servers, engine,
        )?))),
        #[cfg(feature = "mysql")]
        Dialect::Mysql => Ok(Any::Mysql(crate::scratch::OnServer::new(server(
            servers, engine,
        )?))),
        _ => Err(EngineError::NotBuiltIn { engine }),
    }
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn server(
    named: &[DatabaseUrl],
    engine: Dialect,
) -> Result<nca_migrations_servers::Server, EngineError> {
    use nca_migrations_servers::Server;

    use crate::scratch::server_at;

    let mut named = named.iter().filter(|url| url.dialect == engine);
    let server = match (engine, named.next()) {
        (_, Some(url)) => server_at(url),
        #[cfg(feature = "postgres")]
        (Dialect::Postgres, None) => Server::postgres(),
        #[cfg(feature = "mysql")]
        (Dialect::Mysql, None) => Server::mysql(),
        _ => return Err(EngineError::NotBuiltIn { engine }),
    };
    server.map_err(|error| EngineError::Server { engine, error })
}
