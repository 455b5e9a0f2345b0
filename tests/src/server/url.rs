//! The parts of a database URL that are exchanged here.

use std::fmt::{self, Display, Formatter};

/// `scheme://authority/database?query`.
#[derive(Clone)]
pub(super) struct Url {
    pub(super) scheme: String,
    pub(super) authority: String,
    pub(super) database: String,
    pub(super) query: Vec<(String, String)>,
}

impl Url {
    /// Nothing of the URL is in the error: there may be a password in it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once("://").ok_or(
            "a database URL is expected to begin with a scheme, such as `postgres://` or `mysql://`",
        )?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (name.to_owned(), value.to_owned())
            });
        Ok(Self {
            scheme: scheme.to_owned(),
            authority: authority.to_owned(),
            database: database.to_owned(),
            query: query.collect(),
        })
    }

    /// The same server, another database.
    pub(super) fn with_database(&self, name: &str) -> Self {
        Self {
            database: name.to_owned(),
            ..self.clone()
        }
    }
}

impl Display for Url {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/{}", self.scheme, self.authority, self.database)?;
        for (n, (name, value)) in self.query.iter().enumerate() {
            let mark = if n == 0 { '?' } else { '&' };
            write!(f, "{mark}{name}={value}")?;
        }
        Ok(())
    }
}
