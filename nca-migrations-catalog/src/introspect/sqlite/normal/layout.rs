//! Where blanks and line ends go.

use super::super::keyword;
use super::super::token::Kind;
use super::spell::Piece;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// In one line.
    Line,
    /// Each clause of a query on a line, which begins with so many blanks.
    Clauses { indent: usize },
}

pub(super) fn text(pieces: &[Piece], layout: Layout) -> String {
    let mut text = String::with_capacity(pieces.len() * 6);
    let (mut depth, mut unary) = (0_usize, false);
    for (at, piece) in pieces.iter().enumerate() {
        if piece.kind == Kind::Close {
            depth = depth.saturating_sub(1);
        }
        if let Some(before) = at.checked_sub(1).map(|before| &pieces[before]) {
            match layout {
                Layout::Clauses { indent } if depth == 0 && begins_clause(pieces, at) => {
                    text.push('\n');
                    text.extend(std::iter::repeat_n(' ', indent));
                }
                _ if is_apart(pieces, at, before, unary) => text.push(' '),
                _ => {}
            }
        }
        unary = piece.kind == Kind::Operator
            && matches!(&*piece.text, "-" | "+" | "~")
            && !(at > 0 && ends_operand(&pieces[at - 1]));
        if piece.kind == Kind::Open {
            depth += 1;
        }
        text.push_str(&piece.text);
    }
    text
}

/// Whether a blank is before a piece.
fn is_apart(pieces: &[Piece], at: usize, before: &Piece, unary: bool) -> bool {
    let piece = &pieces[at];
    match (before.kind, piece.kind) {
        (Kind::Open, _)
        | (_, Kind::Close | Kind::Comma | Kind::Semicolon)
        | (Kind::DoubleQuoted, Kind::Open) => false,
        (_, Kind::Dot) => !is_path(pieces, at),
        (Kind::Dot, _) => !is_path(pieces, at - 1),
        (Kind::Word, Kind::Open) => keyword::stands_apart(&before.text.to_ascii_lowercase()),
        (Kind::Operator, Kind::Operator) => true,
        _ => !unary,
    }
}

/// Whether the dot is between two names, or a name and `*`.
fn is_path(pieces: &[Piece], dot: usize) -> bool {
    let name = |piece: &Piece| matches!(piece.kind, Kind::Word | Kind::DoubleQuoted);
    let after = pieces.get(dot + 1);
    dot > 0 && name(&pieces[dot - 1]) && after.is_some_and(|piece| name(piece) || piece.text == "*")
}

fn ends_operand(piece: &Piece) -> bool {
    match piece.kind {
        Kind::Word => keyword::ends_operand(&piece.text.to_ascii_lowercase()),
        Kind::Open | Kind::Comma | Kind::Dot | Kind::Semicolon | Kind::Operator => false,
        _ => true,
    }
}

fn begins_clause(pieces: &[Piece], at: usize) -> bool {
    let word = |at: usize| match pieces.get(at) {
        Some(piece) if piece.kind == Kind::Word => &*piece.text,
        _ => "",
    };
    let before = at.checked_sub(1).map_or("", word);
    match word(at) {
        "from" => !matches!(before, "distinct" | "delete"),
        "where" | "group" | "having" | "window" | "order" | "limit" | "union" | "except"
        | "intersect" | "returning" => true,
        "join" | "natural" | "left" | "right" | "full" | "inner" | "cross" => !matches!(
            before,
            "natural" | "left" | "right" | "full" | "inner" | "cross" | "outer"
        ),
        _ => false,
    }
}
