//! The tables of the migration history do not count, nor what belongs to them.

use crate::bed::Bed;

#[test]
fn nothing_of_the_history_is_read() {
    for table in ["__diesel_schema_migrations", "__nca_migration_log"] {
        let mut bed = Bed::with(&format!(
            "CREATE TABLE {table} (version text PRIMARY KEY, number serial UNIQUE, \
               n integer GENERATED ALWAYS AS IDENTITY CHECK (n > 0), of text REFERENCES {table}); \
             CREATE INDEX by_n ON {table} (n); CREATE STATISTICS together ON number, n FROM {table}; \
             CREATE POLICY own ON {table} USING (true); \
             CREATE RULE no_delete AS ON DELETE TO {table} DO INSTEAD NOTHING; \
             CREATE TRIGGER never BEFORE UPDATE ON {table} \
               FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger(); \
             COMMENT ON TABLE {table} IS 'ours'; COMMENT ON COLUMN {table}.n IS 'ours'"
        ));
        assert_eq!(bed.outline().items, []);
    }
}

/// Some have hundreds.
#[test]
fn nothing_of_an_extension_is_read() {
    let mut bed = Bed::with(
        "CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION btree_gist; \
         CREATE EXTENSION unaccent; CREATE EXTENSION pg_stat_statements; \
         COMMENT ON FUNCTION hstore(text, text) IS 'not ours'",
    );
    let outline = bed.outline();
    assert!(outline.items.iter().all(|item| item.kind == "extension"));
    assert_eq!(outline.items.len(), 5);
}
