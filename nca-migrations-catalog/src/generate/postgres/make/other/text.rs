//! What has to do with text: collations, conversions, text search.

use crate::generate::postgres::make::{name, text};
use crate::model::Other;

pub(super) fn collation(definition: &str) -> String {
    let mut rest = definition;
    let mut options = Vec::new();
    if let Some((provider, after)) = rest
        .strip_prefix("provider ")
        .map(|rest| rest.split_once(' ').unwrap_or((rest, "")))
    {
        options.push(format!("PROVIDER = {provider}"));
        rest = after;
    }
    for (word, option) in [
        ("locale ", "LOCALE"),
        ("lc_collate ", "LC_COLLATE"),
        ("lc_ctype ", "LC_CTYPE"),
        ("not deterministic", "DETERMINISTIC"),
        ("rules ", "RULES"),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            if option == "DETERMINISTIC" {
                options.push("DETERMINISTIC = false".to_owned());
                rest = after.trim_start();
                continue;
            }
            // A string, with its quotes doubled inside.
            let end = string_end(after);
            options.push(format!("{option} = {}", &after[..end]));
            rest = after[end..].trim_start();
        }
    }
    options.join(", ")
}

fn string_end(text: &str) -> usize {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '\'' => inside = !inside,
            ' ' if !inside => return at,
            _ => {}
        }
    }
    text.len()
}

pub(super) fn configuration(of: &Other, object: &str) -> Result<Vec<String>, String> {
    let mut lines = of.definition.lines();
    let parser = lines.next().and_then(|line| line.strip_prefix("parser "));
    let parser = parser.ok_or("its definition was not understood")?;
    let mut statements = vec![format!("CREATE {object} (PARSER = {parser})")];
    let mut mappings: Vec<(&str, Vec<&str>)> = Vec::new();
    for (token, dictionaries) in lines.filter_map(|line| line.split_once(": ")) {
        match mappings.iter_mut().find(|(of, _)| *of == dictionaries) {
            Some((_, tokens)) => tokens.push(token),
            None => mappings.push((dictionaries, vec![token])),
        }
    }
    statements.extend(mappings.into_iter().map(|(dictionaries, tokens)| {
        format!(
            "ALTER {object} ADD MAPPING FOR {} WITH {dictionaries}",
            tokens.join(", ")
        )
    }));
    Ok(statements)
}

pub(super) fn conversion(of: &Other) -> Result<Vec<String>, String> {
    let (default, rest) = match of.definition.strip_prefix("default ") {
        Some(rest) => ("DEFAULT ", rest),
        None => ("", of.definition.as_str()),
    };
    let words: Vec<&str> = rest.split(' ').collect();
    match *words {
        ["for", from, "to", to, "from", function] => Ok(vec![format!(
            "CREATE {default}CONVERSION {} FOR {} TO {} FROM {function}",
            name(&of.name),
            text(from),
            text(to)
        )]),
        _ => Err("its definition was not understood".to_owned()),
    }
}
