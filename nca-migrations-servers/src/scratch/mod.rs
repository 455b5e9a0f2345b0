//! Databases that are there for one purpose and go with it.

mod database;
#[cfg(feature = "mysql")]
pub(crate) mod mysql;
mod owner;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;

use diesel::QueryResult;

pub use database::ScratchDatabase;
pub(crate) use owner::Owner;

/// A connection that makes databases and takes them away again. While it is open the server holds
/// the lock that says that its databases are in use.
pub(crate) trait Admin: Send {
    /// Makes an empty database.
    fn create(&mut self, name: &str) -> QueryResult<()>;
    /// Takes it away, with the connections to it.
    fn remove(&mut self, name: &str) -> QueryResult<()>;
    /// What is missing, if it was refused to create one with this message for lack of a right.
    fn lacking(&mut self, said: &str) -> Option<Lacking>;
    /// The scratch databases that are nobody's any more.
    fn leftovers(&mut self) -> QueryResult<Vec<String>>;
    /// Takes one of these away, unless somebody is connected to it after all.
    fn remove_leftover(&mut self, name: &str) -> QueryResult<()>;
}

/// Who lacks a right, and the statement that gives it.
pub(crate) struct Lacking {
    pub(crate) role: String,
    pub(crate) grant: String,
}
