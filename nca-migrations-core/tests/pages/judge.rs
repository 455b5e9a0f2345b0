//! Whether a page is right: its form, and what its examples give.

use nca_migrations_core::draw::{self, Style};
use nca_migrations_core::problem::{Code, Problem};

use crate::example::{self, AtTheEnd};
use crate::page::{self, Example};

/// Everything that is wrong with the page of `code`.
pub(crate) fn page(code: Code, text: &str) -> Vec<String> {
    match page::read(code, text) {
        Ok(page) => bad(code, &page.bad)
            .into_iter()
            .chain(good(code, &page.good))
            .collect(),
        Err(faults) => faults,
    }
}

/// One problem of the page's code, and no other.
fn bad(code: Code, example: &Example) -> Option<String> {
    let problems = match example::problems(example, AtTheEnd::LoadAsItIs) {
        Ok(problems) => problems,
        Err(fault) => return Some(format!("Bad: {fault}")),
    };
    let mut found: Vec<Code> = problems.iter().map(Problem::code).collect();
    found.sort();
    (found != [code]).then(|| {
        format!(
            "Bad: expected {code}, found {}:\n{}",
            listed(&found),
            drawn(&problems)
        )
    })
}

fn good(code: Code, example: &Example) -> Option<String> {
    // Where the lock file is the matter, the page itself has to show what is locked.
    let at_the_end = if code.to_string().starts_with("NCA06") {
        AtTheEnd::LoadAsItIs
    } else {
        AtTheEnd::Lock
    };
    match example::problems(example, at_the_end) {
        Ok(problems) if problems.is_empty() => None,
        Ok(problems) => Some(format!("Good: expected no problem:\n{}", drawn(&problems))),
        Err(fault) => Some(format!("Good: {fault}")),
    }
}

fn listed(codes: &[Code]) -> String {
    match codes {
        [] => "no problem".to_owned(),
        _ => codes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

pub(crate) fn drawn(problems: &[Problem]) -> String {
    let drawings = problems
        .iter()
        .map(|problem| draw::problem(problem, Style::Plain, 140));
    drawings.collect::<Vec<_>>().join("\n")
}
