//! Whether a text of SQL names something.

/// Whether the name is a word of the text, in any case and with any quotes. A word in a string counts too: this is
/// asked before something is removed, and rather says yes.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    if name.is_empty() {
        return true;
    }
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    text.match_indices(&name).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word() {
        for (text, expected) in [
            ("age > 1", true),
            ("\"Age\" > 1", true),
            ("t.age", true),
            ("page > 1", false),
            ("age_of > 1", false),
        ] {
            assert_eq!(mentions(text, "age"), expected, "{text}");
        }
    }
}
