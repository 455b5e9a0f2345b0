//! What `revision --autogenerate` takes, and `check --pending`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{ArgAction, Args};
use nca_migrations::Dialect;
use nca_migrations::autogenerate::Address;

use crate::url::DatabaseUrl;

#[derive(Clone, Debug, Args)]
pub(crate) struct AutogenerateArgs {
    /// Write the scripts that lead to the desired schema and back, and keep them only if they hold
    #[arg(long)]
    pub(crate) autogenerate: bool,
    #[command(flatten)]
    pub(crate) desired: DesiredArgs,
    /// What is gone and what is new are one: `table=new`, `table.column=new`
    #[arg(long, value_name = "OLD=NEW", value_parser = str::parse::<Rename>, action = ArgAction::Append, requires = "autogenerate")]
    pub(crate) rename: Vec<Rename>,
    /// What rows get in a column that takes no NULL: an expression, after `BACKEND:` for one alone
    #[arg(long, value_name = "[BACKEND:]TABLE.COLUMN=SQL", value_parser = str::parse::<Fill>, action = ArgAction::Append, requires = "autogenerate")]
    pub(crate) fill: Vec<Fill>,
    /// The data of this table or column may be deleted; `all` for whatever it is
    #[arg(long, value_name = "NAME", value_parser = str::parse::<Allowed>, action = ArgAction::Append, requires = "autogenerate")]
    pub(crate) allow: Vec<Allowed>,
    /// PostgreSQL: the way that blocks nobody, in more than one revision where it takes them
    #[arg(long, requires = "autogenerate")]
    pub(crate) online: bool,
    /// Rows to try it with, where the generated ones do not fit: becomes its rows.sql
    #[arg(long, value_name = "FILE", requires = "autogenerate")]
    pub(crate) rows: Option<PathBuf>,
    /// Only show the scripts
    #[arg(short = 'n', long, requires = "autogenerate")]
    pub(crate) dry_run: bool,
}

/// Where the desired schema is written, and where it is built.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct DesiredArgs {
    /// The desired schema as SQL [default: what nca-migrate.toml says, else the schema module]
    #[arg(long, value_name = "[BACKEND=]FILE", value_parser = str::parse::<From>, action = ArgAction::Append)]
    pub(crate) from: Vec<From>,
    /// A server to create scratch databases on, instead of starting one; one for each backend
    #[arg(long, value_name = "URL", value_parser = str::parse::<DatabaseUrl>)]
    pub(crate) server: Vec<DatabaseUrl>,
}

/// A file with the desired schema, for one backend or for all that have no file of their own.
#[derive(Clone, Debug)]
pub(crate) struct From {
    pub(crate) backend: Option<Dialect>,
    pub(crate) file: PathBuf,
}

/// A rename that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Rename {
    pub(crate) old: Address,
    pub(crate) new: String,
}

/// What rows get in a column.
#[derive(Clone, Debug)]
pub(crate) struct Fill {
    pub(crate) backend: Option<Dialect>,
    pub(crate) column: Address,
    pub(crate) expression: String,
}

/// What may be deleted.
#[derive(Clone, Debug)]
pub(crate) enum Allowed {
    All,
    One(Address),
}

impl FromStr for From {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((backend, file)) = text.split_once('=')
            && let Ok(backend) = backend.parse()
        {
            return Ok(Self {
                backend: Some(backend),
                file: file.into(),
            });
        }
        Ok(Self {
            backend: None,
            file: text.into(),
        })
    }
}

impl FromStr for Rename {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (old, new) = sides(text).ok_or("expected `table=new` or `table.column=new`")?;
        let new: Address = parse(new)?;
        let single = new.single().ok_or_else(|| {
            format!("`{new}` is more than a name: expected one without dots, or in double quotes")
        })?;
        Ok(Self {
            old: parse(old)?,
            new: single.to_owned(),
        })
    }
}

impl FromStr for Fill {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (column, expression) = sides(text).ok_or("expected `table.column=EXPRESSION`")?;
        let (backend, column) = match column.split_once(':') {
            Some((backend, rest)) if backend.parse::<Dialect>().is_ok() => {
                (backend.parse().ok(), rest)
            }
            _ => (None, column),
        };
        let column: Address = parse(column)?;
        if column.column().is_none() {
            return Err(format!("`{column}` is no column: expected `table.column`"));
        }
        if expression.trim().is_empty() {
            return Err("there is no expression behind the `=`".to_owned());
        }
        Ok(Self {
            backend,
            column,
            expression: expression.trim().to_owned(),
        })
    }
}

impl FromStr for Allowed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        Ok(Self::One(parse(text)?))
    }
}

fn parse(text: &str) -> Result<Address, String> {
    text.parse::<Address>().map_err(|error| error.to_string())
}

/// What is before and behind the first `=` that is in no quotes.
fn sides(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let at = text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == '=' && !quoted).then_some(at)
    })?;
    Some((&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_ask_for() {
        let rename: Rename = "\"a=b\".c=\"New name\"".parse().unwrap();
        assert_eq!(
            (&*rename.old.to_string(), &*rename.new),
            ("\"a=b\".c", "New name")
        );
        let fill: Fill = "postgres:t.c= now() - interval 'x=y' ".parse().unwrap();
        assert_eq!(fill.backend, Some(Dialect::Postgres));
        assert_eq!(fill.column.to_string(), "t.c");
        assert_eq!(fill.expression, "now() - interval 'x=y'");
        let from: From = "mysql=a=b.sql".parse().unwrap();
        assert_eq!(
            (from.backend, from.file),
            (Some(Dialect::Mysql), "a=b.sql".into())
        );
        let from: From = "odd=name.sql".parse().unwrap();
        assert_eq!((from.backend, from.file), (None, "odd=name.sql".into()));
        assert!(matches!("all".parse(), Ok(Allowed::All)));
        for bad in ["t.c", "t.c=", "t.c=a.b", "=x"] {
            assert!(bad.parse::<Rename>().is_err(), "{bad}");
        }
        for bad in ["t=1", "t.c", "t.c= "] {
            assert!(bad.parse::<Fill>().is_err(), "{bad}");
        }
    }
}
