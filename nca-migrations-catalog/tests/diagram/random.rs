//! Any catalog has a tidy picture, and always the same.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diagram::{Detail, Settings, dot, drawing, html, mermaid, svg};
use nca_migrations_catalog::model::{Column, ColumnType, ForeignKey, Key, Name, Part, Table};
use nca_migrations_core::dialect::Dialect;
use proptest::prelude::*;

use crate::bed::settings;
use crate::picture;

fn column(name: String, written: &str, nullable: bool) -> Column {
    Column {
        name,
        column_type: ColumnType {
            written: written.to_owned(),
            name: Name::plain(written),
        },
        nullable,
        default: None,
        identity: None,
        generated: None,
        collation: None,
        settings: Vec::new(),
        comment: None,
    }
}

/// For each table its first word, how many columns it has, and where its columns lead.
type Plan = Vec<(usize, usize, Vec<(usize, usize)>)>;

fn catalog(plan: &Plan) -> Catalog {
    const WORDS: [&str; 5] = [
        "memory",
        "health",
        "a_very_long_name_of_a_table_that_does_not_fit",
        "x",
        "llm",
    ];
    let name = |at: usize| Name::plain(format!("{}_{at}", WORDS[plan[at].0]));
    let mut catalog = Catalog::empty(Dialect::Postgres);
    for (at, (_, columns, keys)) in plan.iter().enumerate() {
        let mut table = Table::new(name(at));
        let types = [
            "bigint",
            "character varying(200)",
            "timestamp with time zone",
        ];
        for n in 0..*columns {
            table
                .columns
                .push(column(format!("column_{n}"), types[n % 3], n % 2 == 1));
        }
        table.primary_key = Some(Key {
            name: None,
            parts: vec![Part::column("column_0")],
            include: Vec::new(),
            deferral: nca_migrations_catalog::model::Deferral::default(),
            settings: Vec::new(),
            comment: None,
        });
        for (from, to) in keys {
            table.foreign_keys.push(ForeignKey {
                name: None,
                columns: vec![format!("column_{}", from % columns)],
                references: name(to % plan.len()),
                referenced: vec!["column_0".to_owned()],
                on_update: nca_migrations_catalog::model::Action::default(),
                on_delete: nca_migrations_catalog::model::Action::default(),
                deferral: nca_migrations_catalog::model::Deferral::default(),
                settings: Vec::new(),
                comment: None,
            });
        }
        catalog.tables.push(table);
    }
    catalog
}

fn plan(most: usize) -> impl Strategy<Value = Plan> {
    let keys = prop::collection::vec((0_usize..30, 0_usize..1000), 0..4);
    prop::collection::vec((0_usize..5, 1_usize..12, keys), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_on_top_of_anything_else(now in plan(26), before in plan(12), ruled in any::<bool>()) {
        let rules: [(&str, &[&str]); 3] = [("Memory", &["memory*"]), ("Health", &["health*"]), ("X", &["x*"])];
        let settings = if ruled { settings("Any", &rules) } else { Settings::default() };
        let (now, before) = (catalog(&now), catalog(&before));
        let any = drawing(&now, Some(&before), &settings);
        let all: usize = now.tables.iter().map(|table| table.foreign_keys.len()).sum();
        prop_assert!(any.edges.len() >= all);
        for detail in [Detail::All, Detail::Keys, Detail::Names] {
            let shown = any.with(detail);
            let written = svg(&shown);
            prop_assert_eq!(&written, &svg(&shown));
            let read = picture::read(&written);
            prop_assert_eq!(read.lines.len(), any.edges.len());
            prop_assert_eq!(read.tables.len(), any.tables.len());
            picture::is_tidy(&read);
        }
        let again = drawing(&now, Some(&before), &settings);
        prop_assert_eq!(mermaid(&any), mermaid(&again));
        prop_assert_eq!(dot(&any), dot(&again));
        prop_assert_eq!(html(&any), html(&again));
    }
}

#[test]
fn five_hundred_tables_come_to_an_end() {
    let plan: Plan = (0..500)
        .map(|at| (at % 5, 8, vec![(1, at / 3), (2, at * 7)]))
        .collect();
    let many = drawing(&catalog(&plan), None, &Settings::default());
    picture::is_tidy(&picture::read(&svg(&many)));
}
