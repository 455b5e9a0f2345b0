//! `DECLARE .. HANDLER FOR`: the conditions, after which a statement begins.

use crate::sql::token::{Token, TokenKind};

/// Follows a `DECLARE`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Handler {
    /// No handler is being declared.
    #[default]
    None,
    /// `DECLARE`: `HANDLER` may come.
    Declare,
    /// `HANDLER`: `FOR` comes.
    Kind,
    /// `FOR` or a comma: a condition comes.
    Condition,
    /// `NOT`: `FOUND` comes.
    Not,
    /// `SQLSTATE`: `VALUE` may come, then a string.
    Sqlstate,
    /// A condition is complete: a comma or the statement comes.
    Complete,
}

impl Handler {
    /// Takes in a token; whether it begins the handler's statement.
    pub(super) fn ends_before(&mut self, token: &Token, source: &str) -> bool {
        let is = |what| token.kind == TokenKind::Word && source.eq_ignore_ascii_case(what);
        let ends = *self == Self::Complete && source != ",";
        *self = match self {
            _ if token.kind == TokenKind::Semicolon => Self::None,
            Self::Declare if is("handler") => Self::Kind,
            Self::Declare => Self::Declare,
            Self::Kind if is("for") => Self::Condition,
            Self::Condition if is("not") => Self::Not,
            Self::Condition if is("sqlstate") => Self::Sqlstate,
            Self::Sqlstate if is("value") => Self::Sqlstate,
            Self::Condition | Self::Not | Self::Sqlstate => Self::Complete,
            Self::Complete if source == "," => Self::Condition,
            Self::None | Self::Kind | Self::Complete => Self::None,
        };
        ends
    }
}
