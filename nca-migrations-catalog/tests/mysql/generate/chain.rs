//! NCA's chain: each of its revisions as it would have been generated, with rows in the tables.

use diesel::connection::SimpleConnection as _;
use nca_migrations::{Migrator, Target};
use nca_migrations_catalog::generate::{Cost, Statement};
use nca_migrations_catalog::model::Catalog;
use nca_migrations_catalog::{Outline, quote, seed};
use nca_migrations_core::dialect::Dialect;
use nca_schema::MIGRATIONS;

use super::case::{catalog, filled, text};
use super::rows::Rows;
use crate::bed::{Bed, same};

/// What a check wants.
const FILLS: &[&str] = &["memories.content_sha256=unhex(sha2(content, 256))"];

/// The catalog before the first revision, and after each.
fn catalogs() -> Vec<Catalog> {
    let mut bed = Bed::new();
    let migrator = Migrator::new(&MIGRATIONS);
    let next: Target = "+1".parse().unwrap();
    let mut catalogs = vec![catalog(&mut bed)];
    for _ in MIGRATIONS.revisions() {
        migrator.upgrade(&mut bed.conn, &next).unwrap();
        catalogs.push(catalog(&mut bed));
    }
    catalogs
}

#[test]
fn up_to_the_head_and_down_to_nothing() {
    let catalogs = catalogs();
    let mut bed = Bed::new();
    let up = catalogs.windows(2).map(|pair| (&pair[0], &pair[1]));
    let down = catalogs.windows(2).rev().map(|pair| (&pair[1], &pair[0]));
    let (mut steps, mut unfit) = (0, 0);
    for (from, to) in up.chain(down) {
        let script = filled(from, to, FILLS).unwrap();
        seed::fill(&mut bed.conn, from).unwrap();
        let rows = Rows::of(&mut bed, from, to);
        let fits = run(&mut bed, &script);
        same(&Outline::of(to), &bed.outline(), &text(&script));
        if fits {
            rows.kept(&Rows::of(&mut bed, from, to)).unwrap();
        }
        steps += 1;
        unfit += u32::from(!fits);
    }
    assert!(unfit * 4 < steps, "{unfit} of {steps}");
}

/// Whether the rows fit. Where they do not, and a hazard says so, they are taken away.
fn run(bed: &mut Bed, script: &[Statement]) -> bool {
    let mut fits = true;
    for statement in script {
        if bed.conn.batch_execute(&statement.sql).is_ok() {
            continue;
        }
        let is_said = statement
            .hazards
            .iter()
            .any(|hazard| hazard.cost == Cost::MayFail);
        assert!(is_said, "{}", statement.sql);
        for table in catalog(bed).tables {
            let name = quote::name(Dialect::Mysql, &table.name);
            bed.run(&format!(
                "SET foreign_key_checks = 0; DELETE FROM {name}; SET foreign_key_checks = 1"
            ));
        }
        bed.run(&statement.sql);
        fits = false;
    }
    fits
}

#[test]
fn at_once() {
    let mut catalogs = catalogs();
    let (nothing, head) = (catalogs.remove(0), catalogs.pop().unwrap());
    let (up, down) = (
        filled(&nothing, &head, &[]).unwrap(),
        filled(&head, &nothing, &[]).unwrap(),
    );
    let mut bed = Bed::new();
    for (script, to) in [(&up, &head), (&down, &nothing), (&up, &head)] {
        for statement in script {
            bed.run(&statement.sql);
        }
        same(&Outline::of(to), &bed.outline(), &text(script));
    }
    insta::assert_snapshot!(text(&up));
}
