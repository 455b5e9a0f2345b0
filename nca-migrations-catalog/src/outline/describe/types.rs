//! Types.

use super::line::Line;
use super::{comment, constraint, item, settings, sorted};
use crate::model::name::Quoted;
use crate::model::{Composite, Domain, Enum};
use crate::outline::Item;

pub(super) fn enumeration(of: &Enum) -> Item {
    let value = |value: &String| format!("'{}'", value.replace('\'', "''"));
    let values: Vec<String> = of.values.iter().map(value).collect();
    let parts = comment(of.comment.as_ref()).collect();
    item("enum", of.name.to_string(), values.join(", "), parts)
}

pub(super) fn domain(domain: &Domain) -> Item {
    let mut line = Line::default();
    line.word(&domain.base.written)
        .name("collate", domain.collation.as_ref());
    if !domain.nullable {
        line.word("not null");
    }
    line.clause("default", domain.default.as_ref());
    let mut parts = sorted(domain.checks.iter().map(constraint::check).collect());
    parts.extend(comment(domain.comment.as_ref()));
    item("domain", domain.name.to_string(), line.finish(), parts)
}

pub(super) fn composite(composite: &Composite) -> Item {
    let attributes = composite.attributes.iter().map(|attribute| {
        let mut line = Line::default();
        line.word(Quoted(&attribute.name))
            .word(&attribute.attribute_type.written)
            .name("collate", attribute.collation.as_ref());
        line.finish()
    });
    let attributes: Vec<String> = attributes.collect();
    let mut parts: Vec<Item> = settings(&composite.settings).collect();
    parts.extend(comment(composite.comment.as_ref()));
    let attributes = attributes.join(", ");
    item("type", composite.name.to_string(), attributes, parts)
}
