//! Triggers.

use super::Setting;

/// A trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The statement that makes it.
    pub definition: String,
    /// `disabled`, and the like.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}
