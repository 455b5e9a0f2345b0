//! From text to settings, or to everything that is wrong with it.

use std::ops::Range;
use std::sync::Arc;

use nca_migrations::Dialect;
use nca_migrations_core::metadata::quoted;
use nca_migrations_core::problem::Message;
use nca_migrations_core::secrets::mask;
use nca_migrations_core::source::{Place, Source};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Complaint, Config, Database, Location};
use crate::version::VersionFormat;

const KEYS: [&str; 8] = [
    "directory",
    "backends",
    "database_url",
    "schema",
    "desired",
    "diagram",
    "slug_length",
    "version_format",
];

/// The shortest that still says something, and the longest that fits every file system beside a
/// version.
const SLUG_LENGTHS: std::ops::RangeInclusive<i64> = 8..=120;

/// Reads the file's text.
pub(super) fn read(of: &Location, source: &Arc<Source>) -> Result<Config, Vec<Complaint>> {
    // What is drawn, and so all places, are of a text without the secret.
    let masked = Arc::new(Source {
        text: masked(&source.text).into(),
        ..Source::clone(source)
    });
    let mut reader = Reader {
        of,
        has_secret: masked.text != source.text,
        source: &masked,
        config: Config::default(),
        complaints: Vec::new(),
    };
    match DeTable::parse(&masked.text) {
        Ok(table) => reader.table(table.get_ref()),
        Err(error) => {
            let message = said("is not TOML").label(error.message());
            reader.complain(message.0, error.span().unwrap_or(0..0));
        }
    }
    let Reader {
        config,
        mut complaints,
        ..
    } = reader;
    if complaints.is_empty() {
        return Ok(config);
    }
    complaints.sort_by_key(|complaint| complaint.place.span.start);
    Err(complaints)
}

/// The text with the passwords in it replaced.
fn masked(text: &str) -> String {
    if let Ok(table) = DeTable::parse(text)
        && let Some(value) = table.get_ref().get("database_url")
        && let DeValue::String(url) = value.get_ref()
        && mask(url) != **url
    {
        let Range { start, end } = value.span();
        let url = quoted(&mask(url));
        return format!("{}{url}{}", &text[..start], &text[end..]);
    }
    if DeTable::parse(text).is_ok() {
        return text.to_owned();
    }
    // In what is no TOML a secret can be anywhere on a line that looks like a URL.
    text.split_inclusive('\n').map(mask).collect()
}

pub(super) struct Words(pub(super) Message);

/// `nca-migrate.toml` and what about it.
pub(super) fn said(what: impl std::fmt::Display) -> Words {
    let title = format!("{} {what}", super::FILE);
    Words(Message {
        title,
        ..Message::default()
    })
}

impl Words {
    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.0.labels.push(label.into());
        self
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.0.notes.push(note.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.helps.push(help.into());
        self
    }
}

pub(super) struct Reader<'a> {
    pub(super) of: &'a Location,
    has_secret: bool,
    source: &'a Arc<Source>,
    pub(super) config: Config,
    complaints: Vec<Complaint>,
}

pub(super) type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match &**key.get_ref() {
                "directory" => {
                    if let Some(named) = self.path("directory", value) {
                        self.config.directory = Some(self.of.directory(&named));
                    }
                }
                "backends" => self.config.backends = self.backends(value),
                "database_url" => self.config.database = self.database(value),
                "schema" => {
                    if let Some(named) = self.path("schema", value) {
                        self.config.schema = Some(self.of.directory(&named));
                    }
                }
                "desired" => self.desired(value),
                "diagram" => self.diagram(value),
                "slug_length" => {
                    if let Some(length) = self.slug_length(value) {
                        self.config.slug_length = length;
                    }
                }
                "version_format" => {
                    if let Some(format) = self.version_format(value) {
                        self.config.version_format = format;
                    }
                }
                unknown => self.unknown(unknown, &KEYS, key.span()),
            }
        }
    }

    pub(super) fn unknown(&mut self, key: &str, keys: &[&str], span: Range<usize>) {
        let spelt = key.to_lowercase().replace('-', "_");
        let nearest = keys
            .iter()
            .map(|known| (strsim::damerau_levenshtein(known, &spelt), *known))
            .filter(|(distance, known)| *distance <= known.len() / 3)
            .min();
        let words = said(format_args!("has an unknown key `{key}`")).label("nothing reads this");
        let words = match nearest {
            Some((_, known)) => words.help(format!("did you mean `{known}`?")),
            None => words.help(format!(
                "the keys are {}",
                keys.iter()
                    .map(|key| format!("`{key}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        };
        self.complain(words.0, span);
    }

    pub(super) fn string(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            other => self.wrong_type(key, "a string", other, value.span()),
        }
    }

    /// A string that says something.
    pub(super) fn path(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let text = self.string(key, value)?;
        if text.trim().is_empty() || text.contains('\0') {
            let words = said(format_args!("has a `{key}` that is no path"))
                .label("expected a path, relative to this file");
            self.complain(words.0, value.span());
            return None;
        }
        Some(text)
    }

    fn backends(&mut self, value: &Value<'_>) -> Option<Vec<Dialect>> {
        const EXPECTED: &str = "a list of strings";
        let DeValue::Array(list) = value.get_ref() else {
            return self.wrong_type("backends", EXPECTED, value.get_ref(), value.span());
        };
        let mut backends = Vec::new();
        for one in list {
            let DeValue::String(name) = one.get_ref() else {
                self.wrong_type::<()>("backends", EXPECTED, one.get_ref(), one.span());
                continue;
            };
            match name.parse::<Dialect>() {
                Ok(dialect) => backends.push(dialect),
                Err(unknown) => {
                    let words = said("names an unknown backend").label(unknown.to_string());
                    self.complain(words.0, one.span());
                }
            }
        }
        if list.is_empty() {
            let words = said("names no backend")
                .label("expected one or more of `sqlite`, `postgres`, `mysql`");
            self.complain(words.0, value.span());
        }
        Some(backends)
    }

    fn database(&mut self, value: &Value<'_>) -> Option<Database> {
        let url = self.path("database_url", value)?;
        if self.has_secret {
            let words = said("has a password in it")
                .label("a password, not shown here")
                .note("this file is committed, and whoever reads the repository would have it")
                .help(
                    "take it out, and write the whole URL into a `.env` that git ignores: \
                     DATABASE_URL=...",
                )
                .help("or leave it to the client library: `~/.pgpass`, `~/.my.cnf`")
                .help("if it was committed already, change the password");
            self.complain(words.0, value.span());
            return None;
        }
        let base = self.of.path.parent().unwrap_or(std::path::Path::new(""));
        Some(Database {
            url,
            base: base.to_owned(),
        })
    }

    fn slug_length(&mut self, value: &Value<'_>) -> Option<usize> {
        let DeValue::Integer(number) = value.get_ref() else {
            return self.wrong_type(
                "slug_length",
                "a whole number",
                value.get_ref(),
                value.span(),
            );
        };
        let length = i64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .filter(|length| SLUG_LENGTHS.contains(length))
            .and_then(|length| usize::try_from(length).ok());
        if length.is_none() {
            let (least, most) = (SLUG_LENGTHS.start(), SLUG_LENGTHS.end());
            let words = said("has a `slug_length` that does not fit").label(format!(
                "expected a number of characters from {least} to {most}"
            ));
            self.complain(words.0, value.span());
        }
        length
    }

    fn version_format(&mut self, value: &Value<'_>) -> Option<VersionFormat> {
        let text = self.string("version_format", value)?;
        match text.parse() {
            Ok(format) => Some(format),
            Err(error) => {
                let words = said("has a `version_format` that makes no versions")
                    .label(format!("{error}"))
                    .help(format!("the default is `{}`", VersionFormat::default()));
                self.complain(words.0, value.span());
                None
            }
        }
    }

    pub(super) fn wrong_type<T>(
        &mut self,
        key: &str,
        expected: &str,
        found: &DeValue<'_>,
        span: Range<usize>,
    ) -> Option<T> {
        let words = said(format_args!("has a `{key}` of the wrong type"))
            .label(format!("expected {expected}, found {}", found.type_str()));
        self.complain(words.0, span);
        None
    }

    pub(super) fn complain(&mut self, message: Message, span: Range<usize>) {
        let place = Place::new(self.source, span);
        self.complaints.push(Complaint { message, place });
    }
}

#[cfg(test)]
mod tests;
