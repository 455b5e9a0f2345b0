//! The desired schema as a schema module that somebody has edited.

use nca_migrations::Dialect;
use nca_migrations::autogenerate::{Address, Ground};
use nca_migrations::chain::Chain;
use nca_migrations::verify::Scratch;
use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diesel_schema::edited::{
    Edit, Module, Note, Origin, apply, edits, read,
};
use nca_migrations_catalog::diesel_schema::{ModuleError, Section, module};

use super::DesiredError;
use crate::commands::schema::Kept;
use crate::failure::Failure;
use crate::scratch::{Any, with};

/// The modules, one for each section of `diesel.toml`, and what was changed in them.
pub(super) struct Edited {
    /// The kind of engine that they are generated from.
    dialect: Dialect,
    sections: Vec<One>,
}

struct One {
    section: Section,
    shown: String,
    before: Module,
    after: Module,
    edits: Vec<Edit>,
}

impl Edited {
    /// Compares the modules as they are with those that the chain produces, after the renames that were asked
    /// for.
    pub(super) fn read(
        kept: Vec<Kept>,
        chain: &Chain,
        scratch: &mut Any,
        renames: &[(Address, String)],
    ) -> Result<Self, Failure> {
        let dialect = scratch.engine();
        let catalog = with!(scratch, scratch => head(chain, scratch, renames))?;
        let one = |kept: Kept| -> Result<One, DesiredError> {
            let Kept {
                section,
                file,
                text,
            } = kept;
            let after = read(&text).map_err(|error| {
                let misread = error.0.iter();
                let lines = misread.map(|misread| format!("{}:{misread}", file.shown));
                DesiredError::Misread {
                    shown: file.shown.clone(),
                    lines: lines.collect(),
                }
            })?;
            let before = generated(&catalog, &section)?;
            let found = edits(&before, &after, section.sorting).map_err(|errors| {
                let lines = errors.iter().map(|error| format!("{}:{error}", file.shown));
                DesiredError::Misread {
                    shown: file.shown.clone(),
                    lines: lines.collect(),
                }
            })?;
            Ok(One {
                section,
                shown: file.shown,
                before,
                after,
                edits: found,
            })
        };
        let sections: Result<Vec<One>, DesiredError> = kept.into_iter().map(one).collect();
        Ok(Self {
            dialect,
            sections: sections?,
        })
    }

    /// The catalog of an engine with what was changed in the modules, and what that brings with it.
    pub(super) fn of(&self, now: &Catalog) -> Result<(Catalog, Vec<Note>), DesiredError> {
        let (mut catalog, mut notes) = (now.clone(), Vec::new());
        for one in &self.sections {
            let origin = Origin {
                module: &one.before,
                dialect: self.dialect,
            };
            let desired = apply(&one.edits, origin, &catalog).map_err(DesiredError::Unapplied)?;
            catalog = desired.catalog;
            notes.extend(desired.notes);
        }
        if now.dialect == self.dialect {
            self.is_all_of_it(&catalog)?;
        }
        Ok((catalog, notes))
    }

    /// That the module which is written afterwards says what the edited one says: nothing that somebody wrote is
    /// lost without a word.
    fn is_all_of_it(&self, catalog: &Catalog) -> Result<(), DesiredError> {
        for one in &self.sections {
            let made = generated(catalog, &one.section)?;
            let left = edits(&made, &one.after, one.section.sorting).unwrap_or_default();
            // PostgreSQL has no places for columns, which a note says.
            let lost = left.iter().filter(|edit| {
                self.dialect != Dialect::Postgres || !matches!(edit, Edit::ColumnMoved { .. })
            });
            let lines: Vec<String> = lost.map(ToString::to_string).collect();
            if !lines.is_empty() {
                let shown = one.shown.clone();
                return Err(DesiredError::Unsaid { shown, lines });
            }
        }
        Ok(())
    }
}

fn head<S: Scratch>(
    chain: &Chain,
    scratch: &mut S,
    renames: &[(Address, String)],
) -> Result<Catalog, DesiredError> {
    let ground = Ground::new(chain, scratch, renames);
    let ground = ground.map_err(|error| DesiredError::generate(S::ENGINE, error))?;
    Ok(ground.catalog().clone())
}

/// The module that a catalog makes, read back.
fn generated(catalog: &Catalog, section: &Section) -> Result<Module, DesiredError> {
    let made =
        module(catalog, section).map_err(|error: ModuleError| DesiredError::Module(error))?;
    read(&made.text).map_err(|error| DesiredError::Misread {
        shown: "the schema module of the chain".to_owned(),
        lines: vec![error.to_string()],
    })
}
