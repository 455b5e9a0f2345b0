//! A server that scratch databases are made on.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diesel::{ConnectionResult, QueryResult};
use nca_migrations_core::secrets::{Secrets, mask};

use crate::error::Error;
use crate::scratch::{Admin, Copying, Kept, Owner, ScratchDatabase};
use crate::supervisor::Supervised;

/// A server that scratch databases are made on: a throw-away one, or one at a URL. Clones are the
/// same server; a throw-away one stops when the last of them and of its databases has gone.
///
/// It keeps one connection open, from which databases are made and dropped.
#[derive(Clone)]
pub struct Server(Arc<Inner>);

struct Inner {
    url: String,
    owner: Owner,
    next: AtomicUsize,
    // In this order: the connection goes before the server does.
    admin: Mutex<Box<dyn Admin>>,
    own: Option<Supervised>,
}

impl Server {
    /// Starts a throw-away PostgreSQL: [`Postgres::find`](crate::Postgres::find) says which. Its one
    /// role, `postgres`, is a superuser and has no password; its encoding is UTF8, its locale C.
    ///
    /// # Errors
    ///
    /// When it is not installed or does not come up.
    #[cfg(feature = "postgres")]
    pub fn postgres() -> Result<Self, Error> {
        crate::Postgres::find()?.start()
    }

    /// Starts a throw-away MariaDB, or MySQL where only that is installed:
    /// [`Mysql::find`](crate::Mysql::find). Its administrator `root` has no password; its character
    /// set is utf8mb4, with the collation that the server has for it.
    ///
    /// # Errors
    ///
    /// When it is not installed or does not come up.
    #[cfg(feature = "mysql")]
    pub fn mysql() -> Result<Self, Error> {
        crate::Mysql::find()?.start()
    }

    /// The PostgreSQL server at a URL, or at libpq's `host=... dbname=...`. Its scratch databases are
    /// like the database that the URL names: encoding, collation, character type and their provider.
    /// The role has to be a superuser or have `CREATEDB`. A proxy that pools connections is not to be in
    /// between: a lock that goes with a connection tells what is in use. What killed processes left is
    /// dropped.
    ///
    /// # Errors
    ///
    /// When it cannot be connected to.
    #[cfg(feature = "postgres")]
    pub fn postgres_at(url: &str) -> Result<Self, Error> {
        Self::at(url, crate::scratch::postgres::Postgres::establish)
    }

    /// The MariaDB or MySQL server at a URL. Its scratch databases have the character set and the
    /// collation of the database that the URL names, or else the server's defaults. The account
    /// needs all privileges on `nca\_scratch\_%`. What killed processes left is dropped.
    ///
    /// # Errors
    ///
    /// When it cannot be connected to.
    #[cfg(feature = "mysql")]
    pub fn mysql_at(url: &str) -> Result<Self, Error> {
        Self::at(url, crate::scratch::mysql::Mysql::establish)
    }

    /// A new, empty database.
    ///
    /// # Errors
    ///
    /// When the server refuses it: where a right is lacking, with the statement that gives it.
    pub fn scratch(&self) -> Result<ScratchDatabase, Error> {
        ScratchDatabase::new(self)
    }

    /// Its URL: of the administrator for a throw-away one, else the one that was given, the password
    /// included.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Where a throw-away server has its socket, its data and its log.
    pub fn directory(&self) -> Option<&Path> {
        self.0.own.as_ref().map(Supervised::directory)
    }

    /// Drops the scratch databases that killed processes left, and names them. They are told by their
    /// names and by a lock that nobody holds any more; one that somebody is connected to is left
    /// alone, and so is one that may not be dropped. [`Server::postgres_at`] and
    /// [`Server::mysql_at`] have done this once.
    ///
    /// # Errors
    ///
    /// When the server cannot be asked for them.
    pub fn remove_leftovers(&self) -> Result<Vec<String>, Error> {
        let mut admin = self.admin();
        let leftovers = admin.leftovers();
        let mut leftovers = leftovers.map_err(|error| self.failed("list databases", &error))?;
        leftovers.retain(|name| admin.remove_leftover(name).is_ok());
        Ok(leftovers)
    }

    pub(crate) fn create(&self) -> Result<String, Error> {
        self.create_by(|admin, name| admin.create(name))
    }

    /// With what a template has.
    pub(crate) fn create_from(&self, template: &str) -> Result<String, Error> {
        self.create_by(|admin, name| admin.copy(template, name))
    }

    fn create_by(
        &self,
        create: impl FnOnce(&mut dyn Admin, &str) -> QueryResult<()>,
    ) -> Result<String, Error> {
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        let name = self.0.owner.database(number);
        let mut admin = self.admin();
        let Err(error) = create(&mut **admin, &name) else {
            return Ok(name);
        };
        Err(match admin.lacking(&error.to_string()) {
            Some(lacking) => Error::MayNotCreate {
                role: lacking.role,
                server: mask(&self.0.url),
                said: scrubbed(&self.0.url, &error),
                grant: lacking.grant,
            },
            None => self.failed(&format!("create database `{name}`"), &error),
        })
    }

    pub(crate) fn find_template(&self, name: &str) -> Result<Option<Copying>, Error> {
        let found = self.admin().find_template(name);
        found.map_err(|error| self.failed(&format!("look for template `{name}`"), &error))
    }

    pub(crate) fn begin_template(&self, name: &str) -> Result<bool, Error> {
        let begun = self.admin().begin_template(name);
        begun.map_err(|error| self.failed(&format!("lock template `{name}`"), &error))
    }

    pub(crate) fn end_template(&self, name: &str) -> Result<(), Error> {
        let ended = self.admin().end_template(name);
        ended.map_err(|error| self.failed(&format!("unlock template `{name}`"), &error))
    }

    pub(crate) fn keep_as_template(
        &self,
        scratch: ScratchDatabase,
        name: &str,
    ) -> Result<(), Error> {
        let kept = self.admin().keep_as_template(scratch.name(), name);
        let kept = kept.map_err(|error| self.failed(&format!("make template `{name}`"), &error))?;
        if kept == Kept::Itself {
            scratch.renamed();
        }
        Ok(())
    }

    pub(crate) fn remove_old_templates(&self, family: &str, but: &str) -> Result<(), Error> {
        let removed = self.admin().remove_old_templates(family, but);
        removed.map_err(|error| self.failed("drop old templates", &error))
    }

    pub(crate) fn remove(&self, name: &str) -> Result<(), Error> {
        let dropped = self.admin().remove(name);
        dropped.map_err(|error| self.failed(&format!("drop database `{name}`"), &error))
    }

    /// A server that was just started, once it answers.
    pub(crate) fn started<A: Admin + 'static>(
        own: Supervised,
        url: String,
        mut establish: impl FnMut(&str) -> ConnectionResult<(A, Owner)>,
    ) -> Result<Self, Error> {
        let (admin, owner) = own.ready(|| establish(&url))?;
        let is_shared = own.is_shared();
        let server = Self::new(url, owner, admin, Some(own));
        if is_shared {
            // As for a server at a URL.
            let _ = server.remove_leftovers();
        }
        Ok(server)
    }

    fn at<A: Admin + 'static>(
        url: &str,
        establish: impl FnOnce(&str) -> ConnectionResult<(A, Owner)>,
    ) -> Result<Self, Error> {
        let (admin, owner) = establish(url).map_err(|error| Error::Connect {
            server: mask(url),
            said: scrubbed(url, &error),
        })?;
        let server = Self::new(url.to_owned(), owner, admin, None);
        // Leftovers are in nobody's way: what cannot be removed now is another process's to try.
        let _ = server.remove_leftovers();
        Ok(server)
    }

    fn new<A: Admin + 'static>(
        url: String,
        owner: Owner,
        admin: A,
        own: Option<Supervised>,
    ) -> Self {
        Self(Arc::new(Inner {
            url,
            owner,
            next: AtomicUsize::new(0),
            admin: Mutex::new(Box::new(admin)),
            own,
        }))
    }

    /// A panic in another thread leaves the connection as it is after any failed statement.
    fn admin(&self) -> MutexGuard<'_, Box<dyn Admin>> {
        let admin = self.0.admin.lock();
        admin.unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, doing: &str, error: &diesel::result::Error) -> Error {
        Error::Database {
            doing: doing.to_owned(),
            server: mask(&self.0.url),
            said: scrubbed(&self.0.url, error),
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Server").field(&mask(&self.0.url)).finish()
    }
}

/// What the driver said; libpq ends its lines.
fn scrubbed(url: &str, error: &dyn fmt::Display) -> String {
    let said = Secrets::of(url).scrub(&error.to_string());
    said.trim_end().to_owned()
}
