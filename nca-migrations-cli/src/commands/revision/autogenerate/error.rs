//! Why no revision is generated.

use nca_migrations::Dialect;
use nca_migrations::autogenerate::{self, Candidate};
use nca_migrations::chain::Direction;

/// Why no revision is generated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AutogenerateError {
    #[error(
        "what is gone and what is new may be one and the same, and nobody can tell but you\n{}",
        undecided(.0)
    )]
    Undecided(Vec<(Dialect, Candidate)>),
    #[error("the script deletes data, which nothing has allowed\n{}", .0.join("\n"))]
    NotAllowed(Vec<String>),
    #[error(
        "on {}, there is no column {column} to fill, neither now nor in the desired schema",
        .engine.title()
    )]
    NothingToFill { engine: Dialect, column: String },
    #[error("on {}, {}", .engine.title(), generate(.error))]
    Generate {
        engine: Dialect,
        error: Box<autogenerate::AutogenerateError>,
    },
    #[error(
        "the generated script does not hold, and nothing of it was kept\n{}{}",
        .findings.join("\n"), rows(*.takes_rows)
    )]
    Unproven {
        findings: Vec<String>,
        /// Whether it holds on empty tables.
        takes_rows: Rows,
    },
    #[error(
        "the generated script leads to another schema on {} than the one that is desired, and nothing of it was \
         kept\n{}",
        .engine.title(), .differences.join("\n")
    )]
    LeftOver {
        engine: Dialect,
        differences: Vec<String>,
    },
    #[error(
        "the change takes {0} revisions, and `--rev-id` names one\n\
         leave it out, or `--online`"
    )]
    OneVersion(usize),
}

/// Whether what does not hold does so on empty tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    Fit,
    DoNotFit,
}

fn undecided(candidates: &[(Dialect, Candidate)]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (_, candidate) in candidates {
        let line = format!(
            "  `--rename '{candidate}'` if it is, `--allow '{}'` if not",
            old(candidate)
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// What is gone, as it is named on the command line.
pub(super) fn old(candidate: &Candidate) -> String {
    let written = candidate.to_string();
    let written = written.rsplit_once('=');
    written.map_or_else(String::new, |(old, _)| old.to_owned())
}

fn generate(error: &autogenerate::AutogenerateError) -> String {
    match error {
        autogenerate::AutogenerateError::Obstacles {
            direction: Direction::Down,
            ..
        } => format!(
            "there is no way back that can be generated\n{error}\n\
             `--irreversible REASON` does without one"
        ),
        error => error.to_string(),
    }
}

fn rows(takes_rows: Rows) -> &'static str {
    match takes_rows {
        Rows::Fit => "",
        Rows::DoNotFit => {
            "\nit does on empty tables: rows that it can be tried with go in by `--rows FILE`, statements of SQL \
             that are run before it"
        }
    }
}
