//! Why it is not known what is desired.

use nca_migrations::Dialect;
use nca_migrations::autogenerate::AutogenerateError;

/// Why it is not known what is desired.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DesiredError {
    #[error(
        "nothing says what the schema is to be\n\
         name a file with all of it as SQL: `--from schema.sql`, or `desired` in nca-migrate.toml; or the \
         schema module that you have edited: `schema` there"
    )]
    Nowhere,
    #[error(
        "nothing says what the schema is to be on {}\n\
         name a file: `--from {backend}=schema.{backend}.sql`",
        .backend.title()
    )]
    NotFor { backend: Dialect },
    #[error(
        "`--from` and `--server` mean nothing to `check` alone, which asks the database\n\
         leave them out, or say `--pending`"
    )]
    OnlyPending,
    #[error("the file with the desired schema fails on {}: {picture}", .backend.title())]
    Fails { backend: Dialect, picture: String },
    #[error(transparent)]
    Generate(#[from] AutogenerateError),
}

impl DesiredError {
    pub(crate) const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Nowhere | Self::OnlyPending | Self::NotFor { .. }
        )
    }
}
