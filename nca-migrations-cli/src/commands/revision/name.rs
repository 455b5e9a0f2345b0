//! The name of a new migration: what was asked for, or the time now, and a slug.

use nca_migrations::RevisionName;
use nca_migrations_core::name::{BadName, LONGEST_VERSION, RESERVED};

use crate::args::RevisionArgs;
use crate::config::Config;
use crate::slug;
use crate::version::{self, NoName};

/// Why a new migration is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RevisionError {
    #[error("the message `{}` has no letter or digit to name a directory with", printable(.0))]
    NoSlug(String),
    #[error(
        "the name `{0}` is one of `head`, `heads`, `base` or `current`, which are places in every \
         chain\n\
         choose another message or `--rev-id`"
    )]
    Reserved(String),
    #[error(
        "`--from` and `--server` mean nothing to `revision` alone, which asks no database\n\
         leave them out, or say `--autogenerate`"
    )]
    OnlyAutogenerate,
    #[error(
        "`--per-backend` means nothing with `--autogenerate`: each backend has a script of its own where they \
         differ"
    )]
    PerBackend,
    #[error("`--irreversible` gives no reason: say why there is no way back")]
    NoReason,
    // Alembic's words.
    #[error(
        "Character(s) {characters} not allowed in revision identifier '{}'\n\
         expected ASCII letters, digits, dots and dashes",
        printable(.version)
    )]
    Characters { version: String, characters: String },
    #[error("`{}` is no version: {why}", printable(.version))]
    BadVersion { version: String, why: String },
    #[error(
        "the version `{version}` does not sort after the head's, `{head}`\n\
         expected one that does: databases apply migrations in the order of their versions"
    )]
    NotAfterHead { version: String, head: String },
    #[error(
        "the time now, `{now}`, does not sort after the head's version `{head}`, which is no \
         timestamp\n\
         choose the version: `revision --rev-id VERSION`"
    )]
    HeadAfterClock { now: String, head: String },
}

impl RevisionError {
    pub(crate) fn is_usage(&self) -> bool {
        !matches!(self, Self::HeadAfterClock { .. })
    }
}

/// A text fit for a terminal.
fn printable(text: &str) -> String {
    let safe = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(safe).collect()
}

/// The name that the arguments ask for.
pub(super) fn name(
    args: &RevisionArgs,
    config: &Config,
    head: Option<&RevisionName>,
) -> Result<RevisionName, RevisionError> {
    let slug = slug::of(&args.message, config.slug_length)
        .ok_or_else(|| RevisionError::NoSlug(args.message.clone()))?;
    if let Some(version) = &args.rev_id {
        return given(version, &slug, head);
    }
    version::by_the_clock(version::now(), &config.version_format, &slug, head).map_err(|why| {
        match why {
            NoName::Reserved => RevisionError::Reserved(slug),
            NoName::HeadAfterClock { now, head } => RevisionError::HeadAfterClock { now, head },
        }
    })
}

fn given(
    version: &str,
    slug: &str,
    head: Option<&RevisionName>,
) -> Result<RevisionName, RevisionError> {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut refused: Vec<char> = version.chars().filter(|c| !allowed(c)).collect();
    refused.dedup();
    if !refused.is_empty() {
        let characters: Vec<String> = refused.iter().map(|c| format!("{c:?}")).collect();
        return Err(RevisionError::Characters {
            version: version.to_owned(),
            characters: characters.join(", "),
        });
    }
    let bad = |why: &str| RevisionError::BadVersion {
        version: version.to_owned(),
        why: why.to_owned(),
    };
    // What starts so is taken for litter when the directory is read.
    if version.starts_with(['.', '-']) || version.starts_with("README") {
        return Err(bad(
            "expected one that does not start with a dot, a dash or `README`",
        ));
    }
    if is_device(version) {
        return Err(bad("Windows has a device of that name"));
    }
    let name = RevisionName::parse(&format!("{version}_{slug}")).map_err(|why| match why {
        BadName::Reserved if RESERVED.contains(&slug) => RevisionError::Reserved(slug.to_owned()),
        BadName::Reserved => RevisionError::Reserved(version.to_owned()),
        BadName::VersionTooLong => bad(&format!("expected at most {LONGEST_VERSION} characters")),
        _ => bad("expected a letter or a digit in it"),
    })?;
    match head {
        Some(head) if name.version() <= head.version() => Err(RevisionError::NotAfterHead {
            version: name.version().into_owned(),
            head: head.version().into_owned(),
        }),
        _ => Ok(name),
    }
}

/// Whether Windows takes a file of this name for a device: it looks at what is before the first dot.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_device(version: &str) -> bool {
    let Some((stem, _)) = version.split_once('.') else {
        // The slug follows, so that the name is another one.
        return false;
    };
    let stem = stem.to_ascii_lowercase();
    let numbered = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    matches!(&*stem, "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is asked for, what comes of it is one name in the directory.
        #[test]
        fn a_name_is_no_path(
            version in prop_oneof![any::<String>(), "[a-zA-Z0-9.\\-_/\\\\:~]{0,12}"],
            message in any::<String>(),
        ) {
            let Some(slug) = slug::of(&message, slug::LONGEST) else {
                return Ok(());
            };
            if let Ok(name) = given(&version, &slug, None) {
                let name = name.as_str();
                let parts: Vec<Component<'_>> = Path::new(name).components().collect();
                prop_assert_eq!(parts, [Component::Normal(name.as_ref())]);
                prop_assert!(name.is_ascii() && !name.contains(['\\', ':', '~', ' ']));
                prop_assert!(!name.starts_with(['.', '-']) && !name.ends_with('.'));
                prop_assert!(!name.to_lowercase().starts_with("con."));
            }
        }
    }

    fn with_head(version: &str) -> Result<String, RevisionError> {
        let head = RevisionName::parse("0007_a").unwrap();
        given(version, "x", Some(&head)).map(|name| name.to_string())
    }

    #[test]
    fn given_versions() {
        for good in ["0008", "2026-01-01", "aaaa1111", "v1.2-rc", "con", "con1.5"] {
            assert_eq!(with_head(good).unwrap(), format!("{good}_x"));
        }
        for late in ["0007", "00-07", "0006"] {
            let error = with_head(late).unwrap_err();
            assert!(
                matches!(error, RevisionError::NotAfterHead { .. }),
                "{late}"
            );
        }
        for reserved in ["head", "base"] {
            let error = with_head(reserved).unwrap_err();
            assert_eq!(error, RevisionError::Reserved(reserved.to_owned()));
        }
    }

    #[test]
    fn refused_characters_are_named() {
        for (version, characters) in [
            ("../../x", "'/'"),
            ("a\\b", "'\\\\'"),
            ("a_b@c", "'_', '@'"),
            ("a b", "' '"),
            ("é", "'é'"),
            ("a\n", "'\\n'"),
            ("a+1", "'+'"),
        ] {
            let RevisionError::Characters {
                characters: found, ..
            } = with_head(version).unwrap_err()
            else {
                panic!("{version}");
            };
            assert!(found.contains(characters), "{version}: {found}");
        }
        let error = with_head("a_b").unwrap_err().to_string();
        assert!(
            error.starts_with("Character(s) '_' not allowed in revision identifier 'a_b'\n"),
            "{error}"
        );
    }

    #[test]
    fn what_is_no_version() {
        for bad in [
            "",
            "..",
            ".5",
            "-5",
            "--",
            "README",
            "con.1",
            "LPT1.x",
            &"1".repeat(51),
        ] {
            let error = with_head(bad).unwrap_err();
            assert!(
                matches!(error, RevisionError::BadVersion { .. }),
                "{bad}: {error}"
            );
        }
    }
}
