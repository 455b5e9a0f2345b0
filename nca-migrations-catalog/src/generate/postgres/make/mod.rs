//! Things as SQL.

pub(super) mod column;
pub(super) mod comment;
pub(super) mod constraint;
pub(super) mod index;
pub(super) mod other;
pub(super) mod routine;
pub(super) mod sequence;
pub(super) mod trigger;
pub(super) mod types;
pub(super) mod view;

use nca_migrations_core::dialect::Dialect;

use crate::model::{Deferral, Name, Setting};
use crate::quote;

pub(super) fn ident(name: &str) -> String {
    quote::identifier(Dialect::Postgres, name)
}

pub(super) fn name(name: &Name) -> String {
    quote::name(Dialect::Postgres, name)
}

pub(super) fn text(text: &str) -> String {
    quote::text(Dialect::Postgres, text)
}

/// `"a", "b"`.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    quote::list(Dialect::Postgres, names)
}

/// The name of a collation, an operator class or the like, which has its schema before it unless it is the
/// server's own or in the schema that names without one are in. The server's own have dots in their names too:
/// `de_DE.utf8`.
pub(super) fn word(word: &str) -> String {
    match word.split_once('.') {
        Some((schema, name)) if !is_codeset(name) => format!("{}.{}", ident(schema), ident(name)),
        _ => ident(word),
    }
}

fn is_codeset(name: &str) -> bool {
    let name = name
        .split('@')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let begins = [
        "utf", "iso", "euc", "koi", "cp", "big5", "gb", "tis", "sjis", "armscii", "georgian",
        "tcvn", "pt154", "rk1048",
    ];
    begins.iter().any(|start| name.starts_with(start))
}

/// The name of an object in another's schema.
pub(super) fn beside(of: &Name, name: &str) -> Name {
    Name {
        schema: of.schema.clone(),
        name: name.to_owned(),
    }
}

pub(super) fn has(settings: &[Setting], name: &str) -> bool {
    settings.iter().any(|setting| setting.name == name)
}

pub(super) fn value<'a>(settings: &'a [Setting], name: &str) -> Option<&'a str> {
    let setting = settings.iter().find(|setting| setting.name == name)?;
    setting.value.as_deref()
}

pub(super) fn values<'a>(
    settings: &'a [Setting],
    name: &'a str,
) -> impl Iterator<Item = &'a str> + 'a {
    let settings = settings.iter().filter(move |setting| setting.name == name);
    settings.filter_map(|setting| setting.value.as_deref())
}

/// ` DEFERRABLE INITIALLY DEFERRED`, or nothing.
pub(super) const fn deferral(deferral: Deferral) -> &'static str {
    match deferral {
        Deferral::Immediate => "",
        Deferral::Deferrable => " DEFERRABLE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// `fillfactor=70` as `fillfactor = 70`.
pub(super) fn parameter(option: &str) -> String {
    let (name, value) = option.split_once('=').unwrap_or((option, ""));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !value.is_empty() && value.chars().all(plain) {
        format!("{name} = {value}")
    } else {
        format!("{name} = {}", text(value))
    }
}

/// `path=/` as `"path" '/'`.
pub(super) fn option(option: &str) -> String {
    let (name, value) = option.split_once('=').unwrap_or((option, ""));
    format!("{} {}", ident(name), text(value))
}
