//! Opening a database, and why a command cannot go on with it.

use nca_migrations::Error;

use crate::connection::Connection;
use crate::failed_statement;
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
pub(crate) fn open(url: &DatabaseUrl, access: Access) -> Result<Connection, DatabaseError> {
    if access == Access::Existing && url.file().is_some_and(|file| !file.exists()) {
        let shown = url.shown.clone();
        return Err(DatabaseError::Absent { shown });
    }
    Connection::establish(url).map_err(|error| DatabaseError::Open {
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
                Error::Statement(failure) => Some(failed_statement::draw(failure, prefix, width)),
                _ => None,
            },
            _ => None,
        }
    }
}
