//! What a statement that defines something names: the objects whose state tells whether it was done.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{Statement, TokenKind, split};

/// What a statement does to the objects that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It creates or changes one.
    Define(Object),
    /// It gives the rows of a partition to another table and that table's rows to the partition.
    Exchange(Object),
    /// It drops all of these.
    Drop(Vec<Object>),
    /// It gives each first one the second name, one after the other.
    Rename(Vec<(Object, Object)>),
}

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Object {
    pub(crate) kind: Kind,
    /// As it is written in SQL, with quotes.
    pub(crate) name: String,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A table, a view or a sequence: they share their names.
    Table,
    Trigger,
    Procedure,
    Function,
    Event,
    Database,
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            // Of an index it is the table that says whether it is there.
            "table" | "tables" | "view" | "sequence" | "index" => Self::Table,
            "trigger" => Self::Trigger,
            "procedure" => Self::Procedure,
            "function" => Self::Function,
            "event" => Self::Event,
            "database" | "schema" => Self::Database,
            _ => return None,
        })
    }

    /// The word that follows `SHOW CREATE`, which takes a view for a table.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Table => "TABLE",
            Self::Trigger => "TRIGGER",
            Self::Procedure => "PROCEDURE",
            Self::Function => "FUNCTION",
            Self::Event => "EVENT",
            Self::Database => "DATABASE",
        }
    }
}

/// `None` when it names nothing that lasts, or can as well be run again, or is not understood: then
/// running it again is what tells.
pub(crate) fn change(statement: &str) -> Option<Change> {
    let split = split(statement, Dialect::Mysql);
    let mut words = Words::of(split.statements.first()?);
    let verb = words.next()?.keyword()?;
    if !["alter", "create", "drop", "rename"].contains(&&*verb) {
        return None;
    }
    // What lies between, such as `OR REPLACE`, `UNIQUE` and `DEFINER = name`, is none of them.
    let (kind, is_index) = loop {
        let word = words.next()?;
        match word.keyword().as_deref() {
            // They end with the session, or are something else.
            Some(
                "temporary" | "user" | "role" | "server" | "tablespace" | "undo" | "prepare"
                | "logfile" | "resource" | "package",
            ) => return None,
            Some(word) => {
                if let Some(kind) = Kind::of(word) {
                    break (kind, word == "index");
                }
            }
            None => {}
        }
    };
    if is_index {
        words.find(|word| word.keyword().as_deref() == Some("on"))?;
        return words.object(kind).map(Change::Define);
    }
    words.skip_condition();
    Some(match &*verb {
        "drop" => Change::Drop(words.list(|words| words.object(kind))?),
        "rename" if kind == Kind::Table => Change::Rename(words.list(|words| {
            let from = words.object(kind)?;
            words.find(|word| word.keyword().as_deref() == Some("to"))?;
            Some((from, words.object(kind)?))
        })?),
        "rename" => return None,
        "create" => Change::Define(words.object(kind)?),
        // What else can be altered becomes the same once more.
        _ if !matches!(kind, Kind::Table | Kind::Event) => return None,
        _ => {
            let object = words.object(kind)?;
            let mut others = words.filter_map(|word| word.keyword());
            if kind == Kind::Table && others.any(|word| word == "exchange") {
                Change::Exchange(object)
            } else {
                Change::Define(object)
            }
        }
    })
}

/// The tokens of a statement, to be gone through.
struct Words {
    words: std::iter::Peekable<std::vec::IntoIter<Word>>,
}

#[derive(Clone, Debug)]
enum Word {
    Plain(String),
    Quoted(String),
    Other(String),
}

impl Word {
    fn keyword(&self) -> Option<String> {
        match self {
            Self::Plain(word) => Some(word.to_ascii_lowercase()),
            Self::Quoted(_) | Self::Other(_) => None,
        }
    }

    fn is(&self, text: &str) -> bool {
        matches!(self, Self::Other(other) if other == text)
    }

    /// In quotes, which every name may be in.
    fn quoted(self) -> Option<String> {
        match self {
            Self::Plain(word) => Some(format!("`{word}`")),
            Self::Quoted(word) => Some(word),
            Self::Other(_) => None,
        }
    }
}

impl Iterator for Words {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        self.words.next()
    }
}

impl Words {
    fn of(statement: &Statement<'_>) -> Self {
        let word = |(kind, text): (TokenKind, &str)| match kind {
            // A plain name may begin with a digit.
            TokenKind::Word | TokenKind::Number => Word::Plain(text.to_owned()),
            TokenKind::QuotedIdentifier => Word::Quoted(text.to_owned()),
            _ => Word::Other(text.to_owned()),
        };
        let words: Vec<_> = (statement.tokens())
            .map(|(token, text)| word((token.kind, text)))
            .collect();
        Self {
            words: words.into_iter().peekable(),
        }
    }

    /// `IF EXISTS`, `IF NOT EXISTS`.
    fn skip_condition(&mut self) {
        for word in ["if", "not", "exists"] {
            self.words
                .next_if(|next| next.keyword().as_deref() == Some(word));
        }
    }

    /// `name`, `database.name`.
    fn object(&mut self, kind: Kind) -> Option<Object> {
        let mut name = self.next()?.quoted()?;
        if self.words.next_if(|next| next.is(".")).is_some() {
            name = format!("{name}.{}", self.next()?.quoted()?);
        }
        Some(Object { kind, name })
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut all = vec![one(self)?];
        while self.words.next_if(|next| next.is(",")).is_some() {
            all.push(one(self)?);
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(kind: Kind, name: &str) -> Object {
        let name = name.to_owned();
        Object { kind, name }
    }

    #[test]
    fn defined() {
        for (statement, kind, name) in [
            ("CREATE TABLE a (b INT)", Kind::Table, "`a`"),
            (
                "create table if not exists `a b`.c like d",
                Kind::Table,
                "`a b`.`c`",
            ),
            (
                "/*!40101 ALTER ONLINE TABLE a ADD b INT */",
                Kind::Table,
                "`a`",
            ),
            (
                "CREATE UNIQUE INDEX i USING BTREE ON a (b)",
                Kind::Table,
                "`a`",
            ),
            ("DROP INDEX i ON a", Kind::Table, "`a`"),
            (
                "CREATE OR REPLACE ALGORITHM = MERGE VIEW v AS SELECT 1",
                Kind::Table,
                "`v`",
            ),
            (
                "CREATE DEFINER = `x`@`%` TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @a = 1",
                Kind::Trigger,
                "`t`",
            ),
            (
                "CREATE AGGREGATE FUNCTION f () RETURNS INT RETURN 1",
                Kind::Function,
                "`f`",
            ),
            ("CREATE SCHEMA s", Kind::Database, "`s`"),
            ("ALTER TABLE 2fa ADD b INT", Kind::Table, "`2fa`"),
        ] {
            let expected = Change::Define(object(kind, name));
            assert_eq!(change(statement), Some(expected), "{statement}");
        }
    }

    #[test]
    fn dropped_and_renamed() {
        let table = |name| object(Kind::Table, name);
        assert_eq!(
            change("DROP TABLE IF EXISTS a, b.c CASCADE"),
            Some(Change::Drop(vec![table("`a`"), table("`b`.`c`")]))
        );
        assert_eq!(
            change("RENAME TABLE a TO b, c.d TO e"),
            Some(Change::Rename(vec![
                (table("`a`"), table("`b`")),
                (table("`c`.`d`"), table("`e`")),
            ]))
        );
    }

    #[test]
    fn run_again() {
        for statement in [
            "CREATE TEMPORARY TABLE a (b INT)",
            "CREATE USER u IDENTIFIED BY 'view'",
            "TRUNCATE TABLE a",
            "SET @a = 1",
            "RENAME USER a TO b",
            "DROP PREPARE a",
            "ANALYZE TABLE a",
            "ALTER DATABASE CHARACTER SET utf8mb4",
        ] {
            assert_eq!(change(statement), None, "{statement}");
        }
    }
}
