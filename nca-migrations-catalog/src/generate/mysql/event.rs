//! Events. Nothing is granted on them, so one that changes is dropped and made again.

use super::mode::Modes;
use super::program::{sets, with_comment};
use super::script::Script;
use super::text;
use crate::generate::Statement;
use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Other};

fn events<'a>(from: &'a Catalog, to: &'a Catalog) -> (Vec<&'a Other>, Vec<&'a Other>) {
    let key = |other: &Other| (other.kind, other.name.name.to_lowercase());
    let pairs = Pairs::by(&from.others, &to.others, key);
    let (mut gone, mut new) = (pairs.gone, pairs.new);
    for (old, changed) in pairs.both {
        if old != changed {
            gone.push(old);
            new.push(changed);
        }
    }
    gone.retain(|other| other.kind == "event");
    new.retain(|other| other.kind == "event");
    (gone, new)
}

pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    for event in events(from, to).0 {
        script.push(Statement::new(format!(
            "DROP EVENT {}",
            text::name(&event.name)
        )));
    }
}

pub(super) fn create(script: &mut Script, modes: &mut Modes, from: &Catalog, to: &Catalog) {
    for event in events(from, to).1 {
        let (sets, definition) = sets(&event.definition);
        for (variable, value) in sets {
            match variable {
                "time_zone" => modes.time_zone(script, value),
                _ => modes.sql_mode(script, value),
            }
        }
        let sql = with_comment(definition, event.comment.as_ref(), Some("do"));
        script.program(&format!("event {}", event.name), sql);
    }
}
