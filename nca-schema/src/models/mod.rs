//! Rows as structs. Each works on a connection of any of the three engines.
//!
//! A struct without a prefix is a row that was read (`Queryable`, `Selectable`, `Identifiable`); one
//! called `New…` is a row to write (`Insertable`). The words of closed sets, such as a memory's tier,
//! are enums: the database refuses any other word, and so does the compiler. Sets that grow, such as
//! the kinds of link, are tables, and their codes are text here.
//!
//! * [`identity`]: who thinks, and in which conversation.
//! * [`memory`]: what is remembered, in three tiers, and how it hangs together.
//! * [`health`]: how well the parts of the system are.
//! * [`biology`]: neurotransmitters, which modulate the rest.
//! * [`llm`]: requests to language models, what went into them and what they cost.
//!
//! Tables that only batch jobs write have no struct; [`schema`](crate::schema) has them all.

mod bytes;
mod closed_set;
mod moment;

pub mod biology;
pub mod health;
pub mod identity;
pub mod llm;
pub mod memory;

pub use bytes::{ContentDigest, PublicId, WrongLength};
pub use closed_set::UnknownWord;
pub use moment::{micros, now, whole_micros};
