//! Each format of a small picture, with marks.

use insta::assert_snapshot;
use nca_migrations_catalog::diagram::{dot, html, mermaid, svg};

use crate::bed::shop;

#[test]
fn each_format() {
    let shop = shop();
    assert_snapshot!("mermaid", mermaid(&shop));
    assert_snapshot!("dot", dot(&shop));
    // Without its style.
    let svg = svg(&shop);
    let (start, rest) = svg.split_once("<style>").unwrap();
    let (_, picture) = rest.split_once("</style>").unwrap();
    assert_snapshot!("svg", format!("{start}{picture}"));
}

#[test]
fn a_page_has_all_columns_to_choose_from_and_fetches_nothing() {
    let page = html(&shop());
    assert_eq!(page.matches("<svg ").count(), 3);
    assert_eq!(page.matches("data-name=\"orders\"").count(), 3);
    let without_namespace = page.replace("http://www.w3.org/2000/svg", "");
    for fetching in [
        "http:", "https:", "//", "src=", "href=", "url(", "@import", "fetch(",
    ] {
        // Two slashes begin a comment of the script.
        let lines = without_namespace
            .lines()
            .filter(|line| !line.trim_start().starts_with("// "));
        let mut found = lines.filter(|line| line.contains(fetching));
        assert_eq!(found.next(), None, "{fetching}");
    }
    assert!(page.contains("default-src 'none'"));
}
