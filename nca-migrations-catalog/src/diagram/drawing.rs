//! What is in a picture, before anything has a place.

/// What is in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What it is a picture of.
    pub title: String,
    /// Whether it is compared with what was before, so that marks mean something.
    pub compared: bool,
    /// The areas, in order. Each has a table.
    pub areas: Vec<Area>,
    /// The tables, those of an area beside each other.
    pub tables: Vec<DrawnTable>,
    /// The foreign keys.
    pub edges: Vec<Edge>,
}

/// Tables that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its name. The only area of a picture has none, unless it was given one.
    pub name: Option<String>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnTable {
    /// Its name, after its schema and a dot if it has one.
    pub name: String,
    /// Which of [`Drawing::areas`] it is in.
    pub area: usize,
    /// Whether it is there.
    pub kind: Kind,
    /// Its comment.
    pub comment: Option<String>,
    /// What became of it. A table is changed if anything about it is.
    pub mark: Mark,
    /// Its columns, as far as they are shown.
    pub columns: Vec<DrawnColumn>,
    /// How many columns are not shown.
    pub hidden: usize,
}

/// Whether a table is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is.
    Present,
    /// A foreign key names it, and it is not in the catalog.
    Missing,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnColumn {
    /// Its name.
    pub name: String,
    /// Its type, as the engine writes it.
    pub column_type: String,
    /// Whether it is part of the primary key.
    pub primary: bool,
    /// Whether it is part of a foreign key.
    pub foreign: bool,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its comment.
    pub comment: Option<String>,
    /// What became of it.
    pub mark: Mark,
    /// What it was like before, in one line, if it has changed.
    pub was: Option<String>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The table that has it, in [`Drawing::tables`].
    pub from: usize,
    /// Its first column among those that are shown.
    pub from_row: Option<usize>,
    /// The table that it leads to.
    pub to: usize,
    /// The first column that it leads to, among those that are shown.
    pub to_row: Option<usize>,
    /// Its columns.
    pub columns: Vec<String>,
    /// How many rows are at each end.
    pub cardinality: Cardinality,
    /// What became of it.
    pub mark: Mark,
}

/// How many rows are at each end of a foreign key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cardinality {
    /// Whether a row that is referred to has one row at most that refers to it.
    pub one: bool,
    /// Whether a row may refer to none.
    pub optional: bool,
}

/// What a revision did to something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is not what it was.
    Changed,
}

impl Mark {
    /// The word for it; none if nothing happened.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Added => Some("added"),
            Self::Removed => Some("removed"),
            Self::Changed => Some("changed"),
        }
    }
}

/// Which columns are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// All.
    #[default]
    All,
    /// Those of keys, those that keys lead to, and those with a mark.
    Keys,
    /// None.
    Names,
}

impl Drawing {
    /// The same with fewer columns.
    #[must_use]
    pub fn with(&self, detail: Detail) -> Self {
        let mut fewer = self.clone();
        for (at, table) in fewer.tables.iter_mut().enumerate() {
            let led_to = |row| {
                let leads = |edge: &Edge| edge.to == at && edge.to_row == Some(row);
                self.edges.iter().any(leads)
            };
            let shown = |row: usize, column: &DrawnColumn| match detail {
                Detail::All => true,
                Detail::Keys => {
                    let key = column.primary || column.foreign;
                    key || column.mark != Mark::Same || led_to(row)
                }
                Detail::Names => false,
            };
            let all = std::mem::take(&mut table.columns);
            let mut now = Vec::new();
            for (row, column) in all.into_iter().enumerate() {
                if shown(row, &column) {
                    now.push(Some(table.columns.len()));
                    table.columns.push(column);
                } else {
                    now.push(None);
                    table.hidden += 1;
                }
            }
            for edge in &mut fewer.edges {
                let moved =
                    |row: Option<usize>| row.and_then(|row| now.get(row).copied().flatten());
                if edge.from == at {
                    edge.from_row = moved(edge.from_row);
                }
                if edge.to == at {
                    edge.to_row = moved(edge.to_row);
                }
            }
        }
        fewer
    }

    /// The tables of an area, with where they are among all.
    pub(super) fn tables_of(&self, area: usize) -> impl Iterator<Item = (usize, &DrawnTable)> {
        let tables = self.tables.iter().enumerate();
        tables.filter(move |(_, table)| table.area == area)
    }
}
