//! Names are anybody's.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diagram::{Drawing, dot, drawing, html, mermaid, svg};
use nca_migrations_catalog::model::{Name, Table};
use roxmltree::Document;

use crate::bed::{catalog, settings};
use crate::picture;

const NAMES: [&str; 14] = [
    "</title><script>alert(1)</script>",
    "]]></style><svg onload=alert(1)>",
    "a\" onmouseover=\"alert(1)",
    "it's & it's <b>",
    "--> } end }",
    "%%{init: {}}%%",
    "a\nb\tc\u{1b}[31m",
    "\u{202e}txt.exe\u{2066}",
    "",
    " ",
    "\\N\\G\\L\"]; node [label=\"x",
    "größe_表_🧠",
    "pk",
    "data:text/html,<script>",
];

fn hostile() -> Drawing {
    let mut all: Catalog = catalog("CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES a)");
    let table = all.tables.remove(0);
    for name in NAMES {
        let mut one: Table = table.clone();
        one.name = Name {
            schema: Some(name.to_owned()),
            name: name.to_owned(),
        };
        one.comment = Some(name.to_owned());
        for column in &mut one.columns {
            name.clone_into(&mut column.name);
            name.clone_into(&mut column.column_type.written);
            column.comment = Some(name.to_owned());
        }
        for key in &mut one.foreign_keys {
            key.name = Some(name.to_owned());
            key.columns = vec![name.to_owned()];
            key.references = one.name.clone();
        }
        all.tables.push(one);
    }
    let rules: Vec<(&str, &[&str])> = NAMES
        .iter()
        .map(|name| (*name, std::slice::from_ref(name)))
        .collect();
    drawing(
        &all,
        Some(&Catalog::empty(all.dialect)),
        &settings(NAMES[0], &rules),
    )
}

/// The elements that we write.
const ELEMENTS: [&str; 9] = [
    "svg", "style", "g", "rect", "path", "text", "tspan", "title", "circle",
];

#[test]
fn a_picture_is_text_and_nothing_else() {
    let svg = svg(&hostile());
    let document = Document::parse(&svg).unwrap();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(
            ELEMENTS.contains(&node.tag_name().name()),
            "{:?}",
            node.tag_name()
        );
        assert!(
            node.attributes()
                .all(|attribute| !attribute.name().starts_with("on"))
        );
    }
    let read = picture::read(&svg);
    picture::is_tidy(&read);
    let shown = |name: &str| {
        read.tables
            .iter()
            .any(|(shown, ..)| *shown == format!("{name}.{name}"))
    };
    for name in [NAMES[0], NAMES[1], NAMES[2], NAMES[3], NAMES[11], NAMES[13]] {
        assert!(shown(name), "{name}");
    }
    let unseen = |c: char| {
        c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{2066}'
    };
    assert!(!svg.contains(unseen));
}

#[test]
fn a_page_has_no_script_but_its_own() {
    let page = html(&hostile());
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    let start = page.find("<svg").unwrap();
    let end = page[start..].find("</svg>").unwrap();
    Document::parse(&page[start..start + end + "</svg>".len()]).unwrap();
}

#[test]
fn mermaid_has_names_in_quotes_that_nothing_ends() {
    let text = mermaid(&hostile());
    for line in text.lines() {
        assert_eq!(line.matches('"').count() % 2, 0, "{line}");
        if let Some(comment) = line.trim_start().strip_prefix("%%") {
            assert!(!comment.contains(['%', '{', '}']), "{line}");
        }
    }
    for inside in text.split('"').skip(1).step_by(2) {
        let known = |c: char| !matches!(c, '%' | '\\' | '<' | '>' | '`') && !c.is_control();
        assert!(inside.chars().all(known) && !inside.is_empty(), "{inside}");
    }
    let attributes = text.lines().filter(|line| line.starts_with("        "));
    for attribute in attributes {
        let mut words = attribute.split_whitespace();
        for word in [words.next().unwrap(), words.next().unwrap()] {
            assert!(
                word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'),
                "{attribute}"
            );
            assert!(
                !["pk", "fk", "uk"].contains(&&*word.to_lowercase()),
                "{attribute}"
            );
        }
    }
}

#[test]
fn graphviz_gets_well_formed_labels() {
    let text = dot(&hostile());
    let mut labels = 0;
    for label in text.split("[label=<").skip(1) {
        let (label, _) = label.split_once(">]\n").unwrap();
        Document::parse(label).unwrap();
        labels += 1;
    }
    assert_eq!(labels, NAMES.len());
}
