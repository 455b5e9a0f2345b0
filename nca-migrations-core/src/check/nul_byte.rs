//! A NUL character. Diesel makes a C string of a script, and fails if it cannot.

use std::ops::Range;

use super::Finding;

/// The first one; more of them say nothing new.
pub(super) fn find(text: &str) -> Option<(Finding, Range<usize>)> {
    let at = text.find('\0')?;
    Some((Finding::NulByte, at..at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::{Framing, script};
    use super::*;
    use crate::dialect::Dialect;

    #[test]
    fn raises() {
        for text in ["select '\0\0'", "select 1; -- \0 ", "select '\0"] {
            let found = script(text, Dialect::Postgres, Framing::None);
            assert_eq!(
                found
                    .iter()
                    .filter(|(one, _)| *one == Finding::NulByte)
                    .count(),
                1
            );
        }
        assert_eq!(find("a\0b"), Some((Finding::NulByte, 1..2)));
    }

    #[test]
    fn does_not_raise() {
        assert_eq!(find("select '\\0'"), None);
    }
}
