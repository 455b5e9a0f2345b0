//! Opening a database, and what is said when a run on it fails.

use std::sync::Arc;

use diesel::result::{DatabaseErrorInformation, Error as DieselError};
use diesel::{Connection as _, SqliteConnection};
use nca_migrations::chain::Direction;
use nca_migrations::{Error, StatementFailure};
use nca_migrations_core::draw;
use nca_migrations_core::problem::Message;
use nca_migrations_core::source::{Form, Place, Source};

use crate::output::STYLE;
use crate::url::DatabaseUrl;

/// What a command may do to a database that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Create it.
    Create,
    /// Leave it alone: what reads writes nothing.
    Existing,
}

/// Why a command cannot go on with a database.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DatabaseError {
    #[error(
        "there is no database `{shown}`\n\
         `upgrade head` creates it; `--database-url` or DATABASE_URL names another one"
    )]
    Absent { shown: String },
    #[error("cannot open the database `{shown}`: {said}{}", slashes_hint(*three_slashes))]
    Open {
        shown: String,
        said: String,
        three_slashes: bool,
    },
    #[error("{error}")]
    Run {
        error: Box<Error>,
        /// What to write before the names of migrations.
        prefix: String,
    },
    #[error("the database is not at the head: it is at {at}, the head is {head}")]
    NotAtHead { at: String, head: String },
}

fn slashes_hint(three_slashes: bool) -> &'static str {
    if three_slashes {
        "\n`sqlite:///` starts an absolute path; a relative one is `sqlite:app.db`"
    } else {
        ""
    }
}

/// Opens a database.
pub(crate) fn open(url: &DatabaseUrl, access: Access) -> Result<SqliteConnection, DatabaseError> {
    if access == Access::Existing && url.file().is_some_and(|file| !file.exists()) {
        let shown = url.shown.clone();
        return Err(DatabaseError::Absent { shown });
    }
    SqliteConnection::establish(&url.connect).map_err(|error| DatabaseError::Open {
        shown: url.shown.clone(),
        said: url.scrub(&error.to_string()),
        three_slashes: url.has_three_slashes(),
    })
}

impl DatabaseError {
    pub(crate) fn run(error: Error, prefix: &str) -> Self {
        Self::Run {
            error: Box::new(error),
            prefix: prefix.to_owned(),
        }
    }

    /// The error drawn in the file that it is about, if it is about one.
    pub(crate) fn drawing(&self, width: usize) -> Option<String> {
        match self {
            Self::Run { error, prefix } => match &**error {
                Error::Statement(failure) => Some(statement(failure, prefix, width)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What failed and where, then what the server said besides, the state now, and the next step.
fn statement(failure: &StatementFailure, prefix: &str, width: usize) -> String {
    let place = &failure.place;
    let said = failure.error.to_string();
    let first_line = said.lines().next().unwrap_or_default();
    let title = format!("`{}` failed: {first_line}", failure.revision);
    let mut notes: Vec<String> = said.lines().skip(1).map(str::to_owned).collect();
    if let DieselError::DatabaseError(_, information) = &failure.error {
        notes.extend(more(&**information));
    }
    notes.push(failure.state.to_string());
    let message = Message {
        title: title.clone(),
        labels: vec![format!("statement {} of {}", place.number, place.of)],
        notes,
        helps: vec![repair(
            &format!("{prefix}{}", place.file),
            failure.direction,
        )],
    };
    let source = Source {
        path: place.file.clone().into(),
        shown: format!("{prefix}{}", place.file),
        text: place.script.clone().into(),
        form: Form::Normalised,
    };
    let place = Place::new(&Arc::new(source), place.range.clone());
    let drawing = draw::error(&message, None, &[place], STYLE, width);
    // Its own first line says `error:` where ours says `FAILED:`.
    let picture = drawing.split_once('\n').map_or("", |(_, picture)| picture);
    format!("{title}\n{picture}")
}

fn more(information: &dyn DatabaseErrorInformation) -> Vec<String> {
    let details = information.details().map(|text| format!("detail: {text}"));
    let hint = information.hint().map(|text| format!("hint: {text}"));
    details.into_iter().chain(hint).collect()
}

fn repair(file: &str, direction: Direction) -> String {
    match direction {
        Direction::Up => format!("repair `{file}` and upgrade again"),
        Direction::Down => format!("repair `{file}` and downgrade again"),
    }
}
