//! `history`.

use std::cell::OnceCell;

use nca_migrations::chain::Chain;
use nca_migrations::{Position, Target};
use serde_json::{Value, json};

use super::show::current;
use crate::args::HistoryArgs;
use crate::context::Context;
use crate::entry::{self, Marks};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;

/// Why a range is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum HistoryError {
    // Alembic's words.
    #[error("History range requires [start]:[end], [start]:, or :[end]; `{0}` has no `:`")]
    NoColon(String),
    #[error("the range `{0}` ends before it starts: the older end comes first")]
    Backwards(String),
    #[error("`{0}` counts from the other end of the range, which does not say where that is")]
    BothRelative(String),
}

pub(super) fn run(context: &mut Context<'_>, args: &HistoryArgs) -> Result<Exit, Failure> {
    let carried = context.chain()?;
    let chain = &carried.chain;
    let known = OnceCell::new();
    let at = || -> Result<Position, Failure> {
        if let Some(position) = known.get() {
            return Ok(*position);
        }
        let position = current(context, chain)?;
        Ok(*known.get_or_init(|| position))
    };
    let (first, last) = match &args.rev_range {
        None => (Position(1), Position(chain.len())),
        Some(range) => resolve(range, chain, &at)?,
    };
    let mark = if args.indicate_current {
        // At the base no revision is the current one, which is not the same as not to know.
        let name = at()?.name(chain);
        Some(name.map_or_else(String::new, |name| name.version().into_owned()))
    } else {
        None
    };
    let shown = (first.0.max(1)..=last.0).rev().map(|position| {
        let index = position - 1;
        let marks = Marks::of(chain, index, mark.as_deref());
        (index, chain.revision(index), marks)
    });
    if context.globals.json {
        let revisions: Vec<Value> = shown
            .map(|(index, revision, marks)| json::revision(chain, index, &revision, marks))
            .collect();
        let history = json::object(json!({ "revisions": revisions }));
        context.streams.result(history);
        return Ok(Exit::Done);
    }
    for (index, revision, marks) in shown {
        context.streams.result(if context.globals.verbose {
            entry::long(chain, index, &revision, marks, &carried.prefix)
        } else {
            entry::line(chain, index, &revision, marks)
        });
    }
    Ok(Exit::Done)
}

/// The positions of both ends.
fn resolve(
    range: &str,
    chain: &Chain,
    current: &dyn Fn() -> Result<Position, Failure>,
) -> Result<(Position, Position), Failure> {
    let (start, end) = range
        .split_once(':')
        .ok_or_else(|| HistoryError::NoColon(range.to_owned()))?;
    let end_of = |text: &str| -> Result<Position, Failure> {
        match text {
            "current" => current(),
            _ => Ok(text.parse::<Target>()?.resolve(chain, Position(0))?),
        }
    };
    let (back, on) = (steps(start, '-'), steps(end, '+'));
    let (first, last) = match (back, on) {
        (Some(_), Some(_)) => return Err(HistoryError::BothRelative(range.to_owned()).into()),
        // Like Alembic's, an offset past an end stops there.
        (Some(back), None) => {
            let last = if end.is_empty() {
                Position(chain.len())
            } else {
                end_of(end)?
            };
            (Position(last.0.saturating_sub(back)), last)
        }
        (None, on) => {
            let first = if start.is_empty() {
                Position(0)
            } else {
                end_of(start)?
            };
            let last = match (on, end) {
                (Some(on), _) => Position(first.0.saturating_add(on).min(chain.len())),
                (None, "") => Position(chain.len()),
                (None, end) => end_of(end)?,
            };
            (first, last)
        }
    };
    if first <= last {
        Ok((first, last))
    } else {
        Err(HistoryError::Backwards(range.to_owned()).into())
    }
}

fn steps(text: &str, sign: char) -> Option<usize> {
    text.strip_prefix(sign)?.parse().ok()
}
