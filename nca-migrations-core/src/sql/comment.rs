//! Where comments begin and end.

use crate::dialect::Dialect;

/// The end of a line comment, before the line's end.
///
/// PostgreSQL also ends it at a lone carriage return (`non_newline` in its `scan.l`).
pub(super) fn line(bytes: &[u8], mut at: usize, dialect: Dialect) -> usize {
    let carriage_return = dialect == Dialect::Postgres;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'\n' || (byte == b'\r' && carriage_return) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the `--` at `at` opens a comment. MySQL wants space or a control character after it,
/// so that `5--1` stays arithmetic.
pub(super) fn is_line(bytes: &[u8], at: usize, dialect: Dialect) -> bool {
    if bytes.get(at + 1) != Some(&b'-') {
        return false;
    }
    dialect != Dialect::Mysql
        || bytes
            .get(at + 2)
            .is_none_or(|next| *next == b' ' || next.is_ascii_control())
}

/// The end of a block comment, from after its `/*`; `None` when it never ends.
/// Only PostgreSQL nests them.
pub(super) fn block(text: &str, at: usize, dialect: Dialect) -> Option<usize> {
    if dialect == Dialect::Postgres {
        nested(text.as_bytes(), at)
    } else {
        text[at..].find("*/").map(|length| at + length + 2)
    }
}

fn nested(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 1_usize;
    while at + 1 < bytes.len() {
        let byte = bytes[at];
        if byte == b'*' && bytes[at + 1] == b'/' {
            depth -= 1;
            if depth == 0 {
                return Some(at + 2);
            }
            at += 1;
        } else if byte == b'/' && bytes[at + 1] == b'*' {
            depth += 1;
            at += 1;
        }
        at += 1;
    }
    None
}

/// The end of the mark that opens an executable comment, `/*!`, `/*!50001` or `/*M!100100`, when
/// the `/*` at `at` opens one. Whether a server of that version would run it is not ours to know:
/// the content counts as code.
pub(super) fn executable(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = match bytes.get(at + 2)? {
        b'!' => at + 3,
        b'M' if bytes.get(at + 3) == Some(&b'!') => at + 4,
        _ => return None,
    };
    let longest = end + 6;
    while end < longest && bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    Some(end)
}
