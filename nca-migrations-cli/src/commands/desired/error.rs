//! Why it is not known what is desired.

use nca_migrations::Dialect;
use nca_migrations::autogenerate::AutogenerateError;
use nca_migrations_catalog::diesel_schema::ModuleError;
use nca_migrations_catalog::diesel_schema::edited::Obstacle;

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
    #[error("`{shown}` is not understood\n{}", .lines.join("\n"))]
    Misread { shown: String, lines: Vec<String> },
    #[error("the edited schema module cannot be carried over\n{}", each(.0))]
    Unapplied(Vec<Obstacle>),
    #[error(
        "`{shown}` says more than a database can be given, and it would be lost: after the change,\n{}",
        .lines.join("\n")
    )]
    Unsaid { shown: String, lines: Vec<String> },
    #[error(transparent)]
    Module(ModuleError),
    #[error("on {}, {error}", .engine.title())]
    Generate {
        engine: Dialect,
        error: Box<AutogenerateError>,
    },
}

impl DesiredError {
    pub(super) fn generate(engine: Dialect, error: AutogenerateError) -> Self {
        let error = Box::new(error);
        Self::Generate { engine, error }
    }

    pub(crate) const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Nowhere | Self::OnlyPending | Self::NotFor { .. }
        )
    }
}

fn each(obstacles: &[Obstacle]) -> String {
    let lines: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
