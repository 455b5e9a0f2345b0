//! The parts of a database URL that are exchanged here.

use std::fmt::{self, Display, Formatter};

/// `scheme://authority/database?query`.
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    /// `postgres` or `mysql`.
    pub scheme: String,
    /// `user:password@host:port`, as far as it is there.
    pub authority: String,
    /// Without the slash.
    pub database: String,
    /// Names and values, as they were written.
    pub query: Vec<(String, String)>,
}

impl Url {
    /// The parts of a URL; none of libpq's other form, `host=... dbname=...`.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        // As libpq looks for it: a password may have a `?` in it.
        let host = rest.find(['@', '/']);
        let host = host.filter(|at| rest[*at..].starts_with('@')).unwrap_or(0);
        let end = rest[host..].find(['/', '?']).map(|end| host + end);
        let (authority, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (name.to_owned(), value.to_owned())
            });
        Some(Self {
            scheme: scheme.to_owned(),
            authority: authority.to_owned(),
            database: path.strip_prefix('/').unwrap_or(path).to_owned(),
            query: query.collect(),
        })
    }

    /// The same server, another database. To libpq, a `dbname` in the query would go before.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut url = self.clone();
        name.clone_into(&mut url.database);
        url.query.retain(|(name, _)| name != "dbname");
        url
    }
}

/// The same server, another database, in either form. In the second one the last value of a key
/// counts.
pub(crate) fn with_database(text: &str, name: &str) -> String {
    Url::parse(text).map_or_else(
        || format!("{text} dbname={name}"),
        |url| url.with_database(name).to_string(),
    )
}

impl Display for Url {
    /// Whole, the password included.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/{}", self.scheme, self.authority, self.database)?;
        for (n, (name, value)) in self.query.iter().enumerate() {
            let mark = if n == 0 { '?' } else { '&' };
            write!(f, "{mark}{name}={value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_of_the_same_server() {
        for (text, expected) in [
            ("postgres://h/d", "postgres://h/x"),
            ("postgres://h", "postgres://h/x"),
            ("postgres://h/", "postgres://h/x"),
            ("postgres:///d", "postgres:///x"),
            ("postgres://a:1,b:2/d", "postgres://a:1,b:2/x"),
            ("postgres://u:p?w@h:5432/d", "postgres://u:p?w@h:5432/x"),
            ("postgres://h/d?o=a@b/c", "postgres://h/x?o=a@b/c"),
            (
                "postgres://?host=/tmp&dbname=d&port=1",
                "postgres:///x?host=/tmp&port=1",
            ),
            ("mysql://u:p@h/d?ssl_mode=x", "mysql://u:p@h/x?ssl_mode=x"),
            ("host=h dbname=d", "host=h dbname=d dbname=x"),
        ] {
            assert_eq!(with_database(text, "x"), expected, "{text}");
        }
    }
}
