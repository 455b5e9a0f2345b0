//! The schema module as the place where a change is made: read back, compared with the one of the chain, and applied
//! to the catalog of each engine.
//!
//! [`read()`] makes a [`Module`] of the text. [`edits()`] says what was changed between the module as it is generated
//! and the one that somebody has edited, in Diesel's terms. [`apply()`] gives the catalog that an engine is to have then.
//! All three are pure.

mod apply;
mod edit;
mod edits;
mod module;
mod obstacle;
mod place;
mod read;
mod type_name;

pub use apply::{Desired, Note, Origin, apply};
pub use edit::{At, Edit};
pub use edits::{EditError, edits};
pub use module::{Column, DieselType, Join, Module, Table, TableName};
pub use obstacle::Obstacle;
pub use place::Place;
pub use read::{Misread, ReadError, read};
