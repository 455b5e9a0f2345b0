//! The smallest pieces of a script.

use std::ops::Range;

/// A piece of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The bytes that it covers.
    pub range: Range<usize>,
    /// Whether its closing mark is missing. Then it is the last token.
    pub unterminated: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// Blanks and line ends.
    Whitespace,
    /// `-- ..` or, on MySQL, `# ..`, without the line's end.
    LineComment,
    /// `/* .. */`.
    BlockComment,
    /// `/*!`, `/*!50001`, `/*M!`: what follows is code to MySQL or MariaDB.
    ExecutableOpen,
    /// The `*/` that closes an [`ExecutableOpen`](Self::ExecutableOpen).
    ExecutableClose,
    /// A keyword or a plain identifier.
    Word,
    /// An identifier in quotes, with them.
    QuotedIdentifier,
    /// A string in quotes, with them and with a prefix such as `E` or `x`.
    String,
    /// `$tag$ .. $tag$`.
    DollarString,
    /// A number. Whether it is well formed is not looked at.
    Number,
    /// A placeholder or variable: `?1`, `$1`, `:name`, `@name`, `@@autocommit`.
    Parameter,
    /// `;`.
    Semicolon,
    /// What a `DELIMITER` command has put in the place of `;`.
    Delimiter,
    /// `(`.
    OpenParen,
    /// `)`.
    CloseParen,
    /// Any other single character.
    Punctuation,
    /// A command of the database's own command-line client, without the line's end.
    ClientCommand,
    /// The lines between `COPY .. FROM STDIN;` and `\.`, and that line too.
    CopyData,
}

impl TokenKind {
    /// Whether the server would not miss it: space, a comment, or data for a client.
    pub const fn is_trivia(self) -> bool {
        matches!(
            self,
            Self::Whitespace | Self::LineComment | Self::BlockComment | Self::CopyData
        )
    }
}

/// Something that is opened and never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unterminated {
    /// What.
    pub opened: Opened,
    /// The mark or word that opens it.
    pub range: Range<usize>,
}

/// What can be opened and be left so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Opened {
    /// A string.
    String,
    /// An identifier in quotes.
    Identifier,
    /// A block comment.
    Comment,
    /// A dollar-quoted string.
    DollarQuote {
        /// The text between the dollar signs; may be empty.
        tag: String,
    },
    /// An executable comment.
    ExecutableComment,
    /// The body of a trigger, function, procedure or event.
    Body,
}

impl Token {
    /// What this token leaves open, and the mark that opened it.
    pub(crate) fn unterminated(&self, text: &str) -> Option<Unterminated> {
        if !self.unterminated {
            return None;
        }
        let source = &text[self.range.clone()];
        let through = |mark: &[char]| source.find(mark).map_or(source.len(), |at| at + 1);
        let (opened, length) = match self.kind {
            TokenKind::String => (Opened::String, through(&['\'', '"'])),
            TokenKind::QuotedIdentifier => (Opened::Identifier, through(&['"', '`', '['])),
            TokenKind::DollarString => {
                let tag = source[1..].split('$').next().unwrap_or_default();
                (
                    Opened::DollarQuote {
                        tag: tag.to_owned(),
                    },
                    tag.len() + 2,
                )
            }
            _ => (Opened::Comment, 2),
        };
        Some(Unterminated {
            opened,
            range: self.range.start..self.range.start + length,
        })
    }
}
