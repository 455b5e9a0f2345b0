//! The engine that a chain is tried on.

use std::path::Path;

use nca_migrations::Dialect;
use nca_migrations::verify::{Outcome, Scratch, Verification, VerifyError, VerifyEvent};
use nca_migrations_core::{Loaded, rows_file};

use crate::args::VerifyArgs;
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
    args: &VerifyArgs,
    #[cfg_attr(
        not(feature = "sqlite-system"),
        expect(
            unused_variables,
            reason = "where the image of a SQLite database is kept"
        )
    )]
    migrations: &Path,
    loaded: &Loaded,
    engine: Dialect,
    wanted: Vec<usize>,
    observer: &dyn Fn(VerifyEvent),
) -> Result<Outcome, EngineError> {
    let mut verification = Verification::of(&loaded.chain)
        .only(wanted)
        .observer(observer);
    for (index, files) in loaded.files.iter().enumerate() {
        if let Some(rows) = rows_file::of(&files.rows, engine) {
            verification = verification.rows(index, rows.text.to_string());
        }
    }
    scratch(&args.server, engine, |scratch| match scratch {
        #[cfg(feature = "sqlite-system")]
        Any::Sqlite(_) => on(&verification, &mut crate::scratch::Images::of(migrations)),
        #[cfg(feature = "postgres")]
        Any::Postgres(mut scratch) => on(&verification, &mut scratch),
        #[cfg(feature = "mysql")]
        Any::Mysql(mut scratch) => on(&verification, &mut scratch),
    })
}

fn on<S: Scratch>(
    verification: &Verification<'_>,
    scratch: &mut S,
) -> Result<Outcome, EngineError> {
    Ok(verification.run(scratch)?)
}

/// Scratch databases of an engine: in memory, on the server that was named for it, else on one of our own.
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql")),
    expect(unused_variables, reason = "there is no server to name")
)]
pub(in crate::commands) fn scratch<T>(
    servers: &[DatabaseUrl],
    engine: Dialect,
    then: impl FnOnce(Any) -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    match engine {
        #[cfg(feature = "sqlite-system")]
        Dialect::Sqlite => then(Any::Sqlite(nca_migrations::verify::InMemory)),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => then(Any::Postgres(crate::scratch::OnServer::new(server(
            servers, engine,
        )?))),
        #[cfg(feature = "mysql")]
        Dialect::Mysql => then(Any::Mysql(crate::scratch::OnServer::new(server(
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
