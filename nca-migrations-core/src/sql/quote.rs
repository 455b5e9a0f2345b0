//! Where things in quotes end.
//!
//! Each function takes the place after the opening mark, and gives the place after the closing
//! one; `None` when there is none.

/// A quote inside is written twice.
pub(super) fn doubled(bytes: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    while at < bytes.len() {
        if bytes[at] == quote {
            if at + 1 == bytes.len() || bytes[at + 1] != quote {
                return Some(at + 1);
            }
            at += 1;
        }
        at += 1;
    }
    None
}

/// A quote inside is written twice, or after a backslash.
pub(super) fn escaped(bytes: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'\\' {
            at += 1;
        } else if byte == quote {
            if at + 1 == bytes.len() || bytes[at + 1] != quote {
                return Some(at + 1);
            }
            at += 1;
        }
        at += 1;
    }
    None
}

/// Nothing is special but the closing mark.
pub(super) fn plain(bytes: &[u8], mut at: usize, close: u8) -> Option<usize> {
    while at < bytes.len() {
        if bytes[at] == close {
            return Some(at + 1);
        }
        at += 1;
    }
    None
}

/// PostgreSQL's `E'..'`, which goes on in a next piece when only space with a line end, or
/// comments, are between: `E'a'` and on the next line `'b\''` are one string.
/// Source: `quotecontinue` in PostgreSQL's `scan.l`.
pub(super) fn continued(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = escaped(bytes, at, b'\'')?;
    while let Some(next) = continuation(bytes, end) {
        end = escaped(bytes, next, b'\'')?;
    }
    Some(end)
}

fn continuation(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut line_end = false;
    loop {
        match bytes.get(at)? {
            b'\n' | b'\r' => line_end = true,
            b' ' | b'\t' | b'\x0b' | b'\x0c' => {}
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                while !matches!(bytes.get(at + 1)?, b'\n' | b'\r') {
                    at += 1;
                }
            }
            b'\'' if line_end => return Some(at + 1),
            _ => return None,
        }
        at += 1;
    }
}

/// The length of a dollar quote's opening mark, `$$` or `$tag$`, at a `$`.
pub(super) fn dollar_mark(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    loop {
        match bytes.get(end)? {
            b'$' => return Some(end + 1 - at),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => {}
            b'0'..=b'9' if end > at + 1 => {}
            _ => return None,
        }
        end += 1;
    }
}
