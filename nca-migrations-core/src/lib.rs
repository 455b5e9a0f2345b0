//! Reads and checks a migrations directory: text in, a [`chain::Chain`] and problems out.
//!
//! Internal to `nca-migrations`. The macro, the runtime and the command line all read directories
//! through this crate, and so cannot disagree about them.
//!
//! Data flows one way: the directory is read ([`load`]), each file understood ([`metadata`],
//! [`lock`], [`sql`]), the whole checked, and what is wrong kept as [`problem::Problem`]s until
//! somebody draws them ([`draw`]).

pub mod chain;
pub mod check;
pub mod dialect;
pub mod digest;
pub mod draw;
mod listing;
mod load;
pub mod lock;
pub mod metadata;
pub mod name;
pub mod problem;
pub mod rebase;
pub mod rows_file;
pub mod script_file;
pub mod secrets;
pub mod shared_str;
pub mod source;
pub mod sql;
pub mod text;

pub use load::{
    Change, Demands, Loaded, Migration, PlannedFile, RevisionFiles, load, load_planned,
};
