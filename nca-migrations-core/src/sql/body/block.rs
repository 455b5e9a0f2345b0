//! The blocks of MySQL's and MariaDB's stored programs.

use std::ops::Range;

use super::handler::Handler;
use super::is_one_of;
use crate::sql::token::{Token, TokenKind};

/// Follows a body: which blocks are open, and whether a statement may begin.
///
/// `begin` and `end` are no reserved words, `if` and `repeat` are functions too, and `case` is an
/// expression and a statement. So a block opens only where a statement may begin, and its `END`
/// counts only there too, or after the condition of an `UNTIL`.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    open: Vec<(Block, Range<usize>)>,
    /// A statement may begin here.
    start: bool,
    handler: Handler,
    last: Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    Begin,
    If,
    Case,
    /// `CASE .. END` as an expression.
    CaseExpression,
    Loop,
    /// `WHILE` or `FOR`, before its `DO`.
    Head,
    /// `WHILE` or `FOR`, after its `DO`.
    Do,
    Repeat,
    /// `REPEAT` in its `UNTIL`.
    Until,
}

/// What the token before was, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// A word, number, string or `)`: something an expression can end with.
    Operand,
    /// The `END` of a block: the block's keyword may follow.
    End,
    /// A dot: what follows is a name.
    Dot,
    /// A word in the middle of an expression, an operator, a `;`.
    Other,
}

/// Words that an expression cannot end with.
const WITHIN: [&str; 20] = [
    "and", "or", "xor", "not", "is", "in", "like", "between", "div", "mod", "when", "then", "else",
    "case", "regexp", "rlike", "binary", "interval", "escape", "until",
];

impl Default for Blocks {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            start: true,
            handler: Handler::default(),
            last: Last::Other,
        }
    }
}

impl Blocks {
    /// Opens a block with its `BEGIN`.
    pub(super) fn begin(&mut self, begin: Range<usize>) {
        self.open.push((Block::Begin, begin));
    }

    /// The word that opened the outermost block.
    pub(super) fn outermost(&self) -> Option<Range<usize>> {
        self.open.first().map(|(_, range)| range.clone())
    }

    /// Takes in a token of the body.
    pub(super) fn see(&mut self, token: &Token, source: &str) {
        if self.handler.ends_before(token, source) {
            self.start = true;
        }
        let last = self.last;
        self.last = match token.kind {
            TokenKind::Punctuation if source == "." => Last::Dot,
            TokenKind::Word if is_one_of(source, &WITHIN) => Last::Other,
            TokenKind::Punctuation | TokenKind::OpenParen | TokenKind::Semicolon => Last::Other,
            _ => Last::Operand,
        };
        self.start = match token.kind {
            TokenKind::Semicolon => true,
            // The colon of a label; the one of `:=` has its `=` after it.
            TokenKind::Punctuation => source == ":",
            TokenKind::Word if last != Last::Dot => self.word(token, source, last),
            _ => false,
        };
    }

    /// Takes in a word; whether a statement may begin after it.
    fn word(&mut self, token: &Token, source: &str, last: Last) -> bool {
        let is = |what| source.eq_ignore_ascii_case(what);
        let top = self.open.last().map(|(block, _)| *block);
        let mut open = |block| self.open.push((block, token.range.clone()));
        if is("case") {
            match last {
                // `END CASE`.
                Last::End => {}
                _ if self.start => open(Block::Case),
                _ => open(Block::CaseExpression),
            }
            return false;
        }
        if is("end") {
            return self.end(top, last);
        }
        if self.start {
            match () {
                () if is("begin") => open(Block::Begin),
                () if is("loop") => open(Block::Loop),
                () if is("repeat") => open(Block::Repeat),
                () if is("if") => open(Block::If),
                () if is("while") || is("for") => open(Block::Head),
                () if is("until") && top == Some(Block::Repeat) => self.become_top(Block::Until),
                () if is("declare") => self.handler = Handler::Declare,
                () => {}
            }
            // `BEGIN NOT ATOMIC`.
            let begin = is_one_of(
                source,
                &["begin", "loop", "repeat", "not", "atomic", "else"],
            );
            return begin || is("then");
        }
        match top {
            Some(Block::CaseExpression) => false,
            // Oracle mode has `LOOP` in the place of `DO`.
            Some(Block::Head) if is("do") || is("loop") => {
                self.become_top(Block::Do);
                true
            }
            _ => is("then") || is("else"),
        }
    }

    /// Takes in an `END`.
    fn end(&mut self, top: Option<Block>, last: Last) -> bool {
        let ends = match top {
            None => false,
            Some(Block::CaseExpression | Block::Until) => last == Last::Operand,
            Some(_) => self.start,
        };
        if ends {
            self.open.pop();
            if top != Some(Block::CaseExpression) {
                self.last = Last::End;
            }
        }
        false
    }

    fn become_top(&mut self, block: Block) {
        if let Some((top, _)) = self.open.last_mut() {
            *top = block;
        }
    }
}
