//! Types, and what holds them.

use super::{Check, ColumnType, Name, Setting};

/// A schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name.
    pub name: String,
    /// Its comment.
    pub comment: Option<String>,
}

/// An extension. Its version is not part of a catalog: servers have different ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its name.
    pub name: String,
    /// The schema of its objects, unless that is the one that names without a schema are in.
    pub schema: Option<String>,
}

/// A type that is a list of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: Name,
    /// The values, in order.
    pub values: Vec<String>,
    /// Its comment.
    pub comment: Option<String>,
}

/// A type that restricts another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Its name.
    pub name: Name,
    /// The type that it restricts.
    pub base: ColumnType,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its default, as an expression.
    pub default: Option<String>,
    /// Its collation, where that is not the base type's.
    pub collation: Option<String>,
    /// Its conditions.
    pub checks: Vec<Check>,
    /// Its comment.
    pub comment: Option<String>,
}

/// A type that is a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composite {
    /// Its name.
    pub name: Name,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
    /// Settings, such as that it is a range type.
    pub settings: Vec<Setting>,
    /// Its comment.
    pub comment: Option<String>,
}

/// An attribute of a row type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its type.
    pub attribute_type: ColumnType,
    /// Its collation, where that is not the type's.
    pub collation: Option<String>,
}
