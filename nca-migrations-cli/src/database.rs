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
        helps: repair(
            first_line,
            &format!("{prefix}{}", place.file),
            failure.direction,
        ),
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

/// What SQLite says when the database is the matter and not the script, and what to do then.
const ABOUT_THE_DATABASE: [(&str, &str); 5] = [
    (
        "attempt to write a readonly database",
        "let this user write the database file and its directory",
    ),
    (
        "database or disk is full",
        "make room on the disk of the database file and its directory",
    ),
    (
        "disk I/O error",
        "check the disk and the permissions of the database file and its directory",
    ),
    (
        "unable to open database file",
        "let this user write the database file and its directory: the journal is kept there",
    ),
    (
        "database is locked",
        "wait for the process that holds the database file, or stop it",
    ),
];

fn repair(said: &str, file: &str, direction: Direction) -> Vec<String> {
    let again = match direction {
        Direction::Up => "upgrade again",
        Direction::Down => "downgrade again",
    };
    if let Some((_, help)) = ABOUT_THE_DATABASE
        .iter()
        .find(|(about, _)| said.contains(about))
    {
        return vec![format!("{help}, and {again}")];
    }
    let repair = format!("repair `{file}` and {again}");
    if direction == Direction::Up && said.ends_with("already exists") {
        let other = "if the database holds what this chain did not make: name the right database, \
                     or take that away";
        return vec![other.to_owned(), format!("or {repair}")];
    }
    vec![repair]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_repaired() {
        let helps = |said| repair(said, "up.sql", Direction::Up);
        assert_eq!(
            helps("no such table: a"),
            ["repair `up.sql` and upgrade again"]
        );
        assert_eq!(helps("table `a` already exists").len(), 2);
        for (said, _) in ABOUT_THE_DATABASE {
            let helps = repair(said, "down.sql", Direction::Down);
            assert!(
                helps[0].contains("database file") || helps[0].contains("disk"),
                "{helps:?}"
            );
            assert!(!helps[0].contains("down.sql"), "{helps:?}");
            assert!(helps[0].ends_with(", and downgrade again"), "{helps:?}");
        }
    }
}
