//! Everything that has no place of its own in the model, in one query.

mod database;
mod operators;
mod relations;
mod text_search;
mod types;

use diesel::QueryableByName;
use diesel::sql_types::{Integer, Nullable, Oid, Text};

use super::comments::Comments;
use super::reader::Reader;
use super::relations::Relations;
use super::{expression, unqualified};
use crate::introspect::IntrospectError;
use crate::model::Other;

/// A kind of object, and the query for those that there are: `oid`, `schema` and `relation` where it has one,
/// `name`, `definition`, as [`Kind::new`] puts them together.
struct Kind {
    name: &'static str,
    catalog: &'static str,
    query: String,
    form: Form,
}

/// Where a definition comes from, and with it what it still has to be rid of.
#[derive(Clone, Copy)]
enum Form {
    /// It is put together here.
    Own,
    /// It is the server's statement, with the home schema before the name of what it makes.
    Statement(&'static str),
    /// It is the server's statement, with the home schema before the name of the table that follows the word.
    On(&'static str),
}

/// What [`Kind::new`] selects. What an object does not have is NULL.
struct Columns<'a> {
    oid: &'a str,
    schema: &'a str,
    name: &'a str,
    relation: &'a str,
    definition: &'a str,
}

impl Kind {
    fn new(name: &'static str, catalog: &'static str, columns: &Columns<'_>, from: &str) -> Self {
        let Columns {
            oid,
            schema,
            name: name_of,
            relation,
            definition,
        } = columns;
        Self {
            name,
            catalog,
            form: Form::Own,
            query: format!(
                "SELECT {oid} AS oid, CAST({schema} AS text) AS schema, CAST({name_of} AS text) AS name, \
                 CAST({relation} AS pg_catalog.oid) AS relation, CAST({definition} AS text) AS definition \
                 {from}"
            ),
        }
    }

    fn form(self, form: Form) -> Self {
        Self { form, ..self }
    }
}

/// A definition of parts, those that are NULL left out.
fn words(parts: &[&str]) -> String {
    format!("pg_catalog.concat_ws(' ', {})", parts.join(", "))
}

/// The same, each part on its own line.
fn lines(parts: &[&str]) -> String {
    format!(
        "pg_catalog.concat_ws(pg_catalog.chr(10), {})",
        parts.join(", ")
    )
}

/// The name of a function, operator or the like, as far as the search path wants it; NULL for none.
fn named(oid: &str, as_type: &str) -> String {
    format!(
        "CAST(CAST(nullif(CAST({oid} AS pg_catalog.oid), '0') AS pg_catalog.{as_type}) AS text)"
    )
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    kind: i32,
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Nullable<Text>)]
    schema: Option<String>,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Oid>)]
    relation: Option<u32>,
    #[diesel(sql_type = Text)]
    definition: String,
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    comments: &Comments,
    tables: &Relations,
) -> Result<Vec<Other>, IntrospectError> {
    let kinds: Vec<Kind> = [
        relations::kinds(reader),
        types::kinds(reader),
        operators::kinds(reader),
        text_search::kinds(reader),
        database::kinds(reader),
    ]
    .into_iter()
    .flatten()
    .collect();
    let queries = kinds.iter().enumerate();
    let queries: Vec<String> = queries
        .map(|(n, kind)| format!("SELECT {n} AS kind, * FROM ({}) AS of_kind", kind.query))
        .collect();
    let rows: Vec<Row> = reader.load("other objects", &queries.join(" UNION ALL "))?;
    let others = rows.into_iter().filter_map(|row| {
        let kind = kinds.get(usize::try_from(row.kind).ok()?)?;
        row.other(kind, reader, comments, tables)
    });
    let mut others: Vec<Other> = others.collect();
    others.sort_by(|a, b| (a.kind, &a.name, &a.on).cmp(&(b.kind, &b.name, &b.on)));
    Ok(others)
}

impl Row {
    /// None if it belongs to a table that does not count.
    fn other(
        self,
        kind: &Kind,
        reader: &Reader<'_>,
        comments: &Comments,
        tables: &Relations,
    ) -> Option<Other> {
        let on = match self.relation {
            None => None,
            Some(relation) => Some(tables.name(relation)?.clone()),
        };
        let definition = match kind.form {
            Form::Own => self.definition,
            Form::Statement(made) => {
                unqualified::made(&self.definition, made, reader.home()).into_owned()
            }
            Form::On(word) => unqualified::relations(&self.definition, &[word], reader.home()),
        };
        Some(Other {
            kind: kind.name,
            name: match self.schema {
                None => crate::model::Name::plain(self.name),
                Some(schema) => reader.name(schema, self.name),
            },
            on,
            definition: expression::normal(definition.trim().trim_end_matches(';')),
            comment: comments.of(kind.catalog, self.oid),
        })
    }
}
