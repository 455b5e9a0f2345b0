//! `NCA06xx`: the directory against its lock file.

use super::{Message, short, ticked};
use crate::chain::Direction;
use crate::problem::Kind;

pub(super) fn lock(kind: &Kind) -> Message {
    match kind {
        Kind::LockMissing => {
            Message::titled("there is no `chain.lock` in the migrations directory")
                .note("it pins what was released, so that an edited or lost migration is noticed")
                .help("restore it from version control")
                .help("or, if there never was one: `nca-migrate lock`, and commit what it writes")
        }
        Kind::LockConflict {
            sides: [one, other],
        } => {
            let message = Message::titled("`chain.lock` has an unresolved merge conflict")
                .label("git left its markers here");
            let message = if one.revisions.is_empty() || other.revisions.is_empty() {
                message
            } else {
                message.note(format!(
                    "`{}` adds {}, `{}` adds {}",
                    one.label,
                    ticked(&one.revisions),
                    other.label,
                    ticked(&other.revisions)
                ))
            };
            message
                .help("`nca-migrate rebase` puts this branch's migrations behind the other's; `--dry-run` only shows how")
                .help(
                    "by hand: keep the blocks of the side that was released first, let the first \
                     migration of the other side have the last kept one as its parent, give it a later \
                     version, and run `nca-migrate lock`",
                )
        }
        Kind::LockHeaderMissing { line } => {
            Message::titled(format!("chain.lock has no header line `{line}`"))
                .label("expected it after this line")
                .help("restore the file with `git checkout`; `nca-migrate lock` writes it")
        }
        Kind::LockEmpty => Message::titled("chain.lock is empty")
            .help("restore it from version control")
            .help("or, if nothing was released, remove it and run `nca-migrate lock`"),
        Kind::LockFormat { format, known } => Message::titled(format!(
            "chain.lock is of format {format}, which this version does not know"
        ))
        .label(format!("expected `format {known}`"))
        .help("a newer nca-migrations wrote it: update this one"),
        Kind::LockSyntax { line, expected } => {
            Message::titled(format!("cannot understand `{line}` in chain.lock"))
                .label(format!("expected {expected}"))
                .help("restore the file with `git checkout`; `nca-migrate lock` writes it")
        }
        Kind::NotLocked { migrations } => {
            let title = match &migrations[..] {
                [one] => format!("migration `{one}` is not in chain.lock yet"),
                more => format!(
                    "{} migrations are not in chain.lock yet: {}",
                    more.len(),
                    ticked(more)
                ),
            };
            Message::titled(title)
                .label("not locked")
                .note("what is embedded is what was locked, so that later edits are noticed")
                .help("when the scripts are ready: `nca-migrate lock`")
        }
        Kind::CatalogChanged {
            engine,
            file,
            locked,
            found,
        } => {
            let message = match found {
                Some(found) => Message::titled(format!("`{file}` was edited"))
                    .label(format!("this is {}", short(&found.to_string()))),
                None => Message::titled(format!("`{file}` is gone")).label("expected it in here"),
            };
            message
                .label(format!("{} is pinned", short(&locked.to_string())))
                .note("it says what the head leaves behind, for `check` to compare a database with")
                .help("restore it from version control")
                .help(format!(
                    "or let `nca-migrate verify --backends {engine}` write it"
                ))
        }
        other => revision(other),
    }
}

/// What differs between a locked revision and its directory.
fn revision(kind: &Kind) -> Message {
    match kind {
        Kind::LockedGone {
            migration,
            renamed_to: None,
        } => Message::titled(format!(
            "migration `{migration}` is locked, and its directory is gone"
        ))
        .label("a database may have it applied")
        .label("this follows it")
        .help("restore the directory from version control")
        .help(format!(
            "or, if no database ever had it and nothing follows it: `nca-migrate lock --accept {migration}`"
        )),
        Kind::LockedGone {
            migration,
            renamed_to: Some(new),
        } => Message::titled(format!(
            "migration `{migration}` is locked, and its directory was renamed to `{new}`"
        ))
        .label("a database may have it applied under this name")
        .label("this follows it")
        .help("rename the directory back")
        .help(format!(
            "or, if no database ever had it and nothing follows it: `nca-migrate lock --accept {migration}`"
        )),
        Kind::ScriptEdited {
            script,
            migration,
            direction,
            locked,
            found,
        } => {
            let message = Message::titled(format!("locked script `{script}` was edited"))
                .label(format!("this is {}", short(&found.to_string())))
                .label(format!("{} was locked", short(&locked.to_string())));
            let message = match direction {
                Direction::Up => message
                    .note("databases that have it applied would differ from those that do not")
                    .help("restore it from version control, and write a new migration: `nca-migrate revision -m \"...\"`"),
                Direction::Down => message.help("restore it from version control"),
            };
            let accept = format!("`nca-migrate lock --accept {migration}`");
            message.help(match direction {
                Direction::Up => format!("or, if no database ever had it: {accept}"),
                Direction::Down => format!("or, if this mends it: {accept}"),
            })
        }
        Kind::ParentChanged {
            migration,
            locked,
            found,
        } => Message::titled(format!(
            "the parent of the locked migration `{migration}` was changed"
        ))
        .label(format!("this is `{found}`"))
        .label(format!("`{locked}` was locked"))
        .help(format!("write `parent = \"{locked}\"` again"))
        .help(format!(
            "or, if no database ever had it: `nca-migrate lock --accept {migration}`"
        )),
        Kind::ScriptSetChanged {
            migration,
            added,
            removed,
        } => {
            let what = match (&added[..], &removed[..]) {
                (_, []) => format!("has a script that was not locked: {}", ticked(added)),
                ([], _) => format!("lacks a script that was locked: {}", ticked(removed)),
                _ => format!("has {} where {} was locked", ticked(added), ticked(removed)),
            };
            Message::titled(format!("migration `{migration}` {what}"))
                .label("of this migration")
                .label("locked here")
                .help("if it is not intended, restore what version control has")
                .help(format!("if it is: `nca-migrate lock --accept {migration}`"))
        }
        _ => Message::default(),
    }
}
