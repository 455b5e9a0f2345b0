//! The name of a migration directory, and what it says.

mod find;

use std::borrow::Cow;
use std::fmt;

pub use find::{Found, find, nearest};

use crate::shared_str::SharedStr;

/// The name of a migration directory: `2026-01-05-093000_create_memory_tiers`.
///
/// The text before the first `_`, dashes removed, is the version; the text after it the slug.
/// This is Diesel's rule (`migrations_internals::version_from_string`), so that both tools read
/// the same version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionName(SharedStr);

/// The longest version that Diesel's bookkeeping table holds: `VARCHAR(50)`.
pub const LONGEST_VERSION: usize = 50;

/// What targets call places of the chain: no version and no slug, or they could not be told apart.
pub const RESERVED: [&str; 4] = ["head", "heads", "base", "current"];

impl RevisionName {
    /// A name that was checked when the program was compiled.
    #[doc(hidden)]
    pub const fn of_program(directory: &'static str) -> Self {
        Self(SharedStr::of_program(directory))
    }

    /// Checks a directory's name.
    ///
    /// # Errors
    /// When the version is missing, too long or has characters other than ASCII letters, digits
    /// and dots, the name has control characters, or its version or slug is [`RESERVED`].
    pub fn parse(directory: &str) -> Result<Self, BadName> {
        let name = Self(directory.into());
        let version = name.version();
        if directory.chars().any(char::is_control) {
            return Err(BadName::ControlCharacter);
        }
        if version.is_empty() {
            return Err(BadName::NoVersion);
        }
        if !version
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        {
            return Err(BadName::VersionCharacter);
        }
        if version.len() > LONGEST_VERSION {
            return Err(BadName::VersionTooLong);
        }
        if RESERVED.contains(&&*version) || RESERVED.contains(&name.slug()) {
            return Err(BadName::Reserved);
        }
        Ok(name)
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The version: what is written to the database.
    pub fn version(&self) -> Cow<'_, str> {
        match self.version_part() {
            part if part.contains('-') => Cow::Owned(part.replace('-', "")),
            part => Cow::Borrowed(part),
        }
    }

    /// The part after the first `_`; empty when there is none.
    pub fn slug(&self) -> &str {
        self.0.split_once('_').map_or("", |(_, slug)| slug)
    }

    /// The part before the first `_`, dashes kept.
    pub fn version_part(&self) -> &str {
        self.0
            .split_once('_')
            .map_or(&*self.0, |(version, _)| version)
    }
}

impl AsRef<str> for RevisionName {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for RevisionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a directory's name cannot be a migration's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadName {
    /// Nothing but dashes before the first `_`.
    NoVersion,
    /// The version has a character that is not an ASCII letter, digit, dash or dot.
    VersionCharacter,
    /// The version is longer than [`LONGEST_VERSION`].
    VersionTooLong,
    /// The name has a control character, such as a newline.
    ControlCharacter,
    /// The version or the slug is one of [`RESERVED`].
    Reserved,
    /// The name is not UTF-8.
    NotUtf8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diesels_rule() {
        let name = RevisionName::parse("2026-01-05-093000_create_memory_tiers").unwrap();
        assert_eq!(name.version(), "20260105093000");
        assert_eq!(name.slug(), "create_memory_tiers");
        let bare = RevisionName::parse("20260105").unwrap();
        assert_eq!((&*bare.version(), bare.slug()), ("20260105", ""));
        RevisionName::parse("1_it's a \"name\" with spaces").unwrap();
    }

    #[test]
    fn bad_names() {
        assert_eq!(RevisionName::parse("_x"), Err(BadName::NoVersion));
        assert_eq!(RevisionName::parse("--_x"), Err(BadName::NoVersion));
        assert_eq!(RevisionName::parse("a b_x"), Err(BadName::VersionCharacter));
        assert_eq!(
            RevisionName::parse("1_a\nb"),
            Err(BadName::ControlCharacter)
        );
        assert_eq!(
            RevisionName::parse(&"1".repeat(51)),
            Err(BadName::VersionTooLong)
        );
        for reserved in ["head", "heads_x", "ba-se_x", "1_current"] {
            assert_eq!(RevisionName::parse(reserved), Err(BadName::Reserved));
        }
        RevisionName::parse("1_head_count").unwrap();
    }
}
