//! The scripts of one migration: which there are, for whom, and what their text says.

use std::ops::Range;

use super::node::{Node, State};
use crate::chain::Direction;
use crate::check::{self, Finding, Framing};
use crate::dialect::Dialects;
use crate::problem::{Kind, Problem};
use crate::script_file;
use crate::source::Place;
use crate::text;

/// Says which dialects each script serves, misses those that should be there, and checks texts.
pub(super) fn check(node: &mut Node, served: Dialects, problems: &mut Vec<Problem>) {
    assign(node, served);
    if node.state != State::Partial {
        pairs(node, served, problems);
    }
    texts(node, problems);
}

fn assign(node: &mut Node, served: Dialects) {
    let present: Vec<String> = node
        .scripts
        .iter()
        .map(|script| script.source.file_name().to_owned())
        .collect();
    let present: Vec<&str> = present.iter().map(String::as_str).collect();
    for (script, file) in node.scripts.iter_mut().zip(&present) {
        script.dialects = script_file::dialects(file, &present, served);
    }
}

fn pairs(node: &mut Node, served: Dialects, problems: &mut Vec<Problem>) {
    let migration = node.name.to_string();
    let of = |direction| {
        node.scripts
            .iter()
            .filter(move |script| script.direction == direction)
            .flat_map(|script| script.dialects.iter())
            .collect::<Dialects>()
    };
    let place = |direction| {
        node.scripts
            .iter()
            .find(|script| script.direction == direction)
            .map_or_else(
                || node.first_place(),
                |script| Place::first_line(&script.source),
            )
    };
    let before = problems.len();
    let no_up = served.without(of(Direction::Up));
    if !no_up.is_empty() {
        let kind = Kind::MissingUp {
            migration: migration.clone(),
            dialects: no_up,
            served,
        };
        problems.push(Problem::new(kind, place(Direction::Down)));
    }
    let no_down = served.without(of(Direction::Down));
    match &node.metadata.irreversible {
        None if !no_down.is_empty() && no_up != served => {
            let kind = Kind::MissingDown {
                migration,
                dialects: no_down,
                served,
            };
            problems.push(Problem::new(kind, place(Direction::Up)));
        }
        Some(_)
            if node
                .scripts
                .iter()
                .any(|script| script.direction == Direction::Down) =>
        {
            let kind = Kind::DownDespiteIrreversible { migration };
            problems.push(Problem::new(kind, place(Direction::Down)));
        }
        _ => {}
    }
    if problems.len() > before {
        node.fault();
    }
}

fn texts(node: &mut Node, problems: &mut Vec<Problem>) {
    // How the script runs is not known when its metadata has a problem; then nothing is said about
    // what depends on it.
    let framing = match node.metadata.run_in_transaction {
        Some(true) => Framing::Transaction,
        _ => Framing::None,
    };
    let before = problems.len();
    for script in &mut node.scripts {
        let name = format!("{}/{}", node.name, script.source.file_name());
        if let Some(span) = text::conflict_marker(&script.source.text) {
            script.state = State::Faulty;
            let kind = Kind::MergeConflict { name };
            problems.push(Problem::new(kind, Place::new(&script.source, span)));
            continue;
        }
        let findings = merged(&script.source.text, script.dialects, framing);
        if !findings.is_empty() {
            script.state = State::Faulty;
        }
        for (finding, span, dialects) in findings {
            let place = match finding {
                Finding::Empty => Place::new(&script.source, 0..0),
                _ => Place::new(&script.source, span),
            };
            let kind = Kind::Script {
                finding,
                script: name.clone(),
                dialects,
                served: script.dialects,
            };
            problems.push(Problem::new(kind, place));
        }
    }
    if problems.len() > before {
        node.fault();
    }
}

/// What is found in a text, with the dialects in which it is found.
fn merged(
    text: &str,
    dialects: Dialects,
    framing: Framing,
) -> Vec<(Finding, Range<usize>, Dialects)> {
    let mut all: Vec<(Finding, Range<usize>, Dialects)> = Vec::new();
    for dialect in dialects.iter() {
        for (finding, span) in check::script(text, dialect, framing) {
            match all
                .iter_mut()
                .find(|(other, at, _)| *other == finding && at.start == span.start)
            {
                Some((_, _, of)) => *of = of.with(dialect),
                None => all.push((finding, span, Dialects::only(dialect))),
            }
        }
    }
    all
}
