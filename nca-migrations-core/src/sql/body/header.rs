//! What comes before the body of a MySQL stored program.

use std::ops::Range;

use super::is_one_of;
use crate::sql::token::{Token, TokenKind};

/// Finds where the header of a stored program ends and its body, a statement, begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    part: Part,
    parens: usize,
    /// The `BEGIN` of what may be MariaDB's `BEGIN NOT ATOMIC`.
    begin: Option<Range<usize>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Start,
    /// `BEGIN`: a transaction, unless `NOT ATOMIC` comes.
    Begin,
    /// `CREATE` or `ALTER`; which object is still open.
    Create,
    /// `DEFINER = name@host`; which object is still open.
    Definer,
    /// `FUNCTION` or `PROCEDURE`, up to the `)` after the parameters.
    Parameters(Returns),
    /// What may stand between parameters and body.
    Characteristics(Returns),
    /// `TRIGGER`, up to `FOR EACH ROW`.
    Trigger,
    Each,
    /// `EACH ROW`: `FOLLOWS` or `PRECEDES` may come.
    Row,
    /// `FOLLOWS` or `PRECEDES`: a name comes.
    Other,
    /// `EVENT`, up to `DO`.
    Event,
    Body,
    /// A statement without a body.
    NoBody,
}

/// Whether a type comes after the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Returns {
    Type,
    Nothing,
}

/// Words of MariaDB's that open a block outside of stored programs too.
const COMPOUND: [&str; 6] = ["if", "case", "loop", "while", "repeat", "for"];

/// `COMMENT '..'`, `LANGUAGE SQL`, `[NOT] DETERMINISTIC`, `CONTAINS SQL`, `NO SQL`,
/// `READS SQL DATA`, `MODIFIES SQL DATA`, `SQL SECURITY DEFINER`.
const CHARACTERISTICS: [&str; 13] = [
    "comment",
    "language",
    "sql",
    "not",
    "deterministic",
    "contains",
    "no",
    "reads",
    "data",
    "modifies",
    "security",
    "definer",
    "invoker",
];

impl Header {
    /// Takes in a token; whether it is the body's, or not part of a stored program's header.
    pub(super) fn ends_before(&mut self, token: &Token, source: &str) -> bool {
        match self.part {
            Part::Body => return true,
            Part::NoBody => return false,
            _ => {}
        }
        let is = |what| token.kind == TokenKind::Word && source.eq_ignore_ascii_case(what);
        let any = |what| token.kind == TokenKind::Word && is_one_of(source, what);
        let top = self.parens == 0;
        match token.kind {
            TokenKind::OpenParen => self.parens += 1,
            TokenKind::CloseParen => self.parens = self.parens.saturating_sub(1),
            _ => {}
        }
        self.part = match self.part {
            Part::Start => match () {
                () if any(&["create", "alter"]) => Part::Create,
                () if any(&COMPOUND) => Part::Body,
                () if is("begin") => {
                    self.begin = Some(token.range.clone());
                    Part::Begin
                }
                () => Part::NoBody,
            },
            Part::Begin if is("not") => Part::Body,
            Part::Begin => Part::NoBody,
            part @ (Part::Create | Part::Definer) => match () {
                () if is("procedure") => Part::Parameters(Returns::Nothing),
                () if is("function") => Part::Parameters(Returns::Type),
                () if is("trigger") => Part::Trigger,
                () if is("event") => Part::Event,
                () if part == Part::Definer && !any(&["view", "sql"]) => part,
                () if is("definer") => Part::Definer,
                () if any(&["or", "replace", "aggregate"]) => part,
                () => Part::NoBody,
            },
            Part::Parameters(returns)
                if token.kind == TokenKind::CloseParen && self.parens == 0 =>
            {
                Part::Characteristics(returns)
            }
            part @ Part::Characteristics(returns) => {
                let block = any(&COMPOUND) || any(&["begin", "return"]);
                let goes_on = match returns {
                    // The type is made of too many words to list; the body is a block or `RETURN`.
                    Returns::Type => !block,
                    Returns::Nothing => any(&CHARACTERISTICS) || token.kind == TokenKind::String,
                };
                if goes_on || !top { part } else { Part::Body }
            }
            Part::Trigger if is("each") => Part::Each,
            Part::Each if is("row") => Part::Row,
            Part::Row if any(&["follows", "precedes"]) => Part::Other,
            Part::Row => Part::Body,
            Part::Other => Part::Row,
            Part::Event if is("do") && top => {
                self.part = Part::Body;
                return false;
            }
            part => part,
        };
        self.part == Part::Body
    }

    /// The `BEGIN` that came before the body's first token, once.
    pub(super) fn take_begin(&mut self) -> Option<Range<usize>> {
        self.begin.take()
    }
}
