//! `NCA03xx`: `metadata.toml`.

use super::Message;
use crate::problem::{Kind, MetadataType};

pub(super) fn metadata(kind: &Kind) -> Message {
    match kind {
        Kind::MetadataMissing { migration, parent } => {
            let parent = parent.as_deref().unwrap_or("base");
            Message::titled(format!("migration `{migration}` has no metadata.toml"))
                .note("it says what the migration follows and whether it runs in a transaction")
                .help(format!(
                    "write it with these two lines: `parent = \"{parent}\"` and \
                     `run_in_transaction = true`"
                ))
        }
        Kind::MetadataSyntax { migration, error } => {
            Message::titled(format!("the metadata of `{migration}` is not valid TOML"))
                .label(error)
                .help("write one `key = value` a line, strings in double quotes")
        }
        Kind::MetadataUnknownKey {
            migration,
            key,
            known,
        } => {
            let message = Message::titled(format!(
                "unknown key `{key}` in the metadata of `{migration}`"
            ))
            .label("nothing reads this");
            match known {
                Some(known) => message.help(format!("did you mean `{known}`?")),
                None => message.help(
                    "the keys are `parent`, `run_in_transaction`, `irreversible`, `lossy` \
                     and `unverified`",
                ),
            }
        }
        Kind::MetadataType {
            migration,
            key,
            expected,
            found,
        } => {
            let (expected, example) = match expected {
                MetadataType::String => ("a string", "\"...\""),
                MetadataType::Boolean => ("`true` or `false`", "true"),
            };
            Message::titled(format!(
                "`{key}` in the metadata of `{migration}` has the wrong type"
            ))
            .label(format!("expected {expected}, found {found}"))
            .help(format!("write `{key} = {example}`"))
        }
        Kind::MetadataKeyMissing { migration, key } => {
            let message = Message::titled(format!(
                "the metadata of `{migration}` does not say `{key}`"
            ));
            match *key {
                "run_in_transaction" => message
                    .note("Diesel takes a missing key in an existing metadata.toml as `false`")
                    .help("add `run_in_transaction = true`, or `false` if it must run outside"),
                _ => message
                    .help("add `parent = \"<directory of the migration before>\"`, or `\"base\"`"),
            }
        }
        Kind::MetadataEmptyReason { migration, key } => Message::titled(format!(
            "`{key}` in the metadata of `{migration}` gives no reason"
        ))
        .label("expected a reason that helps whoever reads it at night")
        .help(format!("say why: `{key} = \"...\"`, or remove the key")),
        _ => Message::default(),
    }
}
