//! Many tests, each with a database of its own. `scripts/parallel` runs them.

use nca_migrations::{EmbeddedMigrations, embed_migrations};

/// NCA's chain.
pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// The server of the plain tests.
pub const URL: &str = "NCA_PARALLEL_URL";

/// A database with NCA's schema on it.
pub const TEMPLATE: &str = "plain_template";
