//! Where words and numbers end.
//!
//! Under a `DELIMITER` they also end where that stands: the mysql client looks for it inside words
//! too, and so reads `END$$` as two.

/// Bytes of identifiers after the first: letters, digits, `_`, `$` and all that is not ASCII.
/// The three dialects agree here.
static PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    loop {
        let part = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..);
        table[byte as usize] = part;
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
};

/// Whether an identifier may have this byte after its first.
pub(super) fn is_part(byte: u8) -> bool {
    PART[byte as usize]
}

/// The end of the word that goes on at `at`.
pub(super) fn end(bytes: &[u8], mut at: usize, delimiter: Option<&[u8]>) -> usize {
    // Two loops: a call for every byte shows in an unoptimised build.
    if delimiter.is_some() {
        while at < bytes.len() && PART[bytes[at] as usize] && !stands(delimiter, bytes, at) {
            at += 1;
        }
    } else {
        while at < bytes.len() && PART[bytes[at] as usize] {
            at += 1;
        }
    }
    at
}

/// The end of a number: digits, a fraction, an exponent, and letters that have no business there,
/// such as those of MySQL's identifiers that begin with a digit.
pub(super) fn number_end(bytes: &[u8], start: usize, delimiter: Option<&[u8]>) -> usize {
    let hexadecimal = matches!(bytes.get(start + 1), Some(b'x' | b'X'));
    let mut at = start;
    while at < bytes.len() && !stands(delimiter, bytes, at) {
        let byte = bytes[at];
        let exponent_sign = (byte == b'-' || byte == b'+')
            && matches!(bytes[at - 1], b'e' | b'E')
            && !hexadecimal
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if byte != b'.' && !exponent_sign && (byte == b'$' || !PART[byte as usize]) {
            break;
        }
        at += 1;
    }
    at
}

fn stands(delimiter: Option<&[u8]>, bytes: &[u8], at: usize) -> bool {
    match delimiter {
        None => false,
        Some(delimiter) => bytes[at..].starts_with(delimiter),
    }
}
