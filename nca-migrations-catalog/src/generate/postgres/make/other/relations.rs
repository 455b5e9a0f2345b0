//! Policies and rules.

use std::fmt::Write as _;

use crate::generate::postgres::make::{ident, name};
use crate::model::Other;

/// `as restrictive for select to public using (..)`, with its own words in capitals.
pub(super) fn policy(definition: &str) -> String {
    let mut sql = String::new();
    let mut rest = definition;
    if let Some(after) = rest.strip_prefix("as restrictive ") {
        sql.push_str("AS RESTRICTIVE ");
        rest = after;
    }
    if let Some((command, after)) = rest
        .strip_prefix("for ")
        .and_then(|rest| rest.split_once(' '))
    {
        let _ = write!(sql, "FOR {} ", command.to_ascii_uppercase());
        rest = after;
    }
    let clauses = [(" using (", " USING ("), (" with check (", " WITH CHECK (")];
    let at = clauses
        .iter()
        .filter_map(|(clause, _)| rest.find(clause))
        .min();
    let (roles, mut conditions) = rest.split_at(at.unwrap_or(rest.len()));
    let roles: Vec<&str> = roles
        .strip_prefix("to ")
        .unwrap_or(roles)
        .split(", ")
        .collect();
    let roles: Vec<&str> = roles
        .iter()
        .map(|role| if *role == "public" { "PUBLIC" } else { role })
        .collect();
    let _ = write!(sql, "TO {}", roles.join(", "));
    if let Some(after) = conditions.strip_prefix(" using (") {
        // The last that is written so, outside of what the condition may say.
        let end = after
            .rfind(") with check (")
            .map_or(after.len(), |end| end + 1);
        let (using, check) = after.split_at(end);
        let _ = write!(sql, " USING ({using}");
        conditions = check;
    }
    if let Some(check) = conditions.strip_prefix(" with check (") {
        let _ = write!(sql, " WITH CHECK ({check}");
    }
    sql
}

/// What a definition says at its end of when it works, and the rest.
pub(super) fn enabled(definition: &str) -> (&str, Option<&'static str>) {
    for (end, word) in [
        (" (disabled)", "DISABLE"),
        (" (enabled replica)", "ENABLE REPLICA"),
        (" (enabled always)", "ENABLE ALWAYS"),
    ] {
        if let Some(rest) = definition.strip_suffix(end) {
            return (rest, Some(word));
        }
    }
    (definition, None)
}

pub(super) fn rule(of: &Other) -> Vec<String> {
    let (sql, word) = enabled(&of.definition);
    let on = of.on.as_ref().map(name).unwrap_or_default();
    let enable = word.map(|word| format!("ALTER TABLE {on} {word} RULE {}", ident(&of.name.name)));
    [sql.to_owned()].into_iter().chain(enable).collect()
}
