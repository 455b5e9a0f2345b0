//! What a random schema is made of. It may name what is not there any more: what cannot be is left out when it is
//! written.

#[derive(Clone, Debug, Default)]
pub(super) struct Schema {
    pub(super) tables: Vec<Table>,
    pub(super) views: Vec<View>,
    pub(super) routines: Vec<(&'static str, usize, usize)>,
    pub(super) sequences: Vec<(&'static str, usize)>,
    pub(super) events: Vec<(&'static str, usize)>,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) key: Vec<&'static str>,
    pub(super) increments: bool,
    pub(super) indexes: Vec<Index>,
    pub(super) checks: Vec<(&'static str, &'static str, usize)>,
    pub(super) foreign_keys: Vec<ForeignKey>,
    /// The name, the event, and what it does.
    pub(super) triggers: Vec<(&'static str, &'static str, usize)>,
    pub(super) comment: &'static str,
    pub(super) collation: &'static str,
    pub(super) other_engine: bool,
    pub(super) partitions: usize,
    pub(super) versioned: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: usize,
    pub(super) nullable: bool,
    pub(super) default: usize,
    pub(super) made: Option<Made>,
    pub(super) invisible: bool,
    pub(super) checked: bool,
    pub(super) collation: &'static str,
    pub(super) comment: &'static str,
}

#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) of: &'static str,
    pub(super) by: usize,
    pub(super) stored: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Index {
    pub(super) name: &'static str,
    /// `""`, `UNIQUE`, `FULLTEXT`, `SPATIAL`.
    pub(super) kind: &'static str,
    pub(super) parts: Vec<(&'static str, bool)>,
    pub(super) hidden: bool,
    pub(super) comment: &'static str,
}

#[derive(Clone, Debug)]
pub(super) struct ForeignKey {
    pub(super) name: &'static str,
    pub(super) column: &'static str,
    pub(super) parent: &'static str,
    pub(super) action: usize,
}

#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) name: &'static str,
    /// A table or a view.
    pub(super) of: &'static str,
    pub(super) condition: usize,
    pub(super) form: usize,
}

/// What a value can be to a default, a check or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    Text,
    Long,
    Other,
    Place,
}

pub(super) struct Kind {
    pub(super) written: &'static str,
    pub(super) sort: Sort,
    pub(super) defaults: &'static [&'static str],
}

const fn kind(written: &'static str, sort: Sort, defaults: &'static [&'static str]) -> Kind {
    Kind {
        written,
        sort,
        defaults,
    }
}

const NUMBERS: &[&str] = &["1", "(1 + 2)", "0"];
const TEXTS: &[&str] = &["'x'", "''", "(concat('a', 'b'))"];
const LONG: &[&str] = &["'it''s \\\\ \"'", "(concat('a', 'b'))"];
const MOMENTS: &[&str] = &[
    "'2020-01-02 03:04:05'",
    "CURRENT_TIMESTAMP",
    "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP",
];

pub(super) const KINDS: &[Kind] = &[
    kind("int", Sort::Number, NUMBERS),
    kind("int", Sort::Number, NUMBERS),
    kind("bigint", Sort::Number, NUMBERS),
    kind("int unsigned", Sort::Number, NUMBERS),
    kind("smallint", Sort::Number, NUMBERS),
    kind("tinyint(1)", Sort::Number, NUMBERS),
    kind("decimal(5,2)", Sort::Number, &["1.50", "-2"]),
    kind("decimal(10,4)", Sort::Number, &["1.50"]),
    kind("double", Sort::Number, &["0.5"]),
    kind("varchar(10)", Sort::Text, TEXTS),
    kind("varchar(20)", Sort::Text, TEXTS),
    kind("varchar(100)", Sort::Text, TEXTS),
    kind("char(5)", Sort::Text, TEXTS),
    kind("text", Sort::Long, LONG),
    kind("mediumtext", Sort::Long, LONG),
    kind("json", Sort::Other, &["'{}'"]),
    kind("varbinary(10)", Sort::Other, &["'x'"]),
    kind("blob", Sort::Other, &["'x'"]),
    kind("date", Sort::Other, &["'2020-01-01'", "(curdate())"]),
    kind("datetime", Sort::Other, MOMENTS),
    kind("timestamp", Sort::Other, MOMENTS),
    kind("time", Sort::Other, &["'01:02:03'"]),
    kind("enum('a','b')", Sort::Other, &["'a'"]),
    kind("enum('a','b','c')", Sort::Other, &["'a'", "'b'"]),
    kind("enum('b','it''s','a')", Sort::Other, &["'a'"]),
    kind("set('x','y')", Sort::Other, &["'x,y'"]),
    kind("set('x','y','z')", Sort::Other, &["'x'"]),
    kind("bit(3)", Sort::Other, &["b'101'"]),
    kind("uuid", Sort::Other, &["uuid()"]),
    kind("point", Sort::Place, &[]),
];

pub(super) const COLUMNS: [&str; 14] = [
    "id",
    "a",
    "b",
    "Mixed",
    "order",
    "with space",
    "größe",
    "key",
    "x`y",
    "it's",
    "1st",
    "say \"no\"",
    "a.b",
    "c",
];
pub(super) const TABLES: [&str; 7] = ["t", "u", "select", "with space", "größe", "p`q", "it's"];
pub(super) const NAMES: [&str; 8] = ["n1", "n2", "by a", "Größe", "key", "n`3", "it's so", "n4"];
pub(super) const VIEWS: [&str; 5] = ["v1", "v2", "View", "a view", "v`5"];
pub(super) const COMMENTS: [&str; 6] = ["", "", "", "one", "it's \\ \"two\"", "größer\n-- ; x"];
pub(super) const COLLATIONS: [&str; 8] = [
    "",
    "",
    "",
    "",
    "",
    "utf8mb4_bin",
    "latin1_swedish_ci",
    "utf8mb4_unicode_ci",
];
pub(super) const TABLE_COLLATIONS: [&str; 5] = [
    "utf8mb4_general_ci",
    "utf8mb4_general_ci",
    "utf8mb4_general_ci",
    "utf8mb4_bin",
    "latin1_swedish_ci",
];
pub(super) const EVENTS: [&str; 4] = [
    "BEFORE INSERT",
    "BEFORE UPDATE",
    "AFTER UPDATE",
    "AFTER DELETE",
];
pub(super) const ACTIONS: [&str; 5] = [
    "",
    "ON DELETE CASCADE",
    "ON DELETE SET NULL",
    "ON UPDATE CASCADE",
    "ON DELETE CASCADE ON UPDATE SET NULL",
];
pub(super) const BODIES: [&str; 3] = [
    "SET @a = 1",
    "BEGIN\n  SET @a = 2; -- so\n  SET @b = ';';\nEND",
    "IF @a THEN SET @a = 3; ELSE SET @b = 4; END IF",
];
