//! An index, and what indexes and keys are made of.

use super::line::Line;
use super::{comment, item};
use crate::model::name::Quoted;
use crate::model::{Index, Order, Part, PartOf};
use crate::outline::Item;

pub(super) fn index(index: &Index) -> Item {
    let mut line = Line::default();
    if index.unique {
        line.word("unique");
    }
    line.clause("using", index.method.as_ref());
    line.word(parts(&index.parts));
    line.names("include", &index.include);
    line.settings(&index.settings);
    line.clause("where", index.predicate.as_ref());
    let name = Quoted(&index.name).to_string();
    let parts = comment(index.comment.as_ref()).collect();
    item("index", name, line.finish(), parts)
}

/// `(a, lower(b) desc)`.
pub(super) fn parts(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("({})", parts.join(", "))
}

pub(super) fn part(part: &Part) -> String {
    let mut line = Line::default();
    match (&part.of, part.length) {
        (PartOf::Column(name), None) => line.word(Quoted(name)),
        (PartOf::Column(name), Some(length)) => line.word(format!("{}({length})", Quoted(name))),
        (PartOf::Expression(expression), _) => line.word(format!("({expression})")),
    };
    line.name("collate", part.collation.as_ref());
    line.name("using", part.operator_class.as_ref());
    match part.order {
        Order::Ascending => {}
        Order::Descending => {
            line.word("desc");
        }
        Order::AscendingNullsFirst => {
            line.word("nulls first");
        }
        Order::DescendingNullsLast => {
            line.word("desc nulls last");
        }
    }
    line.finish()
}
