//! The catalog of PostgreSQL, 13 and later.
//!
//! Each file reads one kind of object in one query, and [`catalog`] puts them together. What a definition
//! looks like depends on the session that asks for it: [`session`] says how that is settled. What is
//! one and the same and is written in two ways is written in one by [`expression`].

mod catalog;
mod columns;
mod comments;
mod constraints;
mod expression;
mod extensions;
mod indexes;
mod others;
mod reader;
mod relations;
mod routines;
mod schemas;
mod sequences;
mod session;
mod syntax;
mod triggers;
mod types;
mod unqualified;
mod view_query;

use diesel::PgConnection;

use super::{Introspect, IntrospectError, Scope};
use crate::model::Catalog;

impl Introspect for PgConnection {
    fn introspect(&mut self, scope: &Scope) -> Result<Catalog, IntrospectError> {
        session::reading(self, |conn| {
            let mut reader = reader::Reader::new(conn, scope)?;
            catalog::read(&mut reader)
        })
    }
}
