//! Scratch databases on a server.

use std::marker::PhantomData;

use nca_migrations::verify::{Scratch, ScratchError};
use nca_migrations_servers::{ScratchDatabase, Server};

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
