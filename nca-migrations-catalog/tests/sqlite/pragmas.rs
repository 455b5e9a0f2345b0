//! What SQLite's own pragmas say about a table.

use std::collections::BTreeSet;

use diesel::sql_types::{Integer, Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query};
use nca_migrations_catalog::model::{Action, Order, Part, Storage, Table};

#[derive(Debug, QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    written: String,
    #[diesel(sql_type = Integer)]
    mandatory: i32,
    #[diesel(sql_type = Nullable<Text>)]
    fallback: Option<String>,
    #[diesel(sql_type = Integer)]
    place: i32,
    #[diesel(sql_type = Integer)]
    hidden: i32,
}

#[derive(Debug, QueryableByName)]
struct Link {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    own: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Nullable<Text>)]
    other: Option<String>,
    #[diesel(sql_type = Text)]
    actions: String,
}

#[derive(Debug, QueryableByName)]
struct Indexed {
    #[diesel(sql_type = Text)]
    index: String,
    #[diesel(sql_type = Text)]
    origin: String,
    #[diesel(sql_type = Integer)]
    is_unique: i32,
    #[diesel(sql_type = Integer)]
    is_partial: i32,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Integer)]
    is_descending: i32,
    #[diesel(sql_type = Text)]
    collation: String,
}

/// They say of the table `t` what the catalog says.
pub(crate) fn agree(conn: &mut SqliteConnection, table: &Table) {
    columns(conn, table);
    foreign_keys(conn, table);
    indexes(conn, table);
}

fn columns(conn: &mut SqliteConnection, table: &Table) {
    let theirs: Vec<Column> = sql_query(
        "SELECT name, type AS written, \"notnull\" AS mandatory, dflt_value AS fallback, pk AS place, hidden \
         FROM pragma_table_xinfo('t') ORDER BY cid",
    )
    .load(conn)
    .unwrap();
    assert_eq!(theirs.len(), table.columns.len());
    for (theirs, ours) in theirs.iter().zip(&table.columns) {
        assert_eq!(theirs.name, ours.name);
        let squeeze = |text: &str| text.to_uppercase().replace([' ', '\n'], "");
        assert_eq!(squeeze(&theirs.written), squeeze(&ours.column_type.written));
        assert_eq!(theirs.mandatory == 0, ours.nullable, "{theirs:?}");
        assert_eq!(
            theirs.fallback.is_some(),
            ours.default.is_some(),
            "{theirs:?}"
        );
        let storage = match theirs.hidden {
            2 => Some(Storage::Virtual),
            3 => Some(Storage::Stored),
            _ => None,
        };
        assert_eq!(
            ours.generated.as_ref().map(|generated| generated.storage),
            storage,
            "{theirs:?}"
        );
        let parts = table.primary_key.iter().flat_map(|key| &key.parts);
        let place = parts
            .map(Part::name)
            .position(|name| name == Some(&*ours.name));
        let place = place.map_or(0, |place| place + 1);
        assert_eq!(usize::try_from(theirs.place).unwrap(), place, "{theirs:?}");
    }
}

/// Tables, columns, actions.
type Links = BTreeSet<(String, Vec<(String, Option<String>)>, String)>;

fn foreign_keys(conn: &mut SqliteConnection, table: &Table) {
    let links: Vec<Link> = sql_query(
        "SELECT id, \"from\" AS own, \"table\" AS target, \"to\" AS other, \
         on_update || ' / ' || on_delete AS actions FROM pragma_foreign_key_list('t') ORDER BY id, seq",
    )
    .load(conn)
    .unwrap();
    let theirs: Links = links
        .chunk_by(|a, b| a.id == b.id)
        .map(|key| {
            let pairs = key
                .iter()
                .map(|link| (link.own.clone(), link.other.clone()));
            (
                key[0].target.clone(),
                pairs.collect(),
                key[0].actions.clone(),
            )
        })
        .collect();
    let word = |action: Action| match action {
        Action::Nothing => "NO ACTION",
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    let ours: Links = table
        .foreign_keys
        .iter()
        .map(|key| {
            let pairs = key.columns.iter().enumerate();
            let pairs = pairs.map(|(n, own)| (own.clone(), key.referenced.get(n).cloned()));
            let actions = format!("{} / {}", word(key.on_update), word(key.on_delete));
            (key.references.name.clone(), pairs.collect(), actions)
        })
        .collect();
    assert_eq!(ours, theirs);
}

fn indexes(conn: &mut SqliteConnection, table: &Table) {
    let rows: Vec<Indexed> = sql_query(
        "SELECT l.name AS \"index\", l.origin, l.\"unique\" AS is_unique, l.partial AS is_partial, x.name, \
         x.\"desc\" AS is_descending, upper(x.coll) AS collation \
         FROM pragma_index_list('t') AS l JOIN pragma_index_xinfo(l.name) AS x WHERE x.key = 1 ORDER BY l.name, x.seqno",
    )
    .load(conn)
    .unwrap();
    let collation = |part: &Part| {
        let of = table
            .columns
            .iter()
            .find(|column| Some(&*column.name) == part.name());
        let own = of.and_then(|column| column.collation.clone());
        part.collation
            .clone()
            .or(own)
            .unwrap_or_else(|| "BINARY".to_owned())
    };
    for index in &table.indexes {
        let theirs = rows.iter().filter(|row| row.index == index.name);
        let theirs: Vec<&Indexed> = theirs.collect();
        assert_eq!(theirs.len(), index.parts.len());
        for (theirs, part) in theirs.iter().zip(&index.parts) {
            assert_eq!(theirs.name.as_deref(), part.name(), "{theirs:?}");
            assert_eq!(
                theirs.is_descending == 1,
                part.order == Order::Descending,
                "{theirs:?}"
            );
            assert_eq!(theirs.is_unique == 1, index.unique, "{theirs:?}");
            assert_eq!(
                theirs.is_partial == 1,
                index.predicate.is_some(),
                "{theirs:?}"
            );
            // That of an expression comes from its columns, which we leave to SQLite.
            if part.name().is_some() || part.collation.is_some() {
                assert_eq!(theirs.collation, collation(part), "{theirs:?}");
            }
        }
    }
    // Two constraints over the same columns share an index; the row id has none.
    let theirs: BTreeSet<Vec<_>> = rows
        .chunk_by(|a, b| a.index == b.index)
        .filter(|index| index[0].origin != "c")
        .map(|index| {
            index
                .iter()
                .map(|row| (row.name.clone().unwrap(), row.collation.clone()))
                .collect()
        })
        .collect();
    let is_rowid = |key: &nca_migrations_catalog::model::Key| {
        let column = table
            .columns
            .iter()
            .find(|column| Some(&*column.name) == key.parts[0].name());
        let without_rowid = table
            .settings
            .iter()
            .any(|setting| setting.name == "without rowid");
        key.parts.len() == 1
            && key.parts[0].order == Order::Ascending
            && column.unwrap().column_type.written == "INTEGER"
            && !without_rowid
    };
    let primary = table.primary_key.iter().filter(|key| !is_rowid(key));
    let ours: BTreeSet<Vec<_>> = primary
        .chain(&table.uniques)
        .map(|key| {
            key.parts
                .iter()
                .map(|part| (part.name().unwrap().to_owned(), collation(part)))
                .collect()
        })
        .collect();
    assert_eq!(ours, theirs);
}
