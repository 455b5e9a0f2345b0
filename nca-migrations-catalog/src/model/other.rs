//! What has no place of its own in the model.

use super::Name;

/// An object that is known by its definition alone: a policy, a rule, an event, an operator, an event
/// trigger, a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What it is, in lower case: `policy`, `rule`, `event`.
    pub kind: &'static str,
    /// Its name.
    pub name: Name,
    /// The table or view that it belongs to, if it does.
    pub on: Option<Name>,
    /// The statement that makes it, or as much of it as the engine tells.
    pub definition: String,
    /// Its comment.
    pub comment: Option<String>,
}
