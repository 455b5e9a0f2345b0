//! The catalog of MySQL and MariaDB, from `information_schema`. See
//! <https://mariadb.com/kb/en/information-schema-tables/> and
//! <https://dev.mysql.com/doc/refman/8.4/en/information-schema.html>.
//!
//! What only one of the two has is written into the queries in comments that the other does not read:
//! `/*M! .. */` and `/*!80000 .. */`. MariaDB passes over those with MySQL's versions from 5.7 on
//! (<https://mariadb.com/kb/en/comment-syntax/>).

mod body;
mod checks;
mod columns;
mod events;
mod expression;
mod foreign_keys;
mod identifier;
mod keys;
mod partitions;
mod rights;
mod routines;
mod rows;
mod sequences;
mod session;
mod tables;
mod triggers;
mod views;

use diesel::MysqlConnection;
use nca_migrations_core::dialect::Dialect;

use super::{Introspect, IntrospectError, Scope, is_history};
use crate::model::{Catalog, Name, Table};
use rights::Rights;
use session::Session;
use tables::Kind;

impl Introspect for MysqlConnection {
    fn introspect(&mut self, _: &Scope) -> Result<Catalog, IntrospectError> {
        let session = Session::begin(self)?;
        let catalog = read(self, &session);
        let given_back = session.give_back(self);
        let catalog = catalog?;
        given_back.map(|()| catalog)
    }
}

/// In twelve queries, and one more each where there are sequences and partitions. [`Session`] has three.
fn read(conn: &mut MysqlConnection, session: &Session) -> Result<Catalog, IntrospectError> {
    let rows = tables::rows(conn)?;
    let rights = Rights::read(conn, session)?;
    let collations = rows
        .iter()
        .map(|row| (row.name.clone(), row.collation.clone()))
        .collect();
    let mut columns = columns::columns(conn, session, &collations)?;
    let mut keys = keys::keys(conn, session)?;
    let mut foreign_keys = foreign_keys::foreign_keys(conn, session)?;
    let mut checks = checks::checks(conn, session)?;
    let mut triggers = triggers::triggers(conn)?;
    let mut partitions = if rows.iter().any(|row| row.is_partitioned) {
        partitions::partitions(conn, session)?
    } else {
        partitions::Partitions::new()
    };
    let (views, hidden_view) = views::views(conn, session, &mut columns)?;
    let (routines, packages) = routines::routines(conn, session)?;
    let events = events::events(conn)?;
    rights.demand(session, &rows, hidden_view || foreign_keys.is_hidden)?;

    let mut catalog = Catalog {
        sequences: sequences::sequences(conn, session, &rows, &columns)?,
        views,
        routines,
        others: packages,
        ..Catalog::empty(Dialect::Mysql)
    };
    catalog.others.extend(events);
    for row in rows.into_iter().filter(|row| row.kind == Kind::Table) {
        if is_history(&row.name) {
            continue;
        }
        let keys = keys.remove(&row.name).unwrap_or_default();
        let mut settings = row.settings;
        settings.extend(partitions.remove(&row.name));
        catalog.tables.push(Table {
            settings,
            comment: row.comment,
            columns: columns.remove(&row.name).unwrap_or_default(),
            primary_key: keys.primary_key,
            uniques: keys.uniques,
            foreign_keys: foreign_keys.of.remove(&row.name).unwrap_or_default(),
            checks: checks.remove(&row.name).unwrap_or_default(),
            indexes: keys.indexes,
            triggers: triggers.remove(&row.name).unwrap_or_default(),
            ..Table::new(Name::plain(row.name))
        });
    }
    sort(&mut catalog);
    Ok(catalog)
}

/// By name, as bytes: the server would sort by a collation.
fn sort(catalog: &mut Catalog) {
    catalog.sequences.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.views.sort_by(|a, b| a.name.cmp(&b.name));
    (catalog.routines).sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    (catalog.others).sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    for table in &mut catalog.tables {
        table.settings.sort();
        table.uniques.sort_by(|a, b| a.name.cmp(&b.name));
        table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
        (table.checks).sort_by(|a, b| (&a.name, &a.expression).cmp(&(&b.name, &b.expression)));
        table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        table.triggers.sort_by(|a, b| a.name.cmp(&b.name));
    }
}
