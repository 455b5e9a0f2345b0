//! What a `diesel.toml` says about the schema module.

mod fault;
mod pattern;
mod read;

use std::path::PathBuf;

pub use fault::{Fault, FaultKind, SettingsError};
pub use pattern::Pattern;

/// What a `diesel.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The modules to write, sorted by key. There is always one of the key [`DEFAULT`].
    pub sections: Vec<Section>,
    /// `migrations_directory.dir`, relative to the file.
    pub migrations_directory: Option<PathBuf>,
}

/// The key of the section that has none.
pub const DEFAULT: &str = "default";

/// One module to write: `[print_schema]` or `[print_schema.<key>]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its key.
    pub key: String,
    /// `file`: where the module goes, relative to the `diesel.toml`.
    pub file: Option<PathBuf>,
    /// `with_docs`.
    pub docs: Docs,
    /// `allow_tables_to_appear_in_same_query_config`.
    pub same_query: SameQuery,
    /// `filter`.
    pub filter: Filter,
    /// `column_sorting`.
    pub sorting: Sorting,
    /// `schema`: the schema of PostgreSQL to write, as a module of its name.
    pub schema: Option<String>,
    /// `patch_file`.
    pub patch: Option<Patch>,
    /// `import_types`: what each table brings into scope.
    pub imports: Vec<String>,
    /// `generate_missing_sql_type_definitions`.
    pub missing_types: MissingTypes,
    /// `except_custom_type_definitions`: names of types, in Rust, that are not defined.
    pub except_types: Vec<Pattern>,
    /// `custom_type_derives`: what each defined type derives, besides `SqlType`.
    pub derives: Vec<String>,
    /// `sqlite_integer_primary_key_is_bigint`.
    pub row_ids: RowIds,
    /// `pg_domains_as_custom_types`: domains that are types of their own.
    pub domains_as_types: Vec<Pattern>,
}

/// Which doc comments are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// None.
    #[default]
    None,
    /// The database's comments.
    Comments,
    /// The database's comments, and a sentence for what has none.
    CommentsOrSentences,
}

/// Which tables `allow_tables_to_appear_in_same_query!` puts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SameQuery {
    /// All.
    #[default]
    AllTables,
    /// Those that foreign keys lead from one to another.
    RelatedTables,
    /// None.
    None,
}

/// Which tables are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those with a name that one of these finds something in.
    Only(Vec<Pattern>),
    /// The others.
    Except(Vec<Pattern>),
}

/// The order of the columns of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// As in the table.
    #[default]
    Position,
    /// By name.
    Name,
}

/// What becomes of types that Diesel does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingTypes {
    /// They are defined in `sql_types`.
    #[default]
    Define,
    /// They are named and not defined.
    Name,
}

/// How wide the row ids of SQLite are taken to be, and with them what refers to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowIds {
    /// `Integer`, 32 bits.
    #[default]
    Integer,
    /// `BigInt`, 64 bits, which they are.
    BigInt,
}

/// A unified diff that is applied to the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The file, relative to the `diesel.toml`.
    pub file: PathBuf,
    /// What is in it. Whoever reads the settings reads the file: [`super::module`] does not.
    pub text: Option<String>,
}

impl Settings {
    /// Reads the text of a `diesel.toml`.
    ///
    /// # Errors
    /// When it is not TOML, has a key that Diesel 2.3 does not have, or a value that is not of its key's type:
    /// all that is wrong, each with its place.
    pub fn read(source: &str) -> Result<Self, SettingsError> {
        read::read(source)
    }
}

/// What holds without a `diesel.toml`.
impl Default for Settings {
    fn default() -> Self {
        Self {
            sections: vec![Section::new(DEFAULT)],
            migrations_directory: None,
        }
    }
}

impl Section {
    /// A section that says nothing.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            file: None,
            docs: Docs::default(),
            same_query: SameQuery::default(),
            filter: Filter::default(),
            sorting: Sorting::default(),
            schema: None,
            patch: None,
            imports: Vec::new(),
            missing_types: MissingTypes::default(),
            except_types: Vec::new(),
            derives: Vec::new(),
            row_ids: RowIds::default(),
            domains_as_types: Vec::new(),
        }
    }
}

impl Filter {
    /// Whether a table of this name is written.
    pub(super) fn takes(&self, table: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(patterns) => patterns.iter().any(|pattern| pattern.finds(table)),
            Self::Except(patterns) => !patterns.iter().any(|pattern| pattern.finds(table)),
        }
    }
}
