//! Databases that are there for one purpose and go with it.

mod database;
#[cfg(feature = "mysql")]
pub(crate) mod mysql;
mod owner;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
mod template;

use diesel::QueryResult;

pub use database::ScratchDatabase;
pub(crate) use owner::Owner;
pub(crate) use template::Copying;
pub use template::{FillError, Template, TemplateKey};

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
    /// Whether there is a template of this name, complete. If so, the server knows from now on that it is in use.
    fn find_template(&mut self, name: &str) -> QueryResult<Option<Copying>>;
    /// Tries to get the lock that one process holds while it makes a template.
    fn begin_template(&mut self, name: &str) -> QueryResult<bool>;
    /// Gives it back.
    fn end_template(&mut self, name: &str) -> QueryResult<()>;
    /// Makes a template of a scratch database, in one step. Tells whether the database has become it.
    fn keep_as_template(&mut self, database: &str, name: &str) -> QueryResult<Kept>;
    /// Makes a database with what the template has.
    fn copy(&mut self, template: &str, name: &str) -> QueryResult<()>;
    /// Takes away the templates whose names begin so, but for this one and those that are in use.
    fn remove_old_templates(&mut self, family: &str, but: &str) -> QueryResult<()>;
}

/// What has become of a database that a template was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is the template.
    Itself,
    /// It is there still.
    #[cfg_attr(
        not(feature = "mysql"),
        expect(dead_code, reason = "only there they cannot be renamed")
    )]
    Copied,
}

/// Who lacks a right, and the statement that gives it.
pub(crate) struct Lacking {
    pub(crate) role: String,
    pub(crate) grant: String,
}
