//! Whether the schema is what the migrations made.

use nca_migrations::chain::Chain;
use nca_migrations::drift::{self, Drift, DriftError, Verdict};

use super::Difference;
use crate::args::CheckArgs;
use crate::connection::Connection;
use crate::context::Carried;
use crate::database::DatabaseError;
use crate::failure::Failure;

/// Why it cannot be found out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CatalogError {
    #[error(transparent)]
    Drift(DriftError),
    #[error("`--scratch` names another kind of database than the one to check")]
    OtherEngine,
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[error("cannot make a scratch database: {0}")]
    Scratch(#[from] nca_migrations_servers::Error),
}

/// What was found, and what could not be.
pub(super) struct Found {
    pub(super) differences: Vec<Difference>,
    /// What the person who asks should know besides.
    pub(super) note: Option<&'static str>,
}

pub(super) fn differences(
    args: &CheckArgs,
    carried: &Carried,
    conn: &mut Connection,
) -> Result<Found, Failure> {
    let drift = match compared(args, &carried.chain, conn) {
        Ok(drift) => drift?,
        Err(DriftError::Run(error)) => {
            return Err(DatabaseError::run(error, &carried.prefix).into());
        }
        Err(error) => return Err(CatalogError::Drift(error).into()),
    };
    Ok(match drift.verdict {
        Verdict::Differs(differences) => Found {
            differences: differences.into_iter().map(Difference::Object).collect(),
            note: None,
        },
        Verdict::Changed {
            expected,
            on,
            found,
            here,
        } => Found {
            differences: vec![Difference::Catalog {
                expected,
                on,
                found,
                here,
            }],
            note: None,
        },
        Verdict::Unpinned => Found {
            differences: Vec::new(),
            note: Some(
                "the schema was not compared: the revision has no receipt on this engine\n\
                 `nca-migrate verify` gives it one; `--scratch URL` compares without",
            ),
        },
        _ => Found {
            differences: Vec::new(),
            note: None,
        },
    })
}

/// Compared on the engine of the connection. SQLite always has a scratch database, in memory.
fn compared(
    args: &CheckArgs,
    chain: &Chain,
    conn: &mut Connection,
) -> Result<Result<Drift, CatalogError>, DriftError> {
    match conn {
        #[cfg(feature = "sqlite-system")]
        Connection::Sqlite(conn) => {
            if args.scratch.is_some() {
                return Ok(Err(CatalogError::OtherEngine));
            }
            let mut scratch = nca_migrations::verify::InMemory;
            drift::check(conn, chain, Some(&mut scratch)).map(Ok)
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(conn) => on_server(args, chain, conn),
        #[cfg(feature = "mysql")]
        Connection::Mysql(conn) => on_server(args, chain, conn),
    }
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn on_server<C>(
    args: &CheckArgs,
    chain: &Chain,
    conn: &mut C,
) -> Result<Result<Drift, CatalogError>, DriftError>
where
    C: nca_migrations::backend::Engine + nca_migrations_catalog::Database,
{
    use crate::scratch::{OnServer, server_at};

    let mut scratch = None;
    if let Some(url) = &args.scratch {
        if url.dialect != <C as nca_migrations_catalog::Database>::DIALECT {
            return Ok(Err(CatalogError::OtherEngine));
        }
        match server_at(url) {
            Ok(server) => scratch = Some(OnServer::<C>::new(server)),
            Err(error) => return Ok(Err(error.into())),
        }
    }
    drift::check(conn, chain, scratch.as_mut()).map(Ok)
}
