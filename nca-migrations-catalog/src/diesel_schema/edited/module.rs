//! What a schema module says.

use std::fmt;

use super::place::Place;
use super::type_name;

/// What a schema module says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// Its tables, in its order.
    pub tables: Vec<Table>,
    /// Its `joinable!`s.
    pub joins: Vec<Join>,
    /// Its `allow_tables_to_appear_in_same_query!`s: tables by their names in Rust.
    pub same_query: Vec<Vec<String>>,
}

/// The name of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// Its schema, by its name in Rust, unless that is the usual one.
    pub schema: Option<String>,
    /// Its name in the database.
    pub name: String,
}

/// A `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in the database.
    pub name: TableName,
    /// Its name in Rust.
    pub rust_name: String,
    /// The columns of its primary key, by their names in the database.
    pub primary_key: Vec<String>,
    /// Its columns, in its order.
    pub columns: Vec<Column>,
    /// What it brings into scope, each without `use`.
    pub imports: Vec<String>,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Where its name is.
    pub place: Place,
}

/// A column of a `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the database.
    pub name: String,
    /// Its name in Rust.
    pub rust_name: String,
    /// Its type.
    pub diesel_type: DieselType,
    /// Its `max_length`.
    pub max_length: Option<u64>,
    /// Its doc comment.
    pub docs: Option<String>,
    /// Where its name is.
    pub place: Place,
}

/// A type, as Diesel has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DieselType {
    /// Its name without what is around it. Of names for the same type one is taken: `BigInt` for `Int8`.
    pub name: String,
    /// Whether it is in a `Nullable<..>`.
    pub nullable: bool,
    /// Whether it is in an `Array<..>`. Whether the elements take NULL means nothing to a database.
    pub array: bool,
    /// Whether it is in an `Unsigned<..>`.
    pub unsigned: bool,
}

/// A `joinable!`: `child -> parent (column)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The table that refers.
    pub child: TableName,
    /// The table whose primary key it refers to.
    pub parent: TableName,
    /// The column of the table that refers, by its name in the database.
    pub column: String,
    /// Where it is.
    pub place: Place,
}

impl Module {
    /// The table of that name.
    pub fn table(&self, name: &TableName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == *name)
    }
}

impl Table {
    /// The column of that name in the database.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl DieselType {
    /// The same, whether it takes NULL or not.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (&self.name, self.array, self.unsigned) == (&other.name, other.array, other.unsigned)
    }

    /// Whether it is a whole number by itself.
    pub(super) fn is_integer(&self) -> bool {
        !self.array && type_name::family(&self.name) == Some(type_name::Family::Integer)
    }
}

impl Join {
    /// The same, wherever it is.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (&self.child, &self.parent, &self.column) == (&other.child, &other.parent, &other.column)
    }
}

/// `app.users`.
impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        f.write_str(&self.name)
    }
}

/// As Diesel writes it.
impl fmt::Display for DieselType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = self.name.clone();
        for (is, around) in [
            (self.unsigned, "Unsigned"),
            (self.array, "Array"),
            (self.nullable, "Nullable"),
        ] {
            if is {
                written = format!("{around}<{written}>");
            }
        }
        f.write_str(&written)
    }
}

/// `child -> parent (column)`.
impl fmt::Display for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {} ({})", self.child, self.parent, self.column)
    }
}
