//! Servers where none can be started: a supervisor is a shell, and a server's address a socket in
//! the file system.

use std::convert::Infallible;
use std::ffi::OsString;
use std::fmt::Display;
use std::path::Path;

use crate::error::Error;
use crate::shared::Sharing;

/// What to run.
#[derive(Debug)]
pub struct Recipe<'a> {
    /// What to call it in errors.
    pub name: &'a str,
    /// Fills the directory.
    pub prepare: &'a str,
    /// The server's command line.
    pub serve: &'a str,
    /// The signal that makes it go at once.
    pub stop: &'a str,
    /// Whom to run it as.
    pub account: &'a str,
    /// What the shell text refers to.
    pub environment: &'a [(&'a str, OsString)],
}

/// A running server: there is none.
#[derive(Debug)]
pub struct Supervised(Infallible);

impl Supervised {
    /// Starts nothing.
    ///
    /// # Errors
    ///
    /// Always [`Error::NotUnix`].
    pub fn start(recipe: &Recipe<'_>) -> Result<Self, Error> {
        Err(Error::NotUnix {
            what: recipe.name.to_owned(),
        })
    }

    /// Starts nothing.
    ///
    /// # Errors
    ///
    /// Always [`Error::NotUnix`].
    pub fn shared(recipe: &Recipe<'_>, _sharing: &Sharing) -> Result<Self, Error> {
        Self::start(recipe)
    }

    /// Where its files are.
    pub fn directory(&self) -> &Path {
        match self.0 {}
    }

    pub(crate) fn is_shared(&self) -> bool {
        match self.0 {}
    }

    /// Waits for nothing.
    ///
    /// # Errors
    ///
    /// None.
    pub fn ready<T, E: Display>(&self, _attempt: impl FnMut() -> Result<T, E>) -> Result<T, Error> {
        match self.0 {}
    }
}
