//! `NCA02xx`: which scripts a migration has.

use super::Message;
use crate::dialect::Dialects;
use crate::problem::Kind;

pub(super) fn pairs(kind: &Kind) -> Message {
    let place = |direction, dialects: &Dialects, served: &Dialects| {
        if dialects == served {
            format!("`{direction}.sql`")
        } else {
            let files = dialects
                .iter()
                .map(|dialect| format!("`{direction}.{dialect}.sql`"));
            files.collect::<Vec<_>>().join(" and ")
        }
    };
    let for_dialects = |dialects: &Dialects, served: &Dialects| {
        if dialects == served {
            String::new()
        } else {
            format!(" for {dialects}")
        }
    };
    match kind {
        Kind::MissingUp {
            migration,
            dialects,
            served,
        } => Message::titled(format!(
            "migration `{migration}` has no up script{}",
            for_dialects(dialects, served)
        ))
        .label("nothing is there for this to undo")
        .note(format!("`chain.lock` says that the chain serves {served}"))
        .help(format!("write {}", place("up", dialects, served))),
        Kind::MissingDown {
            migration,
            dialects,
            served,
        } => Message::titled(format!(
            "migration `{migration}` has no down script{}",
            for_dialects(dialects, served)
        ))
        .label("nothing undoes this")
        .help(format!("write {}", place("down", dialects, served)))
        .help("or, if there is no way back, say why in metadata.toml: `irreversible = \"reason\"`"),
        Kind::DownDespiteIrreversible { migration } => Message::titled(format!(
            "migration `{migration}` is irreversible and has a down script"
        ))
        .label("this would never run")
        .help("remove the down script, or the key `irreversible` from metadata.toml"),
        _ => Message::default(),
    }
}
