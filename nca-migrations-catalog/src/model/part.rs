//! What keys and indexes are made of.

/// A part of a key or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is looked up.
    pub of: PartOf,
    /// Its collation, where that is not the column's.
    pub collation: Option<String>,
    /// PostgreSQL's operator class, where that is not the type's default.
    pub operator_class: Option<String>,
    /// Its order.
    pub order: Order,
    /// MySQL: how many characters or bytes of the column.
    pub length: Option<u64>,
}

/// What a part of a key or an index looks up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// A column.
    Column(String),
    /// The value of an expression.
    Expression(String),
}

/// The order of a part of an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Ascending, NULLs where the engine has them by default.
    #[default]
    Ascending,
    /// Descending, NULLs where the engine has them by default.
    Descending,
    /// PostgreSQL: ascending, NULLs first.
    AscendingNullsFirst,
    /// PostgreSQL: descending, NULLs last.
    DescendingNullsLast,
}

impl Part {
    /// A column, with nothing said about it.
    pub fn column(name: impl Into<String>) -> Self {
        Self {
            of: PartOf::Column(name.into()),
            collation: None,
            operator_class: None,
            order: Order::default(),
            length: None,
        }
    }

    /// The column's name, if it is a column.
    pub fn name(&self) -> Option<&str> {
        match &self.of {
            PartOf::Column(name) => Some(name),
            PartOf::Expression(_) => None,
        }
    }
}
