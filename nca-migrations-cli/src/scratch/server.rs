//! Scratch databases on a server.

use std::marker::PhantomData;

use nca_migrations::Dialect;
use nca_migrations::verify::{Scratch, ScratchError};
use nca_migrations_servers::{Error, ScratchDatabase, Server};

use crate::url::DatabaseUrl;

/// The server that a URL names.
pub(crate) fn server_at(url: &DatabaseUrl) -> Result<Server, Error> {
    match url.dialect {
        #[cfg(feature = "postgres")]
        Dialect::Postgres => Server::postgres_at(&url.connect),
        #[cfg(feature = "mysql")]
        Dialect::Mysql => Server::mysql_at(&url.connect),
        dialect => unreachable!("{dialect} has no server, or is not built in"),
    }
}

/// Scratch databases on a server: one at a time.
pub(crate) struct OnServer<C> {
    server: Server,
    current: Option<ScratchDatabase>,
    conn: PhantomData<C>,
}

impl<C> OnServer<C> {
    pub(crate) fn new(server: Server) -> Self {
        Self {
            server,
            current: None,
            conn: PhantomData,
        }
    }
}

impl<C> Scratch for OnServer<C>
where
    C: nca_migrations::backend::Engine + nca_migrations_catalog::Database,
{
    type Conn = C;

    fn empty(&mut self) -> Result<C, ScratchError> {
        if let Some(used) = self.current.take() {
            used.remove()?;
        }
        let scratch = self.server.scratch()?;
        let conn = C::establish(scratch.url())?;
        self.current = Some(scratch);
        Ok(conn)
    }
}
