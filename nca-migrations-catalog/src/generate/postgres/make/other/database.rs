//! What is in no schema: event triggers, publications, wrappers, servers.

use std::fmt::Write as _;

use super::relations::enabled;
use super::upper_keywords;
use crate::generate::postgres::make::{name, option, text};
use crate::model::Other;

pub(super) fn event_trigger(of: &Other) -> Result<Vec<String>, String> {
    let (rest, word) = enabled(&of.definition);
    let rest = rest
        .strip_prefix("on ")
        .ok_or("its definition was not understood")?;
    let (event, function) = rest
        .rsplit_once(" execute ")
        .ok_or("its definition was not understood")?;
    let (event, tags) = match event.split_once(" when tag in (") {
        Some((event, tags)) => {
            let tags: Vec<String> = tags.trim_end_matches(')').split(", ").map(text).collect();
            (event, format!(" WHEN TAG IN ({})", tags.join(", ")))
        }
        None => (event, String::new()),
    };
    let named = name(&of.name);
    let create =
        format!("CREATE EVENT TRIGGER {named} ON {event}{tags} EXECUTE FUNCTION {function}()");
    let enable = word.map(|word| format!("ALTER EVENT TRIGGER {named} {word}"));
    Ok([create].into_iter().chain(enable).collect())
}

pub(super) fn publication(of: &Other) -> String {
    let (mut of_what, mut with) = (Vec::new(), Vec::new());
    for line in of.definition.lines() {
        if let Some(table) = line.strip_prefix("table ") {
            let table = table.replacen(" where ", " WHERE ", 1);
            of_what.push(format!("TABLE {table}"));
        } else if let Some(schema) = line.strip_prefix("tables in schema ") {
            let schema = match schema {
                "current_schema" => "CURRENT_SCHEMA",
                schema => schema,
            };
            of_what.push(format!("TABLES IN SCHEMA {schema}"));
        } else if line == "all tables" {
            of_what.push("ALL TABLES".to_owned());
        } else if line == "publish via partition root" {
            with.push("publish_via_partition_root = true".to_owned());
        } else if line.starts_with("publish generated columns") {
            with.push("publish_generated_columns = stored".to_owned());
        } else if let Some(kinds) = line.strip_prefix("publish ") {
            with.push(format!("publish = {}", text(kinds)));
        }
    }
    let mut sql = format!("CREATE PUBLICATION {}", name(&of.name));
    if !of_what.is_empty() {
        let _ = write!(sql, " FOR {}", of_what.join(", "));
    }
    if !with.is_empty() {
        let _ = write!(sql, " WITH ({})", with.join(", "));
    }
    sql
}

/// What can get other options in its place, without them.
pub(in crate::generate::postgres) fn without_options(of: &Other) -> Option<&str> {
    let words = of.definition.split("options (").next().unwrap_or_default();
    matches!(of.kind, "server" | "foreign data wrapper").then(|| words.trim_end())
}

pub(in crate::generate::postgres) fn options(definition: &str) -> Vec<&str> {
    let options = definition
        .split_once("options (")
        .map_or("", |(_, options)| options);
    let options = options.strip_suffix(')').unwrap_or(options);
    options
        .split(", ")
        .filter(|option| !option.is_empty())
        .collect()
}

/// `type 'file' options (a=b, c=d)`.
pub(super) fn with_options(definition: &str) -> String {
    let (words, options) = match definition.split_once("options (") {
        Some((words, options)) => (words, options.trim_end_matches(')')),
        None => (definition, ""),
    };
    let mut sql = upper_keywords(words.trim_end());
    if !options.is_empty() {
        let options: Vec<String> = options.split(", ").map(option).collect();
        if !sql.is_empty() {
            sql.push(' ');
        }
        let _ = write!(sql, "OPTIONS ({})", options.join(", "));
    }
    sql
}
