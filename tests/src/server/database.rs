//! A database that one test has for itself.

use std::process;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::url::Url;

/// A database on a server; dropped with it, together with the connections to it.
pub struct Database {
    name: String,
    url: Url,
    server: &'static dyn Host,
}

/// What a server does for its databases.
pub(super) trait Host: Sync {
    fn url(&self) -> &Url;
    fn create(&self, name: &str) -> Result<(), String>;
    fn drop(&self, name: &str) -> Result<(), String>;
}

impl Database {
    pub(super) fn new(server: &'static dyn Host) -> Self {
        let name = unique();
        if let Err(error) = server.create(&name) {
            panic!("cannot create database `{name}`: {error}");
        }
        Self {
            url: server.url().with_database(&name),
            name,
            server,
        }
    }

    /// Its URL, as Diesel takes it.
    pub fn url(&self) -> String {
        self.url.to_string()
    }

    /// Its name: lower case, needs no quotes.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let dropped = self.server.drop(&self.name);
        if let Err(error) = dropped
            && !thread::panicking()
        {
            panic!("cannot drop database `{}`: {error}", self.name);
        }
    }
}

/// A name that no other test has, nor one on another machine that shares the server.
pub(super) fn unique() -> String {
    static STARTED: LazyLock<u128> = LazyLock::new(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(0, |now| now.as_nanos())
    });
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("nca_{:x}_{:x}_{n}", *STARTED, process::id())
}
