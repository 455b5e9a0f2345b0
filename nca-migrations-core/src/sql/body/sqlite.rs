//! SQLite: `CREATE TRIGGER .. BEGIN ..; END`.

use std::ops::Range;

use super::is_one_of;
use crate::sql::token::{Token, TokenKind};

/// Follows a statement that may create a trigger.
///
/// As in `sqlite3_complete`, only an `END` right after a `;` ends the body; no `CASE .. END` can
/// stand there, so none has to be counted.
#[derive(Clone, Debug, Default)]
pub(in crate::sql) struct Trigger {
    head: Head,
    begin: Option<Range<usize>>,
    /// A `;` of the body was seen.
    inside: bool,
    last: Last,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Head {
    /// Nothing but `EXPLAIN` yet.
    #[default]
    Start,
    /// `CREATE`, and `TEMP` perhaps.
    Create,
    Trigger,
    /// No trigger.
    Other,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    /// A `BEGIN` or a `;`: a statement of the body, or its `END`, may follow.
    Start,
    /// The body's `END`.
    End,
}

impl Trigger {
    pub(super) fn see(&mut self, token: &Token, source: &str) {
        let word = token.kind == TokenKind::Word;
        match self.head {
            Head::Other => return,
            Head::Trigger => {}
            Head::Start if word && source.eq_ignore_ascii_case("create") => {
                self.head = Head::Create;
                return;
            }
            Head::Start if word && is_one_of(source, &["explain", "query", "plan"]) => return,
            Head::Create if word && is_one_of(source, &["temp", "temporary"]) => return,
            Head::Create if word && source.eq_ignore_ascii_case("trigger") => {
                self.head = Head::Trigger;
                return;
            }
            Head::Start | Head::Create => {
                self.head = Head::Other;
                return;
            }
        }
        let is = |what| word && source.eq_ignore_ascii_case(what);
        self.last = match self.last {
            _ if token.kind == TokenKind::Semicolon => {
                self.inside = true;
                Last::Start
            }
            Last::Start if is("end") => Last::End,
            // `begin` can be the trigger's name or its table's: the last one before the first `;`
            // is the body's.
            _ if is("begin") && !self.inside => {
                self.begin = Some(token.range.clone());
                Last::Start
            }
            _ => Last::Other,
        };
    }

    pub(super) fn begin(&self) -> Option<Range<usize>> {
        self.begin.clone().filter(|_| self.last != Last::End)
    }
}
