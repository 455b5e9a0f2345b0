//! `metadata.toml`: what a migration says about itself.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Kind, MetadataType, Problem};
use crate::source::{Place, Source};
use crate::text;

/// The file's name in a migration's directory.
pub const FILE: &str = "metadata.toml";

const KEYS: [&str; 5] = [
    "parent",
    "run_in_transaction",
    "irreversible",
    "lossy",
    "unverified",
];

/// What a `metadata.toml` says. A value that has a problem is missing here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The parent, and where it is named.
    pub parent: Option<(Parent, Range<usize>)>,
    /// Whether the scripts run inside a transaction.
    pub run_in_transaction: Option<bool>,
    /// Why there is no way back.
    pub irreversible: Option<String>,
    /// What the down script does not bring back.
    pub lossy: Option<String>,
    /// Why no receipt is demanded.
    pub unverified: Option<String>,
}

/// What comes before a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parent {
    /// Nothing.
    Base,
    /// The migration in the directory of this name.
    Migration(String),
}

/// The text of a `metadata.toml` as it is on disk with another parent in it, and every other byte as
/// it was. None where it names no parent, or is not TOML.
pub fn with_parent(text: &str, parent: &Parent) -> Option<String> {
    let name = match parent {
        Parent::Base => "base",
        Parent::Migration(name) => name,
    };
    // TOML knows no byte order mark; the places are in the text after it.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table = DeTable::parse(body).ok()?;
    let span = table.get_ref().get("parent")?.span();
    let start = text.len() - body.len();
    let (before, after) = (&text[..start + span.start], &text[start + span.end..]);
    Some(format!("{before}{}{after}", quoted(name)))
}

/// A text as a TOML string.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(escape(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `\u000A`.
fn escape(c: char) -> impl Iterator<Item = char> {
    let digits = format!("{:04X}", u32::from(c));
    let digits: Vec<char> = digits.chars().collect();
    ['\\', 'u'].into_iter().chain(digits)
}

/// Reads a `metadata.toml`. All that can be understood is in the metadata, all else a problem.
pub fn read(source: &Arc<Source>, migration: &str) -> (Metadata, Vec<Problem>) {
    let mut reader = Reader {
        source,
        migration,
        metadata: Metadata::default(),
        problems: Vec::new(),
    };
    if let Some(span) = text::conflict_marker(&source.text) {
        let name = format!("{migration}/{FILE}");
        reader.problem(Kind::MergeConflict { name }, span);
        return (reader.metadata, reader.problems);
    }
    match DeTable::parse(&source.text) {
        Ok(table) => reader.table(table.get_ref()),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let error = error.message().to_owned();
            reader.problem(
                Kind::MetadataSyntax {
                    migration: migration.to_owned(),
                    error,
                },
                span,
            );
        }
    }
    (reader.metadata, reader.problems)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    migration: &'a str,
    metadata: Metadata,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match &**key.get_ref() {
                "parent" => {
                    let parent = self.string("parent", value).map(|name| match &*name {
                        "base" => Parent::Base,
                        _ => Parent::Migration(name),
                    });
                    self.metadata.parent = parent.map(|parent| (parent, value.span()));
                }
                "run_in_transaction" => {
                    self.metadata.run_in_transaction = self.boolean("run_in_transaction", value);
                }
                "irreversible" => self.metadata.irreversible = self.reason("irreversible", value),
                "lossy" => self.metadata.lossy = self.reason("lossy", value),
                "unverified" => self.metadata.unverified = self.reason("unverified", value),
                unknown => {
                    let known = nearest_key(unknown);
                    let (migration, key_text) = (self.migration.to_owned(), unknown.to_owned());
                    let kind = Kind::MetadataUnknownKey {
                        migration,
                        key: key_text,
                        known,
                    };
                    self.problem(kind, key.span());
                }
            }
        }
        // A misspelt key is one slip: the key that it was meant to be is not missed as well.
        for key in ["parent", "run_in_transaction"] {
            let misspelt = |problem: &Problem| matches!(&problem.kind, Kind::MetadataUnknownKey { known: Some(known), .. } if *known == key);
            if !table.keys().any(|found| found.get_ref() == key)
                && !self.problems.iter().any(misspelt)
            {
                let kind = Kind::MetadataKeyMissing {
                    migration: self.migration.to_owned(),
                    key,
                };
                let place = Place::first_line(self.source);
                self.problems.push(Problem::new(kind, place));
            }
        }
        self.problems
            .sort_by_key(|problem| problem.places[0].span.start);
    }

    fn string(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            other => self.wrong_type(key, MetadataType::String, other, value.span()),
        }
    }

    fn boolean(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(*yes),
            other => self.wrong_type(key, MetadataType::Boolean, other, value.span()),
        }
    }

    fn reason(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let reason = self.string(key, value)?;
        if reason.trim().is_empty() {
            let kind = Kind::MetadataEmptyReason {
                migration: self.migration.to_owned(),
                key,
            };
            self.problem(kind, value.span());
        }
        Some(reason)
    }

    fn wrong_type<T>(
        &mut self,
        key: &'static str,
        expected: MetadataType,
        found: &DeValue<'_>,
        span: Range<usize>,
    ) -> Option<T> {
        let (migration, found) = (self.migration.to_owned(), found.type_str().to_owned());
        self.problem(
            Kind::MetadataType {
                migration,
                key,
                expected,
                found,
            },
            span,
        );
        None
    }

    fn problem(&mut self, kind: Kind, span: Range<usize>) {
        self.problems
            .push(Problem::new(kind, Place::new(self.source, span)));
    }
}

fn nearest_key(unknown: &str) -> Option<&'static str> {
    let unknown = unknown.to_lowercase().replace('-', "_");
    KEYS.into_iter()
        .map(|key| (strsim::damerau_levenshtein(key, &unknown), key))
        .filter(|(distance, key)| *distance <= key.len() / 3)
        .min()
        .map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_strings() {
        assert_eq!(
            quoted("a \"b\" \\ c\n\u{1}"),
            r#""a \"b\" \\ c\u000A\u0001""#
        );
    }

    #[test]
    fn only_the_parent_changes() {
        let parent = Parent::Migration("7_b".to_owned());
        for (before, after) in [
            ("parent=\"6_a\"", "parent=\"7_b\""),
            (
                "\u{feff}# \"6_a\"\r\nrun_in_transaction = true\r\n  parent  =  '6_a' # was\r\n\r\n",
                "\u{feff}# \"6_a\"\r\nrun_in_transaction = true\r\n  parent  =  \"7_b\" # was\r\n\r\n",
            ),
            (
                "x = \"\u{e4}\"\nparent = \"\"\"6_a\"\"\"",
                "x = \"\u{e4}\"\nparent = \"7_b\"",
            ),
        ] {
            assert_eq!(
                with_parent(before, &parent).as_deref(),
                Some(after),
                "{before}"
            );
        }
        assert_eq!(
            with_parent("parent = \"a\"\n", &Parent::Base).as_deref(),
            Some("parent = \"base\"\n")
        );
        for none in [
            "",
            "parent = ",
            "[parent]\n[parent]",
            "x = { parent = \"a\" }",
        ] {
            assert_eq!(with_parent(none, &parent), None, "{none}");
        }
    }
}
