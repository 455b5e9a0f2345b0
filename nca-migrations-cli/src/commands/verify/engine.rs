//! The engine that a chain is tried on.

use nca_migrations::Dialect;
use nca_migrations::verify::{Outcome, Scratch, Verification, VerifyError, VerifyEvent};

use nca_migrations_core::{Loaded, rows_file};

use crate::args::VerifyArgs;
use crate::directory::Directory;
use crate::failure::Failure;

/// Why a chain cannot be tried on an engine.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EngineError {
    #[error(
        "this program was built without {}\n\
         build it with `--features {engine}`, or leave it out: `--backends` names what to try",
        .engine.title()
    )]
    NotBuiltIn { engine: Dialect },
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[error(
        "there is no {} to try the chain on: {error}\n\
         `--server` names one where a scratch database may be created; `--backends` names what to try",
        .engine.title()
    )]
    Server {
        engine: Dialect,
        error: nca_migrations_servers::Error,
    },
}

/// Tries these revisions.
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql")),
    expect(unused_variables, reason = "the arguments name servers")
)]
pub(super) fn try_out(
    args: &VerifyArgs,
    directory: &Directory,
    loaded: &Loaded,
    engine: Dialect,
    wanted: Vec<usize>,
    observer: &dyn Fn(VerifyEvent),
) -> Result<Outcome, Failure> {
    let mut verification = Verification::of(&loaded.chain)
        .only(wanted)
        .observer(observer);
    for (index, files) in loaded.files.iter().enumerate() {
        if let Some(rows) = rows_file::of(&files.rows, engine) {
            verification = verification.rows(index, rows.text.to_string());
        }
    }
    match engine {
        #[cfg(feature = "sqlite-system")]
        Dialect::Sqlite => on(
            &verification,
            &mut crate::scratch::Images::of(&directory.path),
        ),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => {
            let server = server(args, engine)?;
            on(
                &verification,
                &mut crate::scratch::OnServer::<diesel::PgConnection>::new(server),
            )
        }
        #[cfg(feature = "mysql")]
        Dialect::Mysql => {
            let server = server(args, engine)?;
            on(
                &verification,
                &mut crate::scratch::OnServer::<diesel::MysqlConnection>::new(server),
            )
        }
        _ => Err(EngineError::NotBuiltIn { engine }.into()),
    }
}

fn on<S: Scratch>(verification: &Verification<'_>, scratch: &mut S) -> Result<Outcome, Failure> {
    Ok(verification.run(scratch).map_err(EngineError::Verify)?)
}

/// The server that was named for the engine, else one of our own.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn server(args: &VerifyArgs, engine: Dialect) -> Result<nca_migrations_servers::Server, Failure> {
    use nca_migrations_servers::Server;

    use crate::scratch::server_at;

    let mut named = args.server.iter().filter(|url| url.dialect == engine);
    let server = match (engine, named.next()) {
        (_, Some(url)) => server_at(url),
        #[cfg(feature = "postgres")]
        (Dialect::Postgres, None) => Server::postgres(),
        #[cfg(feature = "mysql")]
        (Dialect::Mysql, None) => Server::mysql(),
        _ => return Err(EngineError::NotBuiltIn { engine }.into()),
    };
    Ok(server.map_err(|error| EngineError::Server { engine, error })?)
}
