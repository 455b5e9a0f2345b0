//! What is in a database, as a script that makes it in another one.
//!
//! These servers copy no databases. A script of their own `SHOW CREATE`, with rows taken from where they are by
//! `INSERT ... SELECT`, is what `mysqldump` writes, but for the rows. `SHOW CREATE` of routines and triggers cannot be
//! asked for through Diesel, which prepares every query: these are put together from `information_schema`. So
//! that nothing is lost that a newer server has there, the first copy is compared with what it was made of.

use diesel::connection::SimpleConnection;
use diesel::deserialize::{self, FromSql};
use diesel::mysql::Mysql;
use diesel::row::{Field, NamedRow, Row};
use diesel::sql_types::{BigInt, Text};
use diesel::{MysqlConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query};

use super::{Name, Number, literal, quoted};

/// Stands in a script for the database that rows are taken from.
const SOURCE: &str = "`nca_scratch_source`";

/// `SHOW CREATE` in words that do not depend on the server's settings, and whole; rows with a zero as their number
/// keep it.
const SESSION: &str = "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', sql_quote_show_create = 1, \
                       group_concat_max_len = 1048576";

/// For the tables of a script in whatever order, and zero dates. The rest of it sets both as they were.
const BEFORE: &str = "SET SESSION foreign_key_checks = 0, unique_checks = 0";
const AFTER: &str = "SET SESSION foreign_key_checks = 1, unique_checks = 1, \
                     collation_connection = @nca_collation; SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'";
const REMEMBER: &str = "SET @nca_collation = @@collation_connection";

const CLAUSES: &str = "\
    SELECT CONCAT('CHARACTER SET ', default_character_set_name, ' COLLATE ', default_collation_name) AS name \
    FROM information_schema.schemata WHERE schema_name = DATABASE()";

/// What is not taken into a script: sequences, tables that keep old rows, what is scheduled, packages.
const OTHERS: &str = "\
    SELECT \
        (SELECT COUNT(*) FROM information_schema.tables \
            WHERE table_schema = DATABASE() AND table_type NOT IN ('BASE TABLE', 'VIEW')) \
        + (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = DATABASE()) \
        + (SELECT COUNT(*) FROM information_schema.routines \
            WHERE routine_schema = DATABASE() AND routine_type NOT IN ('PROCEDURE', 'FUNCTION')) \
        AS number";

const TABLES: &str = "\
    SELECT table_name AS name FROM information_schema.tables \
    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name";
/// In the order in which those of one event go off.
const TRIGGERS: &str = "\
    SELECT sql_mode, collation_connection AS collation, CONCAT( \
        'CREATE DEFINER=', @@DEFINER@@, ' TRIGGER ', QUOTED(trigger_name), \
        ' ', action_timing, ' ', event_manipulation, ' ON ', QUOTED(event_object_table), \
        ' FOR EACH ROW ', action_statement) AS definition \
    FROM information_schema.triggers WHERE trigger_schema = DATABASE() \
    ORDER BY event_object_table, action_timing, event_manipulation, action_order";
const ROUTINES: &str = "\
    SELECT sql_mode, collation_connection AS collation, CONCAT( \
        'CREATE DEFINER=', @@DEFINER@@, ' ', routine_type, ' ', QUOTED(routine_name), '(', \
        COALESCE((SELECT GROUP_CONCAT( \
                IF(r.routine_type = 'PROCEDURE', CONCAT(p.parameter_mode, ' '), ''), QUOTED(p.parameter_name), \
                ' ', p.dtd_identifier, \
                IF(p.character_set_name IS NULL, '', CONCAT(' CHARACTER SET ', p.character_set_name)) \
                ORDER BY p.ordinal_position SEPARATOR ', ') \
            FROM information_schema.parameters p \
            WHERE p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name \
                AND p.routine_type = r.routine_type AND p.ordinal_position > 0), ''), ')', \
        IF(routine_type = 'FUNCTION', CONCAT(' RETURNS ', dtd_identifier, \
            IF(character_set_name IS NULL, '', CONCAT(' CHARACTER SET ', character_set_name))), ''), \
        IF(is_deterministic = 'YES', ' DETERMINISTIC ', ' NOT DETERMINISTIC '), sql_data_access, \
        ' SQL SECURITY ', security_type, ' COMMENT ', QUOTE(routine_comment), ' ', routine_definition) AS definition \
    FROM information_schema.routines r WHERE routine_schema = DATABASE() ORDER BY routine_name";
const VIEWS: &str = "\
    SELECT table_name AS name FROM information_schema.views WHERE table_schema = DATABASE()";

/// An account in a statement: `name@host`, the last `@` being the one.
const DEFINER: &str = "CONCAT(QUOTED(LEFT(definer, CHAR_LENGTH(definer) - 1 - CHAR_LENGTH(SUBSTRING_INDEX(definer, '@', -1)))), \
    '@', QUOTED(SUBSTRING_INDEX(definer, '@', -1)))";

/// What the server knows of all this, to compare two databases with. Moments are left out, and so are the names of
/// the databases.
const KNOWN: [(&str, &str, &[&str]); 5] = [
    ("columns", "table_schema", &[]),
    ("triggers", "trigger_schema", &["created"]),
    ("routines", "routine_schema", &["created", "last_altered"]),
    ("parameters", "specific_schema", &[]),
    ("views", "table_schema", &[]),
];

const COLUMNS: &str = "\
    SELECT column_name AS name FROM information_schema.columns \
    WHERE table_schema = DATABASE() AND table_name = ? AND COALESCE(generation_expression, '') = '' \
    ORDER BY ordinal_position";

/// A database as two parts of a script.
pub(super) struct Definitions {
    /// The part of `CREATE DATABASE` behind the name.
    pub(super) clauses: String,
    /// Tables, rows, routines and triggers.
    statements: Vec<String>,
    /// Each of these may need another to be there already.
    views: Vec<String>,
    /// What the server knows of it.
    known: Vec<String>,
}

impl Definitions {
    /// Of the database that the connection is in; none if there is something in it that is not taken.
    pub(super) fn read(connection: &mut MysqlConnection) -> QueryResult<Option<Self>> {
        connection.batch_execute(SESSION)?;
        let others: Number = sql_query(OTHERS).get_result(connection)?;
        if others.number > 0 {
            return Ok(None);
        }
        let clauses: Name = sql_query(CLAUSES).get_result(connection)?;
        let mut reader = Reader {
            connection,
            statements: vec![REMEMBER.to_owned(), BEFORE.to_owned()],
        };
        for table in reader.names(TABLES, None)? {
            let shown = reader.show("TABLE", &table)?;
            reader.statements.extend(shown.definition);
            reader.rows(&table)?;
        }
        for query in [ROUTINES, TRIGGERS] {
            let definitions: Vec<Shown> = sql_query(in_words(query)).load(reader.connection)?;
            for shown in definitions {
                // Who may not see it gets NULL.
                let Some(statements) = shown.statements() else {
                    return Ok(None);
                };
                reader.statements.extend(statements);
            }
        }
        let mut views = Vec::new();
        for view in reader.names(VIEWS, None)? {
            let shown = reader.show("VIEW", &view)?;
            let Some(statements) = shown.statements() else {
                return Ok(None);
            };
            views.push(statements.collect::<Vec<_>>().join(";\n"));
        }
        Ok(Some(Self {
            clauses: clauses.name,
            statements: reader.statements,
            views,
            known: known(connection)?,
        }))
    }

    /// Makes all of it in the empty database that the connection is in, with the rows of `source`, and gives the
    /// script that does the same; none if it does not work.
    pub(super) fn try_out(
        self,
        connection: &mut MysqlConnection,
        source: &str,
    ) -> QueryResult<Option<String>> {
        let Self {
            mut statements,
            mut views,
            known: expected,
            ..
        } = self;
        let script = statements.join(";\n");
        if connection.batch_execute(&from(&script, source)).is_err() {
            return Ok(None);
        }
        // Nothing says in which order they were made.
        while !views.is_empty() {
            let waiting = views.len();
            views.retain(|view| {
                let made = connection.batch_execute(view).is_ok();
                if made {
                    statements.push(view.clone());
                }
                !made
            });
            if views.len() == waiting {
                return Ok(None);
            }
        }
        connection.batch_execute(AFTER)?;
        statements.push(AFTER.to_owned());
        let is_like_it = known(connection)? == expected;
        Ok(is_like_it.then(|| statements.join(";\n")))
    }
}

/// What the server knows of the database that the connection is in.
fn known(connection: &mut MysqlConnection) -> QueryResult<Vec<String>> {
    let database: Name = sql_query("SELECT DATABASE() AS name").get_result(connection)?;
    let mut known = Vec::new();
    for (table, schema, others) in KNOWN {
        let columns = "SELECT column_name AS name FROM information_schema.columns \
                       WHERE table_schema = 'information_schema' AND table_name = ? ORDER BY ordinal_position";
        let columns: Vec<Name> = sql_query(columns)
            .bind::<Text, _>(table.to_uppercase())
            .load(connection)?;
        let columns = columns.iter().map(|column| column.name.to_lowercase());
        let columns: Vec<_> = columns
            .filter(|column| !others.contains(&&**column))
            .map(|column| format!("COALESCE({}, '-')", quoted(&column)))
            .collect();
        let rows = format!(
            "SELECT CAST(CONCAT_WS('|', {}) AS CHAR) AS name FROM information_schema.{table} \
             WHERE {schema} = DATABASE() ORDER BY 1",
            columns.join(", ")
        );
        let rows: Vec<Name> = sql_query(rows).load(connection)?;
        known.extend(
            rows.into_iter()
                .map(|row| row.name.replace(&database.name, "")),
        );
    }
    let tables: Vec<Name> = sql_query(TABLES).load(connection)?;
    for Name { name } in tables {
        let show = format!("SHOW CREATE TABLE {}", quoted(&name));
        let shown: Shown = sql_query(show).get_result(connection)?;
        known.extend(shown.definition);
    }
    Ok(known)
}

/// A query that uses the words which SQL lacks.
fn in_words(query: &str) -> String {
    let query = query.replace("@@DEFINER@@", DEFINER);
    let mut words = String::new();
    let mut rest = &*query;
    while let Some((before, argument)) = rest.split_once("QUOTED(") {
        words.push_str(before);
        words.push_str("CONCAT('`', REPLACE(");
        let end = end_of(argument);
        words.push_str(&in_words(&argument[..end]));
        words.push_str(", '`', '``'), '`')");
        rest = &argument[end + 1..];
    }
    words + rest
}

/// Where the parenthesis is that is closed.
fn end_of(argument: &str) -> usize {
    let mut depth = 0;
    let end = argument.find(|c| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        false
    });
    end.unwrap_or(argument.len())
}

/// The script, for rows of this database.
pub(super) fn from(script: &str, database: &str) -> String {
    script.replace(SOURCE, &quoted(database))
}

struct Reader<'a> {
    connection: &'a mut MysqlConnection,
    statements: Vec<String>,
}

impl Reader<'_> {
    fn names(&mut self, query: &str, argument: Option<&str>) -> QueryResult<Vec<String>> {
        let names: Vec<Name> = match argument {
            Some(argument) => sql_query(query)
                .bind::<Text, _>(argument)
                .load(self.connection)?,
            None => sql_query(query).load(self.connection)?,
        };
        Ok(names.into_iter().map(|Name { name }| name).collect())
    }

    fn show(&mut self, kind: &str, name: &str) -> QueryResult<Shown> {
        let show = format!("SHOW CREATE {kind} {}", quoted(name));
        sql_query(show).get_result(self.connection)
    }

    fn rows(&mut self, table: &str) -> QueryResult<()> {
        #[derive(QueryableByName)]
        struct Has {
            #[diesel(sql_type = BigInt)]
            rows: i64,
        }
        let table_name = quoted(table);
        let has = format!("SELECT EXISTS(SELECT 1 FROM {table_name}) AS `rows`");
        let Has { rows } = sql_query(has).get_result(self.connection)?;
        if rows == 0 {
            return Ok(());
        }
        let columns = self.names(COLUMNS, Some(table))?;
        let columns: Vec<_> = columns.iter().map(|column| quoted(column)).collect();
        let columns = columns.join(", ");
        self.statements.push(format!(
            "INSERT INTO {table_name} ({columns}) SELECT {columns} FROM {SOURCE}.{table_name}"
        ));
        Ok(())
    }
}

/// A row of `SHOW CREATE`, or of a query for the same.
#[derive(Default)]
struct Shown {
    definition: Option<String>,
    sql_mode: Option<String>,
    collation: Option<String>,
}

impl Shown {
    /// The definition, in the session that it was made in.
    fn statements(self) -> Option<impl Iterator<Item = String>> {
        let definition = self.definition?;
        let collation = self.collation.map(|collation| {
            let collation = literal(&collation);
            format!("SET SESSION collation_connection = {collation}")
        });
        let mode = self.sql_mode.map(|mode| {
            let mode = literal(&mode);
            format!("SET SESSION sql_mode = {mode}")
        });
        Some(collation.into_iter().chain(mode).chain([definition]))
    }
}

impl QueryableByName<Mysql> for Shown {
    fn build<'a>(row: &impl NamedRow<'a, Mysql>) -> deserialize::Result<Self> {
        let mut shown = Self::default();
        for index in 0..row.field_count() {
            let field = Row::get(row, index).ok_or("a column is missing")?;
            let place = match field.field_name() {
                Some("definition") => &mut shown.definition,
                Some(name) if name.starts_with("Create ") => &mut shown.definition,
                Some("sql_mode") => &mut shown.sql_mode,
                Some("collation" | "collation_connection") => &mut shown.collation,
                _ => continue,
            };
            if let Some(value) = field.value() {
                *place = Some(FromSql::<Text, Mysql>::from_sql(value)?);
            }
        }
        Ok(shown)
    }
}
