//! `revision`.

use std::fs;

use nca_migrations::{Dialect, RevisionName};
use nca_migrations_core::Loaded;
use nca_migrations_core::chain::Direction;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::lock::{self, Block, Content, Lock};
use nca_migrations_core::problem::{Kind, Problem};
use nca_migrations_core::{metadata, script_file};
use serde_json::json;

use crate::args::RevisionArgs;
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{files, json};

mod version;

pub(crate) use version::RevisionError;

pub(super) fn run(context: &mut Context<'_>, args: &RevisionArgs) -> Result<Exit, Failure> {
    let directory = context.directory()?;
    let loaded = directory.load();
    let in_the_way: Vec<Problem> = loaded
        .problems
        .iter()
        .filter(|problem| leaves_the_head_uncertain(&problem.kind))
        .cloned()
        .collect();
    if !in_the_way.is_empty() {
        return Err(Failure::problems(&directory, in_the_way));
    }
    if args
        .irreversible
        .as_ref()
        .is_some_and(|reason| reason.trim().is_empty())
    {
        return Err(RevisionError::NoReason.into());
    }
    let head = loaded.chain.last().map(|head| head.name);
    let name = version::name(args, head.as_ref())?;
    let draft = Draft {
        name: &name,
        parent: head.as_ref(),
        dialects: lock_of(&loaded).dialects,
        args,
    };
    let written = draft.write(&directory)?;
    files::replace(&directory, &with_draft(&loaded, &draft))?;
    tell(context, &directory, &draft, &written);
    Ok(Exit::Done)
}

/// Whether a problem must be repaired first. An edited script need not be: what follows the head
/// does not depend on it.
fn leaves_the_head_uncertain(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::LockMissing
            | Kind::NotLocked { .. }
            | Kind::ScriptEdited { .. }
            | Kind::ScriptSetChanged { .. }
    )
}

fn lock_of(loaded: &Loaded) -> Lock {
    loaded.lock.clone().unwrap_or_else(|| {
        let scripts = loaded.chain.iter().flat_map(|revision| {
            let scripts: Vec<_> = revision.scripts.iter().collect();
            scripts
                .into_iter()
                .flat_map(|script| script.dialects.iter())
        });
        let served: Dialects = scripts.collect();
        Lock {
            dialects: if served.is_empty() {
                Dialects::only(Dialect::Sqlite)
            } else {
                served
            },
            ..Lock::default()
        }
    })
}

/// The lock file with a draft for what is new: it changes, so cargo builds again, and it conflicts
/// in git with another branch's. Drafts of what is gone are dropped.
fn with_draft(loaded: &Loaded, draft: &Draft<'_>) -> Lock {
    let mut lock = lock_of(loaded);
    let names: Vec<String> = loaded
        .chain
        .iter()
        .map(|revision| revision.name.to_string())
        .collect();
    lock.blocks
        .retain(|block| block.content != Content::Draft || names.contains(&block.name));
    let mut before = None;
    for block in &mut lock.blocks {
        block.parent = before.replace(block.name.clone());
    }
    for name in names.into_iter().chain([draft.name.to_string()]) {
        if lock.block(&name).is_none() {
            let parent = lock.blocks.last().map(|block| block.name.clone());
            lock.blocks.push(Block {
                name,
                parent,
                content: Content::Draft,
                span: 0..0,
            });
        }
    }
    lock
}

/// A migration that is about to be written.
struct Draft<'a> {
    name: &'a RevisionName,
    parent: Option<&'a RevisionName>,
    dialects: Dialects,
    args: &'a RevisionArgs,
}

impl Draft<'_> {
    /// Writes the directory and gives the names of its files. Nothing stays of one that cannot be
    /// written whole.
    fn write(&self, directory: &Directory) -> Result<Vec<String>, Failure> {
        let folder = directory.path.join(self.name.as_str());
        let shown = directory.show(self.name.as_str());
        fs::create_dir(&folder).map_err(|error| files::failure("create", shown.clone(), error))?;
        let mut written = Vec::new();
        for (file, text) in self.files() {
            let created = files::create_new(&folder.join(&file), format!("{shown}/{file}"), &text);
            if let Err(failure) = created {
                // The error that is on its way says more than a failure to tidy up would.
                let _ = fs::remove_dir_all(&folder);
                return Err(failure);
            }
            written.push(file);
        }
        Ok(written)
    }

    fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![(metadata::FILE.to_owned(), self.metadata())];
        let per_backend = self.args.per_backend && self.dialects.iter().count() > 1;
        let dialects: Vec<Option<Dialect>> = if per_backend {
            self.dialects.iter().map(Some).collect()
        } else {
            vec![None]
        };
        for dialect in &dialects {
            let up = script_file::name(Direction::Up, *dialect);
            files.push((up, self.up(*dialect)));
        }
        if self.args.irreversible.is_none() {
            for dialect in &dialects {
                let down = script_file::name(Direction::Down, *dialect);
                files.push((down, self.down(*dialect)));
            }
        }
        files
    }

    fn metadata(&self) -> String {
        let parent = self.parent.map_or("base", RevisionName::as_str);
        let irreversible = self.args.irreversible.as_deref();
        let irreversible = irreversible.map_or_else(String::new, |reason| {
            format!("irreversible = {}\n", quoted(reason.trim()))
        });
        format!(
            "parent = {}\nrun_in_transaction = true\n{irreversible}",
            quoted(parent)
        )
    }

    fn up(&self, dialect: Option<Dialect>) -> String {
        let on = on(dialect);
        format!(
            "{}\n-- Write the change here{on}.\n",
            comment(&self.args.message)
        )
    }

    fn down(&self, dialect: Option<Dialect>) -> String {
        let up = script_file::name(Direction::Up, dialect);
        let message = format!("Undo: {}", self.args.message.trim());
        format!(
            "{}\n-- Write here what takes back {up}.\n",
            comment(&message)
        )
    }
}

fn on(dialect: Option<Dialect>) -> String {
    dialect.map_or_else(String::new, |dialect| format!(", for {}", dialect.title()))
}

/// The text as lines of an SQL comment, whatever it holds.
fn comment(text: &str) -> String {
    let line = |line: &str| {
        let printable = |c: char| if c.is_control() { ' ' } else { c };
        format!(
            "-- {}",
            line.chars().map(printable).collect::<String>().trim()
        )
    };
    let lines: Vec<String> = text.trim().lines().map(line).collect();
    lines.join("\n")
}

/// The text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.extend(escape(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `\u000A`.
fn escape(c: char) -> impl Iterator<Item = char> {
    let digits = format!("{:04X}", u32::from(c));
    let digits: Vec<char> = digits.chars().collect();
    ['\\', 'u'].into_iter().chain(digits)
}

fn tell(context: &mut Context<'_>, directory: &Directory, draft: &Draft<'_>, written: &[String]) {
    let shown = directory.show(draft.name.as_str());
    if context.globals.json {
        let fields = json!({
            "path": shown,
            "version": draft.name.version(),
            "directory": draft.name.as_str(),
            "parent": draft.parent.map(RevisionName::as_str),
            "files": written,
        });
        context.streams.result(json::object(fields));
        return;
    }
    for file in written {
        context
            .streams
            .summary(format!("Generating {shown}/{file} ...  done"));
    }
    context.streams.summary(format!(
        "Next: write the scripts, then `nca-migrate lock`; until then {} has it as a draft",
        directory.show(lock::FILE)
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_strings() {
        assert_eq!(
            quoted("a \"b\" \\ c\n\u{1}"),
            r#""a \"b\" \\ c\u000A\u0001""#
        );
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(
            comment("a\nDROP TABLE b;\r\nc\rd\0e"),
            "-- a\n-- DROP TABLE b;\n-- c d e"
        );
    }
}
