//! Why there is no script.

use nca_migrations_catalog::Difference;
use nca_migrations_catalog::generate::Obstacle;
use nca_migrations_core::chain::Direction;

use crate::error::Error;
use crate::verify::VerifyError;

/// Why there is no script.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AutogenerateError {
    /// The chain could not be run on a scratch database, or that could not be read.
    #[error(transparent)]
    Scratch(#[from] VerifyError),
    /// The script that makes the desired schema fails.
    #[error(transparent)]
    Desired(Box<Error>),
    /// What stands in the way, up or down.
    #[error("{}", lines(.obstacles))]
    Obstacles {
        /// Of which script.
        direction: Direction,
        /// All that was found.
        obstacles: Vec<Obstacle>,
    },
    /// A generated statement fails on a database without rows.
    #[error("a generated statement fails: {error}\n{sql}")]
    Statement {
        /// Of which script.
        direction: Direction,
        /// The statement.
        sql: String,
        /// What the database said.
        error: diesel::result::Error,
    },
    /// The generated statements lead to another schema than the one that is wanted.
    #[error(
        "the generated {} script does not lead to the schema that it should\n{}",
        .direction.name(), lines(.differences)
    )]
    LeftOver {
        /// Which script.
        direction: Direction,
        /// What is different still.
        differences: Vec<Difference>,
    },
}

fn lines<T: ToString>(all: &[T]) -> String {
    let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
