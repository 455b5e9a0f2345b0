//! A trigger.

use super::identifier;
use crate::model::Trigger;

/// The statement that makes a trigger on a table or view. Its definition is a line with the event and the rest.
pub(in super::super) fn trigger(trigger: &Trigger, on: &str) -> String {
    let (name, on) = (identifier(&trigger.name), identifier(on));
    let definition = &trigger.definition;
    let (event, rest) = definition.split_once('\n').unwrap_or((definition, ""));
    format!("CREATE TRIGGER {name} {event} ON {on}\n{rest}")
}
