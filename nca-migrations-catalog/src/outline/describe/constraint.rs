//! Keys, foreign keys, checks, exclusions.

use super::index::{part, parts};
use super::line::Line;
use super::{comment, item};
use crate::model::name::{Names, Quoted};
use crate::model::{Action, Check, Exclusion, ForeignKey, Key};
use crate::outline::Item;

pub(super) fn key(kind: &str, key: &Key) -> Item {
    let mut line = Line::default();
    line.word(parts(&key.parts))
        .names("include", &key.include)
        .deferral(key.deferral)
        .settings(&key.settings);
    let parts = comment(key.comment.as_ref()).collect();
    item(kind, name(key.name.as_ref()), line.finish(), parts)
}

pub(super) fn foreign_key(key: &ForeignKey) -> Item {
    let mut line = Line::default();
    line.word(format!("({})", Names(&key.columns)))
        .word(format!("references {}", key.references));
    if !key.referenced.is_empty() {
        line.word(format!("({})", Names(&key.referenced)));
    }
    line.clause("on update", action(key.on_update))
        .clause("on delete", action(key.on_delete))
        .deferral(key.deferral)
        .settings(&key.settings);
    let parts = comment(key.comment.as_ref()).collect();
    let name = name(key.name.as_ref());
    item("foreign-key", name, line.finish(), parts)
}

const fn action(action: Action) -> Option<&'static str> {
    match action {
        Action::Nothing => None,
        Action::Restrict => Some("restrict"),
        Action::Cascade => Some("cascade"),
        Action::SetNull => Some("set null"),
        Action::SetDefault => Some("set default"),
    }
}

pub(super) fn check(check: &Check) -> Item {
    let mut line = Line::default();
    line.word(format!("({})", check.expression))
        .settings(&check.settings);
    let parts = comment(check.comment.as_ref()).collect();
    item("check", name(check.name.as_ref()), line.finish(), parts)
}

pub(super) fn exclusion(exclusion: &Exclusion) -> Item {
    let mut line = Line::default();
    let parts: Vec<String> = exclusion
        .parts
        .iter()
        .map(|(of, operator)| format!("{} with {operator}", part(of)))
        .collect();
    line.word(format!("using {} ({})", exclusion.method, parts.join(", ")))
        .names("include", &exclusion.include)
        .deferral(exclusion.deferral)
        .settings(&exclusion.settings)
        .clause("where", exclusion.predicate.as_ref());
    let parts = comment(exclusion.comment.as_ref()).collect();
    let name = Quoted(&exclusion.name).to_string();
    item("exclusion", name, line.finish(), parts)
}

fn name(name: Option<&String>) -> String {
    name.map(|name| Quoted(name).to_string())
        .unwrap_or_default()
}
