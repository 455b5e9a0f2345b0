//! A database that one test has for itself.

use std::thread;

use nca_migrations_servers::{ScratchDatabase, Server};

/// A database on a server; dropped with it, together with the connections to it.
pub struct Database {
    /// Until it is dropped.
    scratch: Option<ScratchDatabase>,
}

impl Database {
    pub(super) fn new(server: &Server) -> Self {
        let scratch = server.scratch().unwrap_or_else(|error| panic!("{error}"));
        Self {
            scratch: Some(scratch),
        }
    }

    /// Its URL, as Diesel takes it.
    pub fn url(&self) -> String {
        self.scratch().url().to_owned()
    }

    /// Its name: lower case, needs no quotes.
    pub fn name(&self) -> &str {
        self.scratch().name()
    }

    fn scratch(&self) -> &ScratchDatabase {
        self.scratch.as_ref().unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let removed = self.scratch.take().map(ScratchDatabase::remove);
        if let Some(Err(error)) = removed
            && !thread::panicking()
        {
            panic!("{error}");
        }
    }
}
