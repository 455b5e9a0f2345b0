//! PostgreSQL: `BEGIN ATOMIC ..; END`, and the parentheses of `CREATE RULE .. DO (..; ..)`.

use std::ops::Range;

use super::is_one_of;
use crate::sql::token::{Token, TokenKind};

/// Follows any statement: as in psql, no `;` inside parentheses ends one.
///
/// psql counts `CASE` and `END` inside a body. The grammar (`routine_body_stmt_list`) lets the
/// body's `END` stand only after `ATOMIC` or a `;`, where no other `END` can: that also holds when
/// `end` is a column's label.
#[derive(Clone, Debug, Default)]
pub(in crate::sql) struct Routine {
    head: Head,
    parens: usize,
    last: Last,
    begin: Option<Range<usize>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Head {
    #[default]
    Start,
    /// `CREATE`, and `OR REPLACE` perhaps.
    Create,
    /// A function or a procedure.
    Routine,
    Other,
}

#[derive(Clone, Debug, Default)]
enum Last {
    #[default]
    Other,
    Begin(Range<usize>),
    /// `ATOMIC`, or a `;` of the body.
    Start,
}

impl Routine {
    pub(super) fn see(&mut self, token: &Token, source: &str) {
        match token.kind {
            TokenKind::OpenParen => self.parens += 1,
            TokenKind::CloseParen => self.parens = self.parens.saturating_sub(1),
            _ => {}
        }
        if self.head == Head::Other {
            return;
        }
        let word = token.kind == TokenKind::Word;
        let is = |what| word && source.eq_ignore_ascii_case(what);
        self.head = match self.head {
            Head::Start if is("create") => Head::Create,
            Head::Create if word && is_one_of(source, &["or", "replace"]) => Head::Create,
            Head::Create if word && is_one_of(source, &["function", "procedure"]) => Head::Routine,
            Head::Start | Head::Create => Head::Other,
            Head::Routine | Head::Other => {
                self.in_routine(token, source);
                Head::Routine
            }
        };
    }

    fn in_routine(&mut self, token: &Token, source: &str) {
        let is = |what| token.kind == TokenKind::Word && source.eq_ignore_ascii_case(what);
        let last = std::mem::take(&mut self.last);
        if token.kind == TokenKind::Semicolon {
            self.last = Last::Start;
            return;
        }
        if self.parens > 0 {
            return;
        }
        match last {
            Last::Begin(begin) if is("atomic") && self.begin.is_none() => {
                self.begin = Some(begin);
                self.last = Last::Start;
            }
            Last::Start if is("end") => self.begin = None,
            _ if is("begin") => self.last = Last::Begin(token.range.clone()),
            _ => {}
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.parens > 0 || self.begin.is_some()
    }

    pub(super) fn begin(&self) -> Option<Range<usize>> {
        self.begin.clone()
    }
}
