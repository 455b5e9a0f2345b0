//! There and back again: a script up and a script down, run with rows in the tables.

use std::fmt::Write as _;

use nca_migrations_catalog::generate::{Cost, Fills, Obstacle, Options, Statement, generate};
use nca_migrations_catalog::model::{Catalog, Column};
use nca_migrations_catalog::{Outline, Scope, introspect, seed};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

use super::rows::Rows;
use crate::bed::{Bed, differences};

/// What leads from one schema to another and back.
pub(crate) struct Case {
    before: String,
    old: Catalog,
    new: Catalog,
    up: Vec<Statement>,
    down: Vec<Statement>,
}

impl Case {
    /// `fills` are said as on the command line, `t.c=EXPRESSION`, for both ways; where none was said and one is needed,
    /// the type says what it is.
    pub(crate) fn of(before: &str, after: &str, fills: &[&str]) -> Result<Self, String> {
        let (old, new) = (catalog(&mut bed(before)), catalog(&mut bed(after)));
        Ok(Self {
            up: filled(&old, &new, fills)?,
            down: filled(&new, &old, fills)?,
            before: before.to_owned(),
            old,
            new,
        })
    }

    /// Runs it both ways with rows in the tables; and without, where the rows do not fit and a hazard said so.
    pub(crate) fn run(&self) -> Result<Ran, String> {
        let attempt = self.attempt(true)?;
        let Some(unfit) = attempt else {
            return Ok(Ran::WithRows);
        };
        match self.attempt(false)? {
            None => Ok(Ran::WithoutRows(unfit)),
            Some(error) => Err(error),
        }
    }

    fn attempt(&self, with_rows: bool) -> Result<Option<String>, String> {
        let mut bed = bed(&self.before);
        let (old, new) = (&self.old, &self.new);
        if with_rows {
            seed::fill(&mut bed.conn, old).map_err(|error| error.to_string())?;
        }
        for (from, to, script) in [(old, new, &self.up), (new, old, &self.down)] {
            let before = Rows::of(&mut bed, from, to);
            for statement in script {
                if let Err(error) = diesel::connection::SimpleConnection::batch_execute(
                    &mut bed.conn,
                    &statement.sql,
                ) {
                    let error = format!("{error}\n{}", statement.sql);
                    let is_said = statement
                        .hazards
                        .iter()
                        .any(|hazard| hazard.cost == Cost::MayFail);
                    return if with_rows && is_said {
                        Ok(Some(error))
                    } else {
                        Err(error)
                    };
                }
            }
            let now = catalog(&mut bed);
            let left = differences(&Outline::of(to), &Outline::of(&now));
            if !left.is_empty() {
                return Err(format!("what is left:\n{}", left.join("\n")));
            }
            let again = generate(&now, to, &Options::default());
            if again != Ok(Vec::new()) {
                return Err(format!("between equal catalogs: {again:#?}"));
            }
            before.kept(&Rows::of(&mut bed, from, to))?;
        }
        Ok(None)
    }

    /// The scripts as a person reads them.
    pub(crate) fn text(&self) -> String {
        format!("-- up\n{}-- down\n{}", text(&self.up), text(&self.down))
    }
}

/// No statement at all is none to the client's library.
fn bed(sql: &str) -> Bed {
    if sql.trim().is_empty() {
        Bed::new()
    } else {
        Bed::with(sql)
    }
}

/// How it ran.
#[derive(Debug)]
pub(crate) enum Ran {
    WithRows,
    /// What the server said of the rows.
    WithoutRows(String),
}

pub(crate) fn catalog(bed: &mut Bed) -> Catalog {
    introspect(&mut bed.conn, &Scope::All).unwrap()
}

/// Up and down, run, as text.
pub(crate) fn both_ways(before: &str, after: &str, fills: &[&str]) -> String {
    let case =
        Case::of(before, after, fills).unwrap_or_else(|error| panic!("{error}\n{before}\n{after}"));
    let text = case.text();
    match case.run() {
        Ok(Ran::WithRows) => text,
        Ok(Ran::WithoutRows(error)) | Err(error) => panic!("{error}\n\n{text}"),
    }
}

/// A change: what it is about, the schema before it and after it, and what rows get.
pub(crate) type Change = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// Each both ways, with its title.
pub(crate) fn all(changes: &[Change]) -> String {
    let mut text = String::new();
    for (title, before, after, fills) in changes {
        let script = both_ways(before, after, fills);
        writeln!(text, "# {title}\n{script}").unwrap();
    }
    text
}

pub(crate) fn text(script: &[Statement]) -> String {
    let mut text = String::new();
    for statement in script {
        for hazard in &statement.hazards {
            writeln!(text, "-- {hazard}").unwrap();
        }
        writeln!(text, "{};", statement.sql).unwrap();
    }
    text
}

/// A script with what it needs to be told; it is split into the statements that it is made of.
pub(crate) fn filled(
    from: &Catalog,
    to: &Catalog,
    said: &[&str],
) -> Result<Vec<Statement>, String> {
    let mut options = Options::default();
    for fill in said {
        let (column, expression) = fill.split_once('=').unwrap();
        let (table, column) = column.split_once('.').unwrap();
        let name = nca_migrations_catalog::model::Name::plain(table);
        options.fills.set(name, column, expression);
    }
    let script = match generate(from, to, &options) {
        Err(obstacles) => {
            by_type(&mut options.fills, to, &obstacles)?;
            generate(from, to, &options)
        }
        script => script,
    };
    let script = script.map_err(|obstacles| format!("{obstacles:#?}"))?;
    let whole: String = script
        .iter()
        .map(|statement| statement.sql.clone() + ";\n")
        .collect();
    let read: Vec<String> = split(&whole, Dialect::Mysql)
        .statements
        .iter()
        .map(|statement| statement.text().to_owned())
        .collect();
    let written: Vec<String> = script
        .iter()
        .map(|statement| statement.sql.clone())
        .collect();
    if read != written {
        return Err(format!("it is split otherwise: {read:#?}"));
    }
    Ok(script)
}

fn by_type(fills: &mut Fills, to: &Catalog, obstacles: &[Obstacle]) -> Result<(), String> {
    for obstacle in obstacles {
        let Obstacle::NeedsFill { table, column } = obstacle else {
            return Err(obstacle.to_string());
        };
        let mut columns = to.table(table).unwrap().columns.iter();
        let found = columns.find(|other| other.name == *column);
        fills.set(table.clone(), column, value(found.unwrap()));
    }
    Ok(())
}

fn value(column: &Column) -> String {
    let written = &column.column_type.written;
    let quoted = |text: &str| format!("'{text}'");
    match &*column.column_type.name.name {
        "enum" | "set" => written.split('\'').nth(1).map_or_else(String::new, quoted),
        "date" | "datetime" | "timestamp" => quoted("2020-02-03"),
        "time" => quoted("01:02:03"),
        "point" | "geometry" => "POINT(1, 2)".to_owned(),
        "uuid" => "uuid()".to_owned(),
        "inet6" => quoted("::1"),
        "longtext" => quoted("{}"),
        name if name.contains("char") || name.contains("text") => quoted("x"),
        name if name.contains("binary") || name.contains("blob") => quoted("x"),
        // A literal, and what has to be worked out.
        _ if column.name.len().is_multiple_of(2) => "1".to_owned(),
        _ => "1 + 0".to_owned(),
    }
}
