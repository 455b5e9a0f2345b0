//! NCA's own schema.

use std::collections::BTreeSet;

use nca_migrations::chain::Chain;
use nca_migrations::verify::{InMemory, catalog};
use nca_migrations_catalog::diagram::{Detail, Settings, drawing, svg};
use nca_schema::MIGRATIONS;

use crate::picture;

#[test]
fn every_foreign_key_has_a_line_and_nothing_is_in_the_way() {
    let chain: &Chain = MIGRATIONS.as_ref();
    for position in [5, 8, 10, chain.len()] {
        let at = |position| catalog(chain, &mut InMemory, position).unwrap();
        let (now, before) = (at(position), at(position - 1));
        let nca = drawing(&now, Some(&before), &Settings::default());
        for detail in [Detail::All, Detail::Keys, Detail::Names] {
            let svg = svg(&nca.with(detail));
            let shown = picture::read(&svg);
            picture::is_tidy(&shown);
            let lines: BTreeSet<(&str, &str)> = shown
                .lines
                .iter()
                .map(|(from, to, _)| (&*shown.tables[*from].0, &*shown.tables[*to].0))
                .collect();
            let mut keys = 0;
            for table in &now.tables {
                for key in &table.foreign_keys {
                    keys += 1;
                    assert!(
                        lines.contains(&(&*table.name.name, &*key.references.name)),
                        "{key:?}"
                    );
                }
            }
            assert!(shown.lines.len() >= keys);
        }
    }
}
