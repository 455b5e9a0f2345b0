//! Functions, procedures, aggregates.

use super::name;
use crate::model::{Routine, RoutineKind};

/// `FUNCTION "f"(integer)`.
pub(in crate::generate::postgres) fn object(of: &Routine) -> String {
    let kind = match of.kind {
        RoutineKind::Function => "FUNCTION",
        RoutineKind::Procedure => "PROCEDURE",
        RoutineKind::Aggregate => "AGGREGATE",
    };
    // An aggregate without arguments is told by `(*)`.
    let arguments = match (of.kind, &*of.arguments) {
        (RoutineKind::Aggregate, "") => "*",
        (_, arguments) => arguments,
    };
    format!("{kind} {}({arguments})", name(&of.name))
}

/// The statement that makes it, from the server's own words; an aggregate's from the catalog's.
pub(in crate::generate::postgres) fn create(of: &Routine) -> String {
    if of.kind != RoutineKind::Aggregate {
        return of.definition.replacen("CREATE OR REPLACE ", "CREATE ", 1);
    }
    let rest = of
        .definition
        .strip_prefix("CREATE AGGREGATE ")
        .unwrap_or(&of.definition);
    let end = arguments_end(rest);
    let (arguments, options) = rest.split_at(end);
    let arguments = match arguments {
        "()" => "(*)",
        arguments => arguments,
    };
    let options = split(options.trim_start_matches(", "))
        .into_iter()
        .filter_map(|option| {
            let Some((word, value)) = option.split_once(" = ") else {
                return match &*option {
                    "hypothetical" => Some("HYPOTHETICAL".to_owned()),
                    "finalfunc_extra" => Some("FINALFUNC_EXTRA".to_owned()),
                    "mfinalfunc_extra" => Some("MFINALFUNC_EXTRA".to_owned()),
                    _ => None,
                };
            };
            let value = match (word, value) {
                ("parallel", "s") => "SAFE",
                ("parallel", "r") => "RESTRICTED",
                ("finalfunc_modify" | "mfinalfunc_modify", "r") => "READ_ONLY",
                ("finalfunc_modify" | "mfinalfunc_modify", "s") => "SHAREABLE",
                ("finalfunc_modify" | "mfinalfunc_modify", "w") => "READ_WRITE",
                ("sortop", operator) => return Some(format!("SORTOP = OPERATOR({operator})")),
                (_, value) => value,
            };
            Some(format!("{} = {value}", word.to_ascii_uppercase()))
        });
    let options: Vec<String> = options.collect();
    format!(
        "CREATE AGGREGATE {}{arguments} (\n  {}\n)",
        name(&of.name),
        options.join(",\n  ")
    )
}

/// Where the parentheses that a text begins with end.
fn arguments_end(text: &str) -> usize {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// At `, ` outside of quotes and parentheses.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quote) = (0_usize, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().into_iter().for_each(|part| part.push(c));
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .collect()
}

/// What must be the same for a routine to be replaced in its place: what it is, the names of its arguments
/// and what it gives: <https://www.postgresql.org/docs/current/sql-createfunction.html>. Taken as text, so a
/// default that is new counts too.
pub(in crate::generate::postgres) fn signature(of: &Routine) -> &str {
    let definition = &of.definition;
    let end = definition.find("\n LANGUAGE").unwrap_or(definition.len());
    &definition[..end]
}
