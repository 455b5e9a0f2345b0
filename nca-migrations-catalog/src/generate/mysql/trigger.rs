//! Triggers. Those for the same event of a table run in an order.

use super::column::same;
use super::mode::Modes;
use super::place::longest_rise;
use super::program::with_words;
use super::script::Script;
use super::text::{identifier, value};
use crate::model::{Catalog, Name, Table, Trigger};

/// An event, and the triggers for it in the order that they run in.
type Run<'a> = (String, Vec<&'a Trigger>);

/// Which triggers go, and which come.
#[derive(Debug, Default)]
pub(super) struct Triggers<'a> {
    gone: Vec<&'a Trigger>,
    /// Those of them that are not to run while rows are written.
    stopped: Vec<&'a Trigger>,
    /// Each with what says its place.
    new: Vec<(&'a Trigger, Option<String>)>,
}

impl<'a> Triggers<'a> {
    /// While the rows of the tables in `filled` are written, no trigger is to run: it would do what it does for
    /// changes of the program's.
    pub(super) fn of(from: &'a Catalog, to: &'a Catalog, filled: &[&Name]) -> Self {
        let mut triggers = Self::default();
        for old in &from.tables {
            let is_filled = filled.contains(&&old.name);
            // Those of a table that goes go with it.
            if let Some(new) = to.table(&old.name) {
                triggers.compare(runs(old), new, is_filled);
            }
        }
        for new in to
            .tables
            .iter()
            .filter(|table| from.table(&table.name).is_none())
        {
            triggers.compare(Vec::new(), new, false);
        }
        triggers
    }

    fn compare(&mut self, old_runs: Vec<Run<'a>>, new: &'a Table, is_filled: bool) {
        for (event, run) in runs(new) {
            let before = old_runs.iter().find(|(other, _)| *other == event);
            let before: &[&Trigger] = before.map_or(&[], |(_, run)| run);
            let place = |trigger: &&&Trigger| {
                let is_same = |other: &&Trigger| is_same(trigger, other);
                run.iter()
                    .position(is_same)
                    .filter(|_| !(is_filled && event.ends_with("UPDATE")))
            };
            let places: Vec<usize> = before
                .iter()
                .filter_map(|trigger| place(&trigger))
                .collect();
            let kept: Vec<usize> = longest_rise(&places)
                .into_iter()
                .map(|at| places[at])
                .collect();
            let stays = |trigger: &&&Trigger| kept.iter().any(|at| is_same(run[*at], trigger));
            self.gone
                .extend(before.iter().filter(|trigger| !stays(trigger)));
            for (at, trigger) in run.iter().enumerate() {
                if kept.contains(&at) {
                    continue;
                }
                let follows = at
                    .checked_sub(1)
                    .map(|before| format!(" FOLLOWS {}", identifier(&run[before].name)));
                let next = kept.iter().find(|next| **next > at);
                let precedes =
                    next.map(|next| format!(" PRECEDES {}", identifier(&run[*next].name)));
                self.new.push((trigger, follows.or(precedes)));
            }
        }
        for (event, run) in old_runs {
            if is_filled && event.ends_with("UPDATE") {
                self.stopped.extend(&run);
            }
            if !runs(new).iter().any(|(other, _)| *other == event) {
                self.gone.extend(run);
            }
        }
    }

    /// Those that are gone for good, and those that are not to run while rows are written.
    pub(super) fn drop(&self, script: &mut Script) {
        for trigger in self.gone.iter().filter(|trigger| !self.is_late(trigger)) {
            script.say(drop_text(trigger));
        }
    }

    /// Whether it goes directly before it comes back.
    fn is_late(&self, gone: &Trigger) -> bool {
        let comes_back = |(new, _): &(&Trigger, _)| same(&new.name, &gone.name);
        self.new.iter().any(comes_back)
            && !self.stopped.iter().any(|stopped| stopped.name == gone.name)
    }

    pub(super) fn create(&self, script: &mut Script, modes: &mut Modes) {
        for (trigger, place) in &self.new {
            modes.sql_mode(
                script,
                value(&trigger.settings, "sql_mode").unwrap_or_default(),
            );
            let late = self.gone.iter().filter(|gone| self.is_late(gone));
            for gone in late.filter(|gone| same(&gone.name, &trigger.name)) {
                script.say(drop_text(gone));
            }
            let place = place.as_deref().unwrap_or_default();
            let sql = with_words(&trigger.definition, place);
            script.program(&format!("trigger {}", Name::plain(&trigger.name)), sql);
        }
    }
}

fn drop_text(trigger: &Trigger) -> String {
    format!("DROP TRIGGER {}", identifier(&trigger.name))
}

fn is_same(one: &Trigger, other: &Trigger) -> bool {
    let mode = |trigger: &Trigger| value(&trigger.settings, "sql_mode").map(str::to_owned);
    one.name == other.name && one.definition == other.definition && mode(one) == mode(other)
}

/// The triggers of each event in the order that they run in.
fn runs(table: &Table) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut left: Vec<&Trigger> = table.triggers.iter().collect();
    // The first of each run follows none.
    while let Some(at) = left
        .iter()
        .position(|trigger| value(&trigger.settings, "follows").is_none())
    {
        let first = left.remove(at);
        let mut run = vec![first];
        let mut last = first;
        while let Some(at) = left.iter().position(|trigger| follows(trigger, last)) {
            last = left.remove(at);
            run.push(last);
        }
        runs.push((event(first), run));
    }
    runs.extend(
        left.into_iter()
            .map(|trigger| (event(trigger), vec![trigger])),
    );
    runs
}

fn follows(trigger: &Trigger, other: &Trigger) -> bool {
    let name = value(&trigger.settings, "follows");
    let bare = name.map(|name| {
        let inner = name
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'));
        inner.unwrap_or(name).replace("``", "`")
    });
    bare.as_deref() == Some(&*other.name) && event(trigger) == event(other)
}

/// `BEFORE UPDATE`: what its definition says after its name.
fn event(trigger: &Trigger) -> String {
    use nca_migrations_core::dialect::Dialect;
    let text = &trigger.definition;
    let words =
        nca_migrations_core::sql::lex(text, Dialect::Mysql).filter(|token| !token.kind.is_trivia());
    let words: Vec<&str> = words
        .skip(3)
        .take(2)
        .map(|token| &text[token.range])
        .collect();
    words.join(" ").to_ascii_uppercase()
}
