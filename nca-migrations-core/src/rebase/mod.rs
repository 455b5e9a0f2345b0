//! Two lines of migrations that follow the same one, made into one: which stays, which goes to its
//! end, and what that changes. Nothing here touches a file.

mod order;
mod plan;
mod renamed;

pub use order::{Keep, Order, Unclear, order};
pub use plan::{Lost, Move, Plan, Refused, Sides, plan};
pub use renamed::follow_renamed;
