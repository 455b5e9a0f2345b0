//! Every migration goes up, comes back to exactly the catalog that was there, and goes up again.

use std::collections::BTreeSet;

use nca_migrations::{Error, Migrator};
use nca_schema::MIGRATIONS;

use crate::bed::{Ask, Bed, stories, to};
use crate::brain;
use crate::catalog::Catalog as _;

stories! {
    each_down_restores_the_catalog,
    to_the_base_and_back,
    to_the_base_with_rows,
    what_had_to_go_does_not_come_back,
}

fn each_down_restores_the_catalog<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    for revision in MIGRATIONS.revisions() {
        let before = conn.catalog();
        conn.up("+1");
        let after = conn.catalog();
        assert_ne!(before, after, "{} does something", revision.name);
        if revision.irreversible.is_some() {
            continue;
        }
        conn.down("-1");
        same(&conn.catalog(), &before, &format!("{} down", revision.name));
        conn.up("+1");
        same(&conn.catalog(), &after, &format!("{} again", revision.name));
    }
}

fn to_the_base_and_back<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("head-1");
    let there = conn.catalog();
    conn.down("base");
    same(&conn.catalog(), &BTreeSet::new(), "base");
    conn.up("head-1");
    same(&conn.catalog(), &there, "again");
    conn.up("head");
}

fn to_the_base_with_rows<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("create_llm_integration");
    brain::fill(&mut conn);
    conn.up("head-1");
    conn.down("base");
    same(&conn.catalog(), &BTreeSet::new(), "base");
    conn.up("head");
    assert_eq!(conn.count("agents"), 0);
}

/// It is refused before anything is touched.
fn what_had_to_go_does_not_come_back<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("head");
    let head = conn.catalog();
    for target in ["-1", "base"] {
        let refused = Migrator::new(&MIGRATIONS).downgrade(&mut conn, &to(target));
        let error = refused.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        assert!(error.to_string().contains("personal data"), "{error}");
        same(&conn.catalog(), &head, target);
    }
}

pub(crate) fn same(found: &BTreeSet<String>, expected: &BTreeSet<String>, what: &str) {
    let more: Vec<_> = found.difference(expected).collect();
    let less: Vec<_> = expected.difference(found).collect();
    assert!(
        more.is_empty() && less.is_empty(),
        "{what}: more {more:#?}, less {less:#?}"
    );
}
