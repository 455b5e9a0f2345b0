//! The catalog of SQLite.
impl super::Introspect for diesel::SqliteConnection {
    fn introspect(&mut self, _: &super::Scope) -> Result<crate::Catalog, super::IntrospectError> {
        Ok(crate::Catalog::empty(
            nca_migrations_core::dialect::Dialect::Sqlite,
        ))
    }
}
