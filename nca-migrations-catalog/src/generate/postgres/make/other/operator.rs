//! Operators.

use crate::generate::postgres::make::{ident, routine};
use crate::model::Other;

/// Its name with its schema, and the types of its arguments.
pub(super) fn operator(of: &Other) -> Result<(String, Vec<String>), String> {
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
    let arguments = routine::split(arguments);
    Ok((symbol, arguments))
}

pub(super) fn new_operator(of: &Other) -> Result<Vec<String>, String> {
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
