//! A schema that can be changed, and the statements that make it.

use std::fmt::Write as _;

#[derive(Clone, Default)]
pub(crate) struct Schema {
    pub(crate) tables: Vec<Table>,
    /// The module's arguments, by name.
    pub(crate) modules: Vec<(String, &'static str)>,
    pub(crate) views: Vec<View>,
    pub(crate) triggers: Vec<Trigger>,
}

#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) key: Key,
    pub(crate) strict: bool,
    pub(crate) without_rowid: bool,
    pub(crate) uniques: Vec<Unique>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) checks: Vec<(Option<&'static str>, Check)>,
    pub(crate) indexes: Vec<Index>,
}

#[derive(Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) of: &'static str,
    pub(crate) not_null: bool,
    pub(crate) named_not_null: bool,
    pub(crate) default: Option<&'static str>,
    pub(crate) collation: Option<&'static str>,
    /// From a column, and whether it is stored.
    pub(crate) made: Option<(String, bool)>,
}

/// The primary key.
#[derive(Clone)]
pub(crate) enum Key {
    None,
    /// The first column, which is INTEGER, with numbers or without.
    Rowid {
        counts: bool,
    },
    /// These columns, with what is said after the name of the constraint.
    Columns {
        columns: Vec<String>,
        named: Option<&'static str>,
        descending: bool,
        conflict: &'static str,
    },
}

#[derive(Clone)]
pub(crate) struct Unique {
    pub(crate) named: Option<&'static str>,
    pub(crate) columns: Vec<String>,
    pub(crate) rest: &'static str,
}

#[derive(Clone)]
pub(crate) struct ForeignKey {
    pub(crate) named: Option<&'static str>,
    pub(crate) columns: Vec<String>,
    pub(crate) parent: String,
    /// None for the primary key.
    pub(crate) referenced: Option<Vec<String>>,
    pub(crate) rest: &'static str,
}

/// A condition on a column; `$` stands for it, `@` for the table.
pub(crate) type Check = (String, &'static str);

#[derive(Clone)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) unique: bool,
    /// `$` stands for the column.
    pub(crate) parts: Vec<(String, &'static str)>,
    pub(crate) predicate: Option<(String, &'static str)>,
}

#[derive(Clone)]
pub(crate) struct View {
    pub(crate) name: String,
    /// A table or another view.
    pub(crate) over: String,
    /// `$` stands for what it is over.
    pub(crate) query: &'static str,
    pub(crate) named_columns: bool,
}

#[derive(Clone)]
pub(crate) struct Trigger {
    pub(crate) name: String,
    pub(crate) on: String,
    pub(crate) event: &'static str,
    /// `$` stands for another table, `%` for one of its columns.
    pub(crate) body: &'static str,
    pub(crate) other: String,
}

impl Schema {
    pub(crate) fn table(&self, name: &str) -> Option<&Table> {
        self.tables
            .iter()
            .find(|table| table.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn sql(&self) -> String {
        let mut sql = String::new();
        for table in &self.tables {
            table.write(&mut sql);
        }
        for (name, module) in &self.modules {
            writeln!(sql, "CREATE VIRTUAL TABLE {} USING {module};", quoted(name)).unwrap();
        }
        for view in &self.views {
            let columns = if view.named_columns {
                " (\"First\")"
            } else {
                ""
            };
            let query = view.query.replace('$', &quoted(&view.over));
            writeln!(
                sql,
                "CREATE VIEW {}{columns} AS {query};",
                quoted(&view.name)
            )
            .unwrap();
        }
        for trigger in &self.triggers {
            let on_view = self.views.iter().any(|view| view.name == trigger.on);
            let timing = if on_view { "INSTEAD OF" } else { "AFTER" };
            let Some(other) = self.table(&trigger.other) else {
                continue;
            };
            let column = other
                .columns
                .iter()
                .find(|column| column.made.is_none())
                .unwrap();
            let body = trigger.body.replace('$', &quoted(&trigger.other));
            let body = body.replace('%', &quoted(&column.name));
            let (name, on, event) = (quoted(&trigger.name), quoted(&trigger.on), trigger.event);
            writeln!(
                sql,
                "CREATE TRIGGER {name} {timing} {event} ON {on} BEGIN {body}; END;"
            )
            .unwrap();
        }
        sql
    }
}

impl Table {
    fn write(&self, sql: &mut String) {
        let mut parts = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let mut text = column.sql();
            match self.key {
                Key::Rowid { counts } if at == 0 => {
                    text += if counts {
                        " PRIMARY KEY AUTOINCREMENT"
                    } else {
                        " PRIMARY KEY"
                    };
                }
                _ => {}
            }
            parts.push(text);
        }
        if let Key::Columns {
            columns,
            named,
            descending,
            conflict,
        } = &self.key
        {
            let order = if *descending { " DESC" } else { "" };
            let list: Vec<String> = columns.iter().map(|name| quoted(name) + order).collect();
            parts.push(format!(
                "{}PRIMARY KEY ({}){conflict}",
                constraint(*named),
                list.join(", ")
            ));
        }
        for unique in &self.uniques {
            let (named, list) = (constraint(unique.named), list(&unique.columns));
            parts.push(format!("{named}UNIQUE ({list}){}", unique.rest));
        }
        for key in &self.foreign_keys {
            let referenced = key.referenced.as_ref();
            let referenced = referenced
                .map(|names| format!(" ({})", list(names)))
                .unwrap_or_default();
            parts.push(format!(
                "{}FOREIGN KEY ({}) REFERENCES {}{referenced}{}",
                constraint(key.named),
                list(&key.columns),
                quoted(&key.parent),
                key.rest
            ));
        }
        for (named, (column, text)) in &self.checks {
            let text = text
                .replace('$', &quoted(column))
                .replace('@', &quoted(&self.name));
            parts.push(format!("{}CHECK ({text})", constraint(*named)));
        }
        let options = match (self.without_rowid, self.strict) {
            (true, true) => " WITHOUT ROWID, STRICT",
            (true, false) => " WITHOUT ROWID",
            (false, true) => " STRICT",
            (false, false) => "",
        };
        let name = quoted(&self.name);
        writeln!(
            sql,
            "CREATE TABLE {name} (\n  {}\n){options};",
            parts.join(",\n  ")
        )
        .unwrap();
        for index in &self.indexes {
            let unique = if index.unique { "UNIQUE " } else { "" };
            let parts = index
                .parts
                .iter()
                .map(|(column, text)| text.replace('$', &quoted(column)));
            let parts: Vec<String> = parts.collect();
            write!(
                sql,
                "CREATE {unique}INDEX {} ON {name} ({})",
                quoted(&index.name),
                parts.join(", ")
            )
            .unwrap();
            if let Some((column, text)) = &index.predicate {
                write!(sql, " WHERE {}", text.replace('$', &quoted(column))).unwrap();
            }
            sql.push_str(";\n");
        }
    }
}

impl Column {
    fn sql(&self) -> String {
        let mut text = format!("{} {}", quoted(&self.name), self.of);
        if let Some((from, stored)) = &self.made {
            let stored = if *stored { "STORED" } else { "VIRTUAL" };
            // A value that every type takes.
            write!(
                text,
                " AS (cast(coalesce({}, 1) IS NULL AS {})) {stored}",
                quoted(from),
                cast(self.of)
            )
            .unwrap();
            return text;
        }
        if let Some(collation) = self.collation {
            write!(text, " COLLATE {collation}").unwrap();
        }
        if self.not_null {
            text += if self.named_not_null {
                " CONSTRAINT there NOT NULL"
            } else {
                " NOT NULL"
            };
        }
        if let Some(default) = self.default {
            write!(text, " DEFAULT {default}").unwrap();
        }
        text
    }
}

fn cast(of: &str) -> &str {
    match of {
        "TEXT" | "REAL" | "BLOB" => of,
        _ => "INTEGER",
    }
}

fn constraint(name: Option<&str>) -> String {
    name.map(|name| format!("CONSTRAINT {} ", quoted(name)))
        .unwrap_or_default()
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
