//! Text as it is hashed, embedded and run, and places in it.

use std::borrow::Cow;
use std::ops::Range;

/// Why bytes are not a usable text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// How many bytes from the start are well-formed UTF-8.
    pub valid_up_to: usize,
}

/// Brings a text into the one form that is hashed, embedded and run, so that line endings, a byte
/// order mark and a missing last newline never change a digest: no BOM, LF only, and exactly one
/// final newline unless the text is blank.
///
/// # Errors
/// When the bytes are not UTF-8.
pub fn normalise(bytes: &[u8]) -> Result<Cow<'_, str>, NotUtf8> {
    let text = std::str::from_utf8(bytes).map_err(|error| NotUtf8 {
        valid_up_to: error.valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let trimmed = text.trim_end_matches('\n').len();
    if trimmed == 0 || text.len() != trimmed + 1 {
        let owned = text.to_mut();
        owned.truncate(trimmed);
        if trimmed > 0 {
            owned.push('\n');
        }
    }
    Ok(text)
}

/// A place in a text as editors count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The line and column of a byte offset. An offset past the end or inside a character counts as
/// the nearest place before it.
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// The first of the conflict markers that a git merge leaves, when the last is there as well.
pub(crate) fn conflict_marker(text: &str) -> Option<Range<usize>> {
    let mut first = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if first.is_none() && line.starts_with("<<<<<<< ") {
            first = Some(start..start + line.trim_end().len());
        } else if first.is_some() && line.starts_with(">>>>>>> ") {
            return first;
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form() {
        for same in [
            "\u{feff}a;\r\nb;\r\n",
            "a;\nb;",
            "a;\nb;\n",
            "a;\nb;\n\n\n",
            "a;\r\nb;",
        ] {
            assert_eq!(normalise(same.as_bytes()).unwrap(), "a;\nb;\n", "{same:?}");
        }
        assert!(matches!(normalise(b"a;\n"), Ok(Cow::Borrowed("a;\n"))));
        assert_eq!(normalise(b"\r\n\n").unwrap(), "");
        assert_eq!(normalise(b"").unwrap(), "");
        assert_eq!(normalise(b"a\xff"), Err(NotUtf8 { valid_up_to: 1 }));
    }

    #[test]
    fn a_lone_carriage_return_is_content() {
        assert_eq!(normalise(b"select '\r';\n").unwrap(), "select '\r';\n");
    }

    #[test]
    fn columns_are_characters() {
        let text = "a\nüb";
        assert_eq!(line_column(text, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(line_column(text, 4), LineColumn { line: 2, column: 2 });
        assert_eq!(line_column(text, 99), LineColumn { line: 2, column: 3 });
    }
}
