//! `lock`.

use nca_migrations::Dialect;
use nca_migrations_core::Loaded;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::lock::{self, Accept, Block, Content, Lock};
use nca_migrations_core::name::{self, Found};
use serde_json::json;

use crate::args::LockArgs;
use crate::commands::rebase;
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::wording::count;
use crate::{files, json};

/// Why a name cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LockError {
    #[error("no migration here or in chain.lock is called `{name}`{}", suggestion(.nearest.as_deref()))]
    Unknown {
        name: String,
        nearest: Option<String>,
    },
    #[error("`{name}` names more than one migration: {}", .candidates.join(", "))]
    Ambiguous {
        name: String,
        candidates: Vec<String>,
    },
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| {
        format!("\ndid you mean `{nearest}`?")
    })
}

pub(super) fn run(context: &mut Context<'_>, args: &LockArgs) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    rebase::refuse_unfinished(context, &directory)?;
    let dialects = (!args.backends.is_empty()).then(|| args.backends.iter().copied().collect());
    let loaded = directory.load_serving(dialects);
    let accept = Accept {
        migrations: accepted(&args.accept, &loaded)?,
        dialects,
    };
    let new = lock::renew(&loaded, &accept)
        .map_err(|problems| Failure::problems(&directory, problems))?;
    let old = loaded.lock.clone().unwrap_or_default();
    let changes = changes(&old, &new);
    let before = loaded.lock_source.as_ref().map(|source| &*source.text);
    if before != Some(&*new.to_string()) {
        files::replace(&directory, &new)?;
    }
    let dropped = old.dialects.without(new.dialects);
    tell(context, &directory, &new, &changes, dropped);
    Ok(Exit::Done)
}

/// The directory names that are meant, of migrations that are here or were.
fn accepted(names: &[String], loaded: &Loaded) -> Result<Vec<String>, LockError> {
    let mut known: Vec<String> = loaded
        .chain
        .iter()
        .map(|revision| revision.name.to_string())
        .collect();
    for block in loaded.lock.iter().flat_map(|lock| &lock.blocks) {
        if !known.contains(&block.name) {
            known.push(block.name.clone());
        }
    }
    names.iter().map(|name| find(name, &known)).collect()
}

fn find(wanted: &str, known: &[String]) -> Result<String, LockError> {
    match name::find(known, wanted) {
        Found::One(index) => Ok(known[index].clone()),
        Found::Several(several) => Err(LockError::Ambiguous {
            name: wanted.to_owned(),
            candidates: several
                .into_iter()
                .map(|index| known[index].clone())
                .collect(),
        }),
        Found::None => Err(LockError::Unknown {
            name: wanted.to_owned(),
            nearest: name::nearest(known, &[], wanted),
        }),
    }
}

/// What a new lock file says that the old one did not.
struct Change {
    what: &'static str,
    migration: String,
}

fn changes(old: &Lock, new: &Lock) -> Vec<Change> {
    let change = |what, block: &Block| Change {
        what,
        migration: block.name.clone(),
    };
    let gone = old
        .blocks
        .iter()
        .filter(|block| new.block(&block.name).is_none())
        .map(|block| change("removed", block));
    let here = new.blocks.iter().filter_map(|block| {
        match old
            .block(&block.name)
            .map(|old| (&old.content, &old.parent))
        {
            None | Some((Content::Draft, _)) => Some(change("locked", block)),
            Some((content, parent)) => (*content != block.content || *parent != block.parent)
                .then(|| change("accepted", block)),
        }
    });
    gone.chain(here).collect()
}

fn tell(
    context: &mut Context<'_>,
    directory: &Directory,
    new: &Lock,
    changes: &[Change],
    dropped: Dialects,
) {
    let file = directory.show(lock::FILE);
    if context.globals.json {
        let changes: Vec<_> = changes
            .iter()
            .map(|change| json!({ "change": change.what, "directory": change.migration }))
            .collect();
        let backends: Vec<&str> = new.dialects.iter().map(Dialect::name).collect();
        let dropped: Vec<&str> = dropped.iter().map(Dialect::name).collect();
        let fields = json!({
            "file": file,
            "backends": backends,
            "dropped_backends": dropped,
            "changes": changes,
        });
        context.streams.result(json::object(fields));
        return;
    }
    for change in changes {
        context
            .streams
            .summary(format!("{} {}", change.what, change.migration));
    }
    if !dropped.is_empty() {
        context
            .streams
            .summary(format!("no longer serves {dropped}"));
    }
    let holds = count(new.blocks.len(), "migration");
    let serves = new.dialects;
    context
        .streams
        .summary(format!("{file}: {holds} for {serves}"));
}
