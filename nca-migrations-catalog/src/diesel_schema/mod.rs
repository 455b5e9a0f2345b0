//! The schema module: what `diesel print-schema` 2.3 writes, from a catalog instead of a connection.
//!
//! [`Settings`] are what a `diesel.toml` says. [`module`] writes one section of them.
//!
//! The text is the one of `diesel_cli` 2.3.14, byte for byte, laid out as rustfmt does by default. It is not run:
//! the same catalog gives the same text on any machine. Where Diesel's text would not compile, or name something
//! that is not there, this one does not copy it; see `docs/schema.md`.

mod column_type;
mod contents;
#[cfg(feature = "edited-module")]
pub mod edited;
mod error;
mod name;
mod partition;
mod relation;
mod scope;
mod settings;
mod text;
mod warning;

pub use error::{ModuleError, Unmappable};
pub use settings::{
    DEFAULT, Docs, Fault, FaultKind, Filter, MissingTypes, Patch, Pattern, RowIds, SameQuery,
    Section, Settings, SettingsError, Sorting,
};
pub use warning::Warning;

use crate::model::Catalog;
use contents::Contents;

/// A schema module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The text of the file.
    pub text: String,
    /// What will be in the way of whoever uses it.
    pub warnings: Vec<Warning>,
}

/// The schema module of a database.
///
/// ```
/// use nca_migrations_catalog::diesel_schema::{Settings, module};
/// use nca_migrations_catalog::model::{Catalog, Column, ColumnType, Name, Table};
/// use nca_migrations_core::dialect::Dialect;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut users = Table::new(Name::plain("users"));
/// users.columns.push(Column {
///     name: "name".to_owned(),
///     column_type: ColumnType { written: "TEXT".to_owned(), name: Name::plain("TEXT") },
///     nullable: true,
///     default: None,
///     identity: None,
///     generated: None,
///     collation: None,
///     settings: Vec::new(),
///     comment: None,
/// });
/// let catalog = Catalog { tables: vec![users], ..Catalog::empty(Dialect::Sqlite) };
/// let settings = Settings::read("[print_schema]\nfile = 'src/schema.rs'")?;
/// let module = module(&catalog, &settings.sections[0])?;
/// assert_eq!(module.text, "\
/// // @generated automatically by Diesel CLI.
///
/// diesel::table! {
///     users (rowid) {
///         rowid -> Integer,
///         name -> Nullable<Text>,
///     }
/// }
/// ");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When a table has no primary key, or a column a type that Diesel does not have; all of them are in the error.
/// When the section names a schema of an engine without, or a patch that is not read or does not apply.
pub fn module(catalog: &Catalog, section: &Section) -> Result<Module, ModuleError> {
    let contents = Contents::new(catalog, section)?;
    let mut module = Module {
        text: text::text(&contents, section),
        warnings: contents.warnings(),
    };
    if let Some(patch) = &section.patch {
        apply(patch, &mut module)?;
    }
    Ok(module)
}

fn apply(patch: &Patch, module: &mut Module) -> Result<(), ModuleError> {
    let file = || patch.file.clone();
    let Some(diff) = &patch.text else {
        return Err(ModuleError::PatchNotRead(file()));
    };
    let diff = diffy::Patch::from_str(diff).map_err(|error| ModuleError::PatchSyntax {
        file: file(),
        error: error.to_string(),
    })?;
    if diff.hunks().is_empty() {
        module.warnings.push(Warning::EmptyPatch(file()));
    }
    module.text =
        diffy::apply(&module.text, &diff).map_err(|error| ModuleError::PatchDoesNotApply {
            file: file(),
            error: error.to_string(),
        })?;
    Ok(())
}
