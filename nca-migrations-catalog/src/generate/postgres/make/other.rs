//! What is known by its definition alone, as SQL. The definitions are those of
//! `introspect/postgres/others`.

use std::fmt::Write as _;

use super::{ident, name, option, text};
use crate::model::{Name, Other};

/// The object: `POLICY "p" ON "t"`. An error says why there is none.
pub(in crate::generate::postgres) fn object(of: &Other) -> Result<String, String> {
    let on = || of.on.as_ref().map(name).unwrap_or_default();
    let whole = &of.name.name;
    Ok(match of.kind {
        "policy" | "rule" => format!(
            "{} {} ON {}",
            of.kind.to_ascii_uppercase(),
            ident(whole),
            on()
        ),
        "cast" => format!("CAST ({})", pair(whole, " as ", " AS ")?),
        "transform" => format!("TRANSFORM FOR {}", pair(whole, " in ", " LANGUAGE ")?),
        "operator" => {
            let (symbol, arguments) = operator(of)?;
            let arguments = match &*arguments {
                [right] => format!("NONE, {right}"),
                arguments => arguments.join(", "),
            };
            format!("OPERATOR {symbol} ({arguments})")
        }
        "operator class" | "operator family" => {
            let (class, method) = whole
                .split_once(" using ")
                .ok_or("its name was not understood")?;
            let named = Name {
                schema: of.name.schema.clone(),
                name: class.to_owned(),
            };
            format!(
                "{} {} USING {method}",
                of.kind.to_ascii_uppercase(),
                name(&named)
            )
        }
        "base type" => format!("TYPE {}", name(&of.name)),
        kind => format!("{} {}", kind.to_ascii_uppercase(), name(&of.name)),
    })
}

fn pair(of: &str, at: &str, with: &str) -> Result<String, String> {
    let (left, right) = of.rsplit_once(at).ok_or("its name was not understood")?;
    Ok(format!("{left}{with}{right}"))
}

/// Its name with its schema, and the types of its arguments.
fn operator(of: &Other) -> Result<(String, Vec<String>), String> {
    let (symbol, arguments) = of
        .name
        .name
        .split_once(" (")
        .ok_or("its name was not understood")?;
    let symbol = match &of.name.schema {
        Some(schema) => format!("{}.{symbol}", ident(schema)),
        None => symbol.to_owned(),
    };
    let arguments = arguments.trim_end_matches(')');
    let arguments = super::routine::split(arguments);
    Ok((symbol, arguments))
}

/// The statements that make it. An error says why there are none.
pub(in crate::generate::postgres) fn create(of: &Other) -> Result<Vec<String>, String> {
    let definition = of.definition.as_str();
    let object = object(of)?;
    let made = match of.kind {
        "policy" => format!("CREATE {object} {}", policy(definition)),
        "rule" => return Ok(rule(of, &object)),
        "statistics" => definition.to_owned(),
        "event trigger" => return event_trigger(of),
        "publication" => publication(of),
        "collation" => format!("CREATE {object} ({})", collation(definition)),
        "text search configuration" => return configuration(of, &object),
        "text search dictionary" => {
            let rest = definition.strip_prefix("template ").unwrap_or(definition);
            let (template, options) = rest.split_once(' ').unwrap_or((rest, ""));
            let options = match options {
                "" => String::new(),
                options => format!(", {options}"),
            };
            format!("CREATE {object} (TEMPLATE = {template}{options})")
        }
        "text search parser" | "text search template" => {
            let words: Vec<&str> = definition.split(' ').collect();
            let options: Vec<String> = words
                .chunks(2)
                .map(|pair| {
                    format!(
                        "{} = {}",
                        pair[0].to_ascii_uppercase(),
                        pair.last().unwrap_or(&"")
                    )
                })
                .collect();
            format!("CREATE {object} ({})", options.join(", "))
        }
        "cast" => format!("CREATE {object} {}", upper_keywords(definition)),
        "transform" => {
            let functions = definition
                .replace("from sql with ", "FROM SQL WITH FUNCTION ")
                .replace(" to sql with ", ", TO SQL WITH FUNCTION ")
                .replace("to sql with ", "TO SQL WITH FUNCTION ");
            format!("CREATE {object} ({functions})")
        }
        "conversion" => return conversion(of),
        "language" => {
            let (trusted, rest) = match definition.strip_prefix("trusted ") {
                Some(rest) => ("TRUSTED ", rest),
                None => ("", definition),
            };
            format!("CREATE {trusted}{object} {}", upper_keywords(rest))
        }
        "access method" => {
            let definition = definition
                .replace("for indexes ", "TYPE INDEX ")
                .replace("for tables ", "TYPE TABLE ")
                .replace("handler ", "HANDLER ");
            format!("CREATE {object} {definition}")
        }
        "foreign data wrapper" => format!("CREATE {object} {}", with_options(definition)),
        "server" => format!("CREATE {object} {}", with_options(definition)),
        "operator" => return new_operator(of),
        "base type" if definition == "shell" => format!("CREATE {object}"),
        "operator family" if definition.is_empty() => format!("CREATE {object}"),
        "base type" => return Err(
            "a type that is made of functions has to be announced before them; write it by hand"
                .to_owned(),
        ),
        "operator class" | "operator family" => {
            return Err("a catalog does not tell which operators and functions of a family are a class's; write it by hand".to_owned());
        }
        _ => return Err("there is no statement known that makes it; write it by hand".to_owned()),
    };
    Ok(vec![made])
}

/// `as restrictive for select to public using (..)`, with its own words in capitals.
fn policy(definition: &str) -> String {
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
fn enabled(definition: &str) -> (&str, Option<&'static str>) {
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

fn rule(of: &Other, _: &str) -> Vec<String> {
    let (sql, word) = enabled(&of.definition);
    let on = of.on.as_ref().map(name).unwrap_or_default();
    let enable = word.map(|word| format!("ALTER TABLE {on} {word} RULE {}", ident(&of.name.name)));
    [sql.to_owned()].into_iter().chain(enable).collect()
}

fn event_trigger(of: &Other) -> Result<Vec<String>, String> {
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

fn publication(of: &Other) -> String {
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

fn collation(definition: &str) -> String {
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

fn configuration(of: &Other, object: &str) -> Result<Vec<String>, String> {
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

fn conversion(of: &Other) -> Result<Vec<String>, String> {
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
fn with_options(definition: &str) -> String {
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

fn upper_keywords(definition: &str) -> String {
    let keywords = [
        "with",
        "without",
        "function",
        "inout",
        "as",
        "assignment",
        "implicit",
        "handler",
        "inline",
        "validator",
        "type",
        "version",
        "foreign",
        "data",
        "wrapper",
    ];
    let words = definition.split(' ').map(|word| {
        if keywords.contains(&word) {
            word.to_ascii_uppercase()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn new_operator(of: &Other) -> Result<Vec<String>, String> {
    let (symbol, arguments) = operator(of)?;
    let mut options = Vec::new();
    match &*arguments {
        [right] => options.push(format!("RIGHTARG = {right}")),
        [left, right] => {
            options.push(format!("LEFTARG = {left}"));
            options.push(format!("RIGHTARG = {right}"));
        }
        _ => return Err("its name was not understood".to_owned()),
    }
    let mut words = of.definition.split(' ').peekable();
    while let Some(word) = words.next() {
        // The types of another operator are not said again.
        let symbol_of = |value: &str| {
            let symbol = value.split('(').next().unwrap_or_default();
            format!("OPERATOR({symbol})")
        };
        match word {
            "hashes" | "merges" => options.push(word.to_ascii_uppercase()),
            "commutator" | "negator" => {
                let value = words.next().unwrap_or_default();
                options.push(format!(
                    "{} = {}",
                    word.to_ascii_uppercase(),
                    symbol_of(value)
                ));
                while words.peek().is_some_and(|next| !is_operator_word(next)) {
                    words.next();
                }
            }
            "function" | "restrict" | "join" => {
                let value = words.next().unwrap_or_default();
                options.insert(0, format!("{} = {value}", word.to_ascii_uppercase()));
            }
            _ => return Err("its definition was not understood".to_owned()),
        }
    }
    Ok(vec![format!(
        "CREATE OPERATOR {symbol} ({})",
        options.join(", ")
    )])
}

fn is_operator_word(word: &str) -> bool {
    [
        "function",
        "commutator",
        "negator",
        "restrict",
        "join",
        "hashes",
        "merges",
    ]
    .contains(&word)
}
