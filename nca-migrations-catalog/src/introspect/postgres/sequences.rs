//! Sequences, those of identity columns too.

use std::collections::HashMap;

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Oid, Text};

use super::comments::Comments;
use super::extensions::{not_of_one, number_of};
use super::reader::Reader;
use super::relations::Relations;
use crate::introspect::IntrospectError;
use crate::model::{Name, Sequence, Setting};

/// The longest name that PostgreSQL gives: `NAMEDATALEN` less one.
const LONGEST_NAME: usize = 63;

/// Sequences, apart from those that are part of identity columns.
pub(super) struct Sequences {
    free: Vec<(Sequence, Option<Owner>)>,
    of_identities: HashMap<(u32, i16), Row>,
}

/// A column that a sequence goes with.
struct Owner {
    table: u32,
    column: String,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Text)]
    schema: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    type_name: String,
    #[diesel(sql_type = BigInt)]
    start: i64,
    #[diesel(sql_type = BigInt)]
    increment: i64,
    #[diesel(sql_type = BigInt)]
    least: i64,
    #[diesel(sql_type = BigInt)]
    greatest: i64,
    #[diesel(sql_type = BigInt)]
    cache: i64,
    #[diesel(sql_type = Bool)]
    cycle: bool,
    #[diesel(sql_type = Bool)]
    unlogged: bool,
    #[diesel(sql_type = Bool)]
    is_identity: bool,
    #[diesel(sql_type = Nullable<Oid>)]
    table: Option<u32>,
    #[diesel(sql_type = Nullable<Integer>)]
    column_number: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    column: Option<String>,
}

impl Sequences {
    pub(super) fn read(
        reader: &mut Reader<'_>,
        comments: &Comments,
    ) -> Result<Self, IntrospectError> {
        let query = format!(
            "SELECT c.oid, CAST(n.nspname AS text) AS schema, CAST(c.relname AS text) AS name, \
             pg_catalog.format_type(s.seqtypid, NULL) AS type_name, s.seqstart AS start, \
             s.seqincrement AS increment, s.seqmin AS least, s.seqmax AS greatest, s.seqcache AS cache, \
             s.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged, \
             coalesce(d.deptype = 'i', false) AS is_identity, d.refobjid AS \"table\", \
             d.refobjsubid AS column_number, CAST(a.attname AS text) AS \"column\" \
             FROM pg_catalog.pg_sequence AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid \
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
             LEFT JOIN pg_catalog.pg_depend AS d \
               ON d.classid = {pg_class} AND d.objid = c.oid \
               AND d.objsubid = 0 AND d.deptype IN ('a', 'i') AND d.refclassid = d.classid \
             LEFT JOIN pg_catalog.pg_attribute AS a \
               ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid \
             WHERE {in_scope} AND {not_of_extension}",
            pg_class = number_of("pg_class"),
            in_scope = reader.in_scope,
            not_of_extension = not_of_one("pg_class", "c.oid"),
        );
        let rows: Vec<Row> = reader.load("sequences", &query)?;
        let mut sequences = Self {
            free: Vec::new(),
            of_identities: HashMap::new(),
        };
        for mut row in rows {
            if let (true, Some(table), Some(number)) =
                (row.is_identity, row.table, row.column_number)
            {
                let number = i16::try_from(number).unwrap_or_default();
                sequences.of_identities.insert((table, number), row);
                continue;
            }
            let owner = row.table.zip(row.column.take());
            let sequence = Sequence {
                settings: row.settings(),
                name: reader.name(row.schema, row.name),
                owned_by: None,
                comment: comments.of("pg_class", row.oid),
            };
            let owner = owner.map(|(table, column)| Owner { table, column });
            sequences.free.push((sequence, owner));
        }
        Ok(sequences)
    }

    /// What the sequence of an identity column says that is not the default. Its name is one that the
    /// server gives, unless the table or the column had another name then. Whether it is logged goes with
    /// the table.
    pub(super) fn of_identity(
        &mut self,
        table: u32,
        number: i16,
        table_name: &Name,
        column: &str,
    ) -> Vec<Setting> {
        let Some(row) = self.of_identities.remove(&(table, number)) else {
            return Vec::new();
        };
        let mut settings = row.settings();
        settings.retain(|setting| setting.name != "unlogged");
        let given = format!("{}_{column}_seq", table_name.name);
        if given.len() <= LONGEST_NAME && given != row.name {
            settings.push(Setting::to("named", row.name));
        }
        settings
    }

    /// Those that do not go with a column of a table that does not count.
    pub(super) fn finish(self, relations: &Relations) -> Vec<Sequence> {
        let sequences = self.free.into_iter().filter_map(|(mut sequence, owner)| {
            if let Some(owner) = owner {
                let table = relations.tables.get(&owner.table)?;
                sequence.owned_by = Some((table.name.clone(), owner.column));
            }
            Some(sequence)
        });
        let mut sequences: Vec<Sequence> = sequences.collect();
        sequences.sort_by(|a, b| a.name.cmp(&b.name));
        sequences
    }
}

impl Row {
    /// <https://www.postgresql.org/docs/current/sql-createsequence.html> has the defaults.
    fn settings(&self) -> Vec<Setting> {
        let mut settings = Vec::new();
        let (least_of_type, greatest_of_type) = match &*self.type_name {
            "smallint" => (i16::MIN.into(), i16::MAX.into()),
            "integer" => (i32::MIN.into(), i32::MAX.into()),
            _ => (i64::MIN, i64::MAX),
        };
        if self.type_name != "bigint" {
            settings.push(Setting::to("as", &self.type_name));
        }
        let (least, greatest) = match self.increment {
            0.. => (1, greatest_of_type),
            _ => (least_of_type, -1),
        };
        let start = match self.increment {
            0.. => self.least,
            _ => self.greatest,
        };
        for (name, value, default) in [
            ("start", self.start, start),
            ("increment", self.increment, 1),
            ("minvalue", self.least, least),
            ("maxvalue", self.greatest, greatest),
            ("cache", self.cache, 1),
        ] {
            if value != default {
                settings.push(Setting::to(name, value.to_string()));
            }
        }
        if self.cycle {
            settings.push(Setting::on("cycle"));
        }
        if self.unlogged {
            settings.push(Setting::on("unlogged"));
        }
        settings
    }
}
