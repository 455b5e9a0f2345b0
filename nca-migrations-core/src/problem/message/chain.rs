//! `NCA04xx`: parents and versions.

use super::{Message, ticked};
use crate::problem::Kind;

pub(super) fn chain(kind: &Kind) -> Message {
    match kind {
        Kind::UnknownParent {
            migration,
            parent,
            nearest,
        } => {
            let message = Message::titled(format!(
                "the parent of `{migration}` does not exist: `{parent}`"
            ))
            .label("no migration directory has this name");
            match nearest {
                Some(nearest) => message.help(format!("did you mean `parent = \"{nearest}\"`?")),
                None => message.help(
                    "write the whole directory name of the migration before, or \"base\" for \
                     the first",
                ),
            }
        }
        Kind::SelfParent { migration, locked } => {
            Message::titled(format!("migration `{migration}` is its own parent"))
                .label("this is the migration itself")
                .help(as_locked(migration, locked.as_deref()).unwrap_or_else(|| {
                    "name the migration before it, or \"base\" if it is the first".to_owned()
                }))
        }
        Kind::Cycle { migrations, locked } => {
            let mut around = migrations.clone();
            around.extend(migrations.first().cloned());
            let title = format!(
                "migrations follow each other in a circle: {}",
                ticked(migrations)
            );
            Message::titled(title)
                .label("this comes later in the circle")
                .label("and so does this")
                .note(format!("parent to child: {}", around.join(" -> ")))
                .help(
                    as_locked(first(migrations), locked.as_deref()).unwrap_or_else(|| {
                        "one of these parents is wrong: name the migration that really comes before"
                            .to_owned()
                    }),
                )
        }
        Kind::TwoBases { migrations, locked } => Message::titled(format!(
            "more than one migration starts the chain: {}",
            ticked(migrations)
        ))
        .label("only one migration can have the parent \"base\"")
        .label("this one has it too")
        .help(
            as_locked(first(migrations), locked.as_deref()).unwrap_or_else(|| {
                format!(
                    "let `{}` name the migration before it as its parent",
                    first(migrations)
                )
            }),
        ),
        Kind::Fork {
            parent,
            migrations,
            tip,
        } => Message::titled(format!(
            "the chain forks after `{parent}`: {}",
            ticked(migrations)
        ))
        .label("only one migration can follow a parent")
        .label("this one follows it too")
        .note("a chain is linear, so that every database goes through the same states")
        .help(format!(
            "put this one at the end: `parent = \"{tip}\"`, with a version after that in \
                     its directory's name"
        ))
        .help("`nca-migrate rebase` does that"),
        Kind::VersionOrder {
            migration,
            version,
            parent,
            parent_version,
        } => Message::titled(format!(
            "migration `{migration}` is older than its parent `{parent}`"
        ))
        .label(format!(
            "version {version} does not come after {parent_version}"
        ))
        .note("Diesel's own tools run migrations by version, and would run this one first")
        .help(format!(
            "rename the directory of `{migration}` to a version after {parent_version}"
        )),
        _ => Message::default(),
    }
}

fn first(migrations: &[String]) -> &str {
    migrations.first().map_or("", String::as_str)
}

fn as_locked(migration: &str, locked: Option<&str>) -> Option<String> {
    locked.map(|locked| {
        format!("write `parent = \"{locked}\"` in `{migration}` again: chain.lock has it so")
    })
}
