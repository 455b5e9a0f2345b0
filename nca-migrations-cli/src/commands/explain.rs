//! `explain`.

use nca_migrations_core::problem::Code;
use serde_json::{Value, json};

use crate::args::ExplainArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{json, pages};

/// Why there is nothing to explain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ExplainError {
    #[error(
        "there is no problem `{given}`: did you mean `{nearest}`?\n\
         `explain` without a code lists all"
    )]
    Unknown { given: String, nearest: Code },
}

pub(super) fn run(context: &mut Context<'_>, args: &ExplainArgs) -> Result<Exit, Failure> {
    let Some(given) = &args.code else {
        list(context);
        return Ok(Exit::Done);
    };
    let code = find(given)?;
    let page = pages::of(code);
    if context.globals.json {
        let fields = json!({
            "code": code.to_string(),
            "title": pages::title(code),
            "page": page,
        });
        context.streams.result(json::object(fields));
    } else {
        context.streams.result(page.trim_end());
    }
    Ok(Exit::Done)
}

fn list(context: &mut Context<'_>) {
    if context.globals.json {
        let codes: Vec<Value> = Code::ALL
            .iter()
            .map(|code| json!({ "code": code.to_string(), "title": pages::title(*code) }))
            .collect();
        let codes = json::object(json!({ "codes": codes }));
        context.streams.result(codes);
        return;
    }
    for code in Code::ALL {
        let title = pages::title(*code);
        context.streams.result(format!("{code}  {title}"));
    }
}

/// `NCA0202`, also as `nca0202` or `202`.
fn find(given: &str) -> Result<Code, ExplainError> {
    let digits = given.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let whole = format!("NCA{digits:0>4}");
    let unknown = || ExplainError::Unknown {
        given: given.to_owned(),
        nearest: nearest(&given.to_ascii_uppercase()),
    };
    given
        .parse()
        .or_else(|_| whole.parse())
        .map_err(|_| unknown())
}

/// The code that is spelt most like it; of several, that of the nearest number.
fn nearest(given: &str) -> Code {
    let number = |text: &str| -> u32 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_default()
    };
    let distance = |code: &Code| {
        let code = code.to_string();
        let apart = number(&code).abs_diff(number(given));
        (strsim::damerau_levenshtein(&code, given), apart)
    };
    let nearest = Code::ALL.iter().copied().min_by_key(distance);
    nearest.unwrap_or(Code::ALL[0])
}
