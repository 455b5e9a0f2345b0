//! Triggers.

use super::{has, ident, name, value};
use crate::model::{Name, Setting};

/// What makes a trigger work when it is to, if that is not always.
pub(in crate::generate::postgres) fn enable(
    on: &Name,
    trigger: &str,
    settings: &[Setting],
) -> String {
    let word = if has(settings, "disabled") {
        "DISABLE"
    } else {
        match value(settings, "enabled") {
            Some("replica") => "ENABLE REPLICA",
            Some(_) => "ENABLE ALWAYS",
            None => "ENABLE",
        }
    };
    format!("ALTER TABLE {} {word} TRIGGER {}", name(on), ident(trigger))
}
