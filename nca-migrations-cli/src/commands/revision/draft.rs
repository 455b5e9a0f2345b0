//! The files of a new migration.

use std::fs;

use nca_migrations::{Dialect, RevisionName};
use nca_migrations_core::chain::Direction;
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::metadata::{self, quoted};
use nca_migrations_core::script_file;

use crate::args::RevisionArgs;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// A migration that is about to be written.
pub(super) struct Draft<'a> {
    pub(super) name: &'a RevisionName,
    pub(super) parent: Option<&'a RevisionName>,
    pub(super) dialects: Dialects,
    pub(super) args: &'a RevisionArgs,
}

impl Draft<'_> {
    /// Writes the directory and gives the names of its files.
    pub(super) fn write(&self, directory: &Directory) -> Result<Vec<String>, Failure> {
        let files = self.files();
        create(directory, self.name, &files)?;
        Ok(files.into_iter().map(|(file, _)| file).collect())
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

/// Writes a migration's directory. Nothing stays of one that cannot be written whole.
pub(super) fn create(
    directory: &Directory,
    name: &RevisionName,
    files: &[(String, String)],
) -> Result<(), Failure> {
    let folder = directory.path.join(name.as_str());
    let shown = directory.show(name.as_str());
    fs::create_dir(&folder).map_err(|error| files::failure("create", shown.clone(), error))?;
    for (file, text) in files {
        let created = files::create_new(&folder.join(file), format!("{shown}/{file}"), text);
        if let Err(failure) = created {
            // The error that is on its way says more than a failure to tidy up would.
            let _ = fs::remove_dir_all(&folder);
            return Err(failure);
        }
    }
    Ok(())
}

fn on(dialect: Option<Dialect>) -> String {
    dialect.map_or_else(String::new, |dialect| format!(", for {}", dialect.title()))
}

/// The text as lines of an SQL comment, whatever it holds.
pub(super) fn comment(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_comments() {
        assert_eq!(
            comment("a\nDROP TABLE b;\r\nc\rd\0e"),
            "-- a\n-- DROP TABLE b;\n-- c d e"
        );
    }
}
