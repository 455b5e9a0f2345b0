//! What is known by its definition alone, as SQL. The definitions are those of
//! `introspect/postgres/others`.

mod database;
mod operator;
mod relations;
mod text;

use database::{event_trigger, publication, with_options};
use operator::{new_operator, operator};
use relations::{policy, rule};
use text::{collation, configuration, conversion};

pub(in crate::generate::postgres) use database::{options, without_options};

use super::{ident, name};
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

/// The statements that make it. An error says why there are none.
pub(in crate::generate::postgres) fn create(of: &Other) -> Result<Vec<String>, String> {
    let definition = of.definition.as_str();
    let object = object(of)?;
    let made = match of.kind {
        "policy" => format!("CREATE {object} {}", policy(definition)),
        "rule" => return Ok(rule(of)),
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
        "foreign data wrapper" | "server" => {
            format!("CREATE {object} {}", with_options(definition))
        }
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
