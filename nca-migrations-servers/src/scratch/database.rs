//! A database for one purpose.

use std::fmt;

use crate::error::Error;
use crate::server::Server;
use crate::url;

/// A database that was made for whoever holds it, and is dropped with it, together with the
/// connections to it: at the end of a scope and after a panic. Where dropping it does not work then,
/// the next process finds it: [`Server::remove_leftovers`].
pub struct ScratchDatabase {
    name: String,
    url: String,
    server: Server,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    There,
    /// Or not there under this name.
    Dropped,
}

impl ScratchDatabase {
    pub(crate) fn new(server: &Server) -> Result<Self, Error> {
        server.create().map(|name| Self::made(server, name))
    }

    /// With what a template has.
    pub(crate) fn copy_of(server: &Server, template: &str) -> Result<Self, Error> {
        let name = server.create_from(template);
        name.map(|name| Self::made(server, name))
    }

    fn made(server: &Server, name: String) -> Self {
        Self {
            url: url::with_database(server.url(), &name),
            name,
            server: server.clone(),
            state: State::There,
        }
    }

    /// It has another name now, and somebody else takes care of it.
    pub(crate) fn renamed(mut self) {
        self.state = State::Dropped;
    }

    /// Its URL, as Diesel takes it, the password included.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name: lower case letters, digits and underscores.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Drops it, and tells whether that worked.
    ///
    /// # Errors
    ///
    /// When the server refuses it or is gone.
    pub fn remove(mut self) -> Result<(), Error> {
        self.state = State::Dropped;
        self.server.remove(&self.name)
    }
}

impl fmt::Debug for ScratchDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ScratchDatabase").field(&self.name).finish()
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        if self.state == State::There {
            // Nobody is there to be told: the next process finds what is left.
            let _ = self.server.remove(&self.name);
        }
    }
}
