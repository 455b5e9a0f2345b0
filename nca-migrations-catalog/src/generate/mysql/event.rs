//! Events. Nothing is granted on them, so one that changes is dropped and made again.

use super::mode::Modes;
use super::program::{sets, with_comment};
use super::script::Script;
use super::text;
use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Other};

fn pairs<'a>(from: &'a Catalog, to: &'a Catalog) -> Pairs<'a, Other> {
    let key = |other: &Other| (other.kind, other.name.name.to_lowercase());
    let mut pairs = Pairs::by(&from.others, &to.others, key);
    pairs.gone.retain(|other| other.kind == "event");
    pairs.new.retain(|other| other.kind == "event");
    pairs
        .both
        .retain(|(old, new)| old.kind == "event" && old != new);
    pairs
}

pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    for event in pairs(from, to).gone {
        script.say(format!("DROP EVENT {}", text::name(&event.name)));
    }
}

pub(super) fn create(script: &mut Script, modes: &mut Modes, from: &Catalog, to: &Catalog) {
    let pairs = pairs(from, to);
    let changed = pairs.both.into_iter().map(|(old, new)| (Some(old), new));
    let new = pairs.new.into_iter().map(|new| (None, new));
    for (old, event) in changed.chain(new) {
        let (sets, definition) = sets(&event.definition);
        for (variable, value) in sets {
            match variable {
                "time_zone" => modes.time_zone(script, value),
                _ => modes.sql_mode(script, value),
            }
        }
        if let Some(old) = old {
            script.say(format!("DROP EVENT {}", text::name(&old.name)));
        }
        let sql = with_comment(definition, event.comment.as_ref(), Some("do"));
        script.program(&format!("event {}", event.name), sql);
    }
}
