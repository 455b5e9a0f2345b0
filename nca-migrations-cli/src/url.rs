//! Database URLs: which engine they mean, and how to show them without their secrets.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use nca_migrations::Dialect;
use nca_migrations_core::secrets::{Secrets, mask};

use crate::connection::BACKENDS;

/// A database that this build can open.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DatabaseUrl {
    /// The engine.
    pub(crate) dialect: Dialect,
    /// What the driver takes: for SQLite a path or a `file:` URI.
    pub(crate) connect: String,
    /// As it was written, without secrets.
    pub(crate) shown: String,
    secrets: Secrets,
}

/// Why a URL names no database that this build can open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum UrlError {
    #[error(
        "no database is named: give `--database-url`, or set DATABASE_URL\n\
         it can be set in the environment or in a `.env`; `nca-migrate.toml` has `database_url`"
    )]
    Missing,
    #[error(
        "the database URL `{0}` names no database: expected a path, such as `app.db` or `sqlite:app.db`"
    )]
    Empty(String),
    #[error(
        "this build cannot open `{shown}`: it has no {} backend (feature `{dialect}`)\n\
         expected {}",
        .dialect.title(), expected()
    )]
    NoBackend { shown: String, dialect: Dialect },
    #[error(
        "unknown kind of database `{scheme}` in `{shown}`\n\
         expected {}",
        expected()
    )]
    UnknownScheme { shown: String, scheme: String },
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let shown = mask(text);
        let (dialect, connect) = match scheme(text) {
            None if is_key_value(text) => (Dialect::Postgres, text.to_owned()),
            None => (Dialect::Sqlite, text.to_owned()),
            Some("file") if text.len() > "file:".len() => (Dialect::Sqlite, text.to_owned()),
            Some("sqlite") => {
                let rest = &text["sqlite:".len()..];
                let rest = rest.strip_prefix("//").unwrap_or(rest);
                // Parameters are SQLite's own, and it reads them from a URI only.
                let connect = if rest.contains('?') {
                    format!("file:{rest}")
                } else {
                    rest.to_owned()
                };
                (Dialect::Sqlite, connect)
            }
            Some("file") => (Dialect::Sqlite, String::new()),
            Some("postgres" | "postgresql") => (Dialect::Postgres, text.to_owned()),
            // Diesel knows `mysql` alone.
            Some(scheme @ ("mysql" | "mariadb")) => {
                (Dialect::Mysql, format!("mysql{}", &text[scheme.len()..]))
            }
            Some(scheme) => {
                let scheme = scheme.to_owned();
                return Err(UrlError::UnknownScheme { shown, scheme });
            }
        };
        if !BACKENDS.contains(&dialect) {
            return Err(UrlError::NoBackend { shown, dialect });
        }
        if connect.trim().is_empty() {
            return Err(UrlError::Empty(shown));
        }
        Ok(Self {
            dialect,
            connect,
            shown,
            secrets: Secrets::of(text),
        })
    }
}

impl DatabaseUrl {
    /// A message of a driver, which may repeat what it was given, without the secrets.
    pub(crate) fn scrub(&self, message: &str) -> String {
        self.secrets.scrub(message)
    }

    /// An empty database, for a look at what would be done to one that is not there.
    pub(crate) fn in_memory(&self) -> Self {
        Self {
            connect: ":memory:".to_owned(),
            ..self.clone()
        }
    }

    /// The file, where the database is one and its name can be told.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        if self.dialect != Dialect::Sqlite {
            return None;
        }
        let in_memory = |name: &str| name.is_empty() || name == ":memory:";
        let Some(uri) = self.connect.strip_prefix("file:") else {
            return (!in_memory(&self.connect)).then(|| PathBuf::from(&self.connect));
        };
        let (path, parameters) = uri.split_once('?').unwrap_or((uri, ""));
        let path = path.strip_prefix("//localhost").unwrap_or(path);
        let path = match path.strip_prefix("//") {
            Some(absolute) if absolute.starts_with('/') => absolute,
            _ => path,
        };
        let plain = !path.contains('%') && !in_memory(path);
        let memory = parameters.split('&').any(|pair| pair == "mode=memory");
        (plain && !memory).then(|| Path::new(path).to_owned())
    }

    /// The same with a relative path of a SQLite database seen from `base`. A `file:` URI stays as it
    /// is.
    #[must_use]
    pub(crate) fn relative_to(mut self, base: &Path) -> Self {
        if let Some(file) = self.file()
            && file.is_relative()
            && Path::new(&self.connect) == file
        {
            self.connect = base.join(file).to_string_lossy().into_owned();
        }
        self
    }

    /// To Alembic's users `sqlite:///app.db` is a relative path; here, as for Diesel, it is `/app.db`.
    pub(crate) fn has_three_slashes(&self) -> bool {
        self.shown.starts_with("sqlite:///") && !self.shown.starts_with("sqlite:////")
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DatabaseUrl").field(&self.shown).finish()
    }
}

/// What this build can open.
fn expected() -> String {
    let forms = BACKENDS.iter().map(|dialect| match dialect {
        Dialect::Postgres => "`postgres://user@host/database`",
        Dialect::Mysql => "`mysql://user@host/database`",
        _ => "a path, `sqlite:path` or `file:path`",
    });
    forms.collect::<Vec<_>>().join(", ")
}

/// The part before the first colon, unless that is a drive of Windows.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_name = scheme.len() > 1
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_known = matches!(scheme, "file" | "sqlite");
    (is_name && (is_known || rest.starts_with("//"))).then_some(scheme)
}

/// `host=... user=...`, as libpq takes it.
fn is_key_value(text: &str) -> bool {
    let keys = ["host", "hostaddr", "dbname", "user", "password", "port"];
    text.split_whitespace()
        .filter_map(|word| word.split_once('='))
        .any(|(key, _)| keys.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, UrlError> {
        text.parse()
    }

    #[test]
    fn sqlite() {
        for (text, connect) in [
            ("app.db", "app.db"),
            ("/var/lib/app.db", "/var/lib/app.db"),
            ("C:\\data\\app.db", "C:\\data\\app.db"),
            ("sqlite:app.db", "app.db"),
            ("sqlite://app.db", "app.db"),
            ("sqlite:///var/app.db", "/var/app.db"),
            ("sqlite::memory:", ":memory:"),
            ("sqlite://app.db?mode=ro", "file:app.db?mode=ro"),
            ("file:app.db?cache=shared", "file:app.db?cache=shared"),
            (":memory:", ":memory:"),
            ("with:colon.db", "with:colon.db"),
        ] {
            assert_eq!(parse(text).unwrap().connect, connect, "{text}");
        }
    }

    #[test]
    fn others() {
        for text in ["", " ", "sqlite:", "sqlite://", "file:"] {
            assert!(matches!(parse(text), Err(UrlError::Empty(_))), "{text:?}");
        }
        for (text, dialect, expected) in [
            ("postgres://u@h/d", Dialect::Postgres, "postgres://u@h/d"),
            ("postgresql:///d", Dialect::Postgres, "postgresql:///d"),
            (
                "host=h user=u password=p",
                Dialect::Postgres,
                "host=h user=u password=p",
            ),
            ("mysql://u@h/d", Dialect::Mysql, "mysql://u@h/d"),
            ("mariadb://u@h/d", Dialect::Mysql, "mysql://u@h/d"),
        ] {
            match parse(text) {
                Ok(url) => {
                    assert!(BACKENDS.contains(&dialect));
                    assert_eq!((url.dialect, &*url.connect), (dialect, expected));
                    assert_eq!(url.file(), None);
                }
                Err(UrlError::NoBackend { dialect: found, .. }) => {
                    assert_eq!(found, dialect);
                    assert!(!BACKENDS.contains(&dialect));
                }
                Err(error) => panic!("{error}"),
            }
        }
        assert!(matches!(
            parse("oracle://x"),
            Err(UrlError::UnknownScheme { .. })
        ));
    }

    #[test]
    fn no_error_shows_a_secret() {
        for text in [
            "postgres://u:hunter2@h/d",
            "mysql://u:hunter2@h/d",
            "oracle://u:hunter2@h/d",
            "host=h password=hunter2",
            "sqlite://u:hunter2@?",
        ] {
            match parse(text) {
                Ok(url) => {
                    assert!(!format!("{url:?}").contains("hunter2"), "{text}");
                    let said = format!("cannot open {text}");
                    assert!(!url.scrub(&said).contains("hunter2"), "{text}");
                }
                Err(error) => {
                    assert!(!format!("{error} {error:?}").contains("hunter2"), "{text}");
                }
            }
        }
    }

    #[test]
    fn relative_paths() {
        for (text, connect) in [
            ("app.db", "/project/app.db"),
            ("sqlite:app.db", "/project/app.db"),
            ("/var/app.db", "/var/app.db"),
            (":memory:", ":memory:"),
            ("file:app.db", "file:app.db"),
        ] {
            let url = parse(text).unwrap().relative_to(Path::new("/project"));
            assert_eq!(url.connect, connect, "{text}");
        }
    }

    #[test]
    fn files() {
        for (text, file) in [
            ("app.db", Some("app.db")),
            ("file:app.db?mode=rw", Some("app.db")),
            ("file:///var/app.db", Some("/var/app.db")),
            ("file://localhost/var/app.db", Some("/var/app.db")),
            (":memory:", None),
            ("file::memory:", None),
            ("file:x?mode=memory", None),
            ("file:a%20b.db", None),
        ] {
            assert_eq!(
                parse(text).unwrap().file(),
                file.map(PathBuf::from),
                "{text}"
            );
        }
    }
}
