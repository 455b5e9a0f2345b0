//! `NCA07xx`: what a build demands.

use super::{Message, short, ticked};
use crate::dialect::Dialects;
use crate::problem::Kind;

const WRITE_IT: &str = "`nca-migrate schema` writes and pins it";

pub(super) fn demands(kind: &Kind) -> Message {
    match kind {
        Kind::ReceiptMissing {
            engine,
            missing,
            stale,
        } => {
            let all: Vec<String> = missing.iter().chain(stale).cloned().collect();
            let message = Message::titled(format!(
                "{} on {engine}: {}",
                match all.len() {
                    1 => "a migration is not verified".to_owned(),
                    many => format!("{many} migrations are not verified"),
                },
                ticked(&all)
            ))
            .label("this build demands that its way up and down was tried");
            let message = if stale.is_empty() {
                message
            } else {
                message.note(format!(
                    "scripts have changed since the receipt of {}",
                    ticked(stale)
                ))
            };
            message
                .help(format!("`nca-migrate verify --backends {engine}` tries it"))
                .help("or, if it is known not to hold: `unverified = \"reason\"` in metadata.toml")
        }
        Kind::SchemaMissing { file } => {
            Message::titled(format!("there is no schema module `{file}`"))
                .label("the chain that it is to describe")
                .help(WRITE_IT)
        }
        Kind::SchemaNotPinned { file } => Message::titled(format!(
            "chain.lock does not pin the schema module `{file}`"
        ))
        .label("expected a line `schema ...` after this one")
        .help(WRITE_IT),
        Kind::SchemaStale {
            file,
            locked,
            found,
        } => Message::titled(format!(
            "`{file}` is not the schema module that the chain produces"
        ))
        .label(format!("this is {}", short(&found.to_string())))
        .label(format!("{} is pinned", short(&locked.to_string())))
        .help(WRITE_IT),
        Kind::SchemaOfAnotherChain { file } => {
            Message::titled(format!("`{file}` is older than the chain"))
                .label("a migration was added or changed since it was written")
                .label("pinned for the chain as it was")
                .help(WRITE_IT)
        }
        Kind::BackendNotServed { wanted, served } => {
            let missing = wanted.without(*served);
            Message::titled(format!("the chain does not serve {missing}"))
                .label(format!("it serves {served}"))
                .help(format!(
                    "add the scripts, then `nca-migrate lock --backends {}`",
                    join(*wanted, *served)
                ))
                .help(format!(
                    "or take {missing} out of the arguments of `embed_migrations!`"
                ))
        }
        _ => Message::default(),
    }
}

fn join(a: Dialects, b: Dialects) -> String {
    let both: Dialects = a.iter().chain(b.iter()).collect();
    both.to_string().replace(", ", ",")
}
