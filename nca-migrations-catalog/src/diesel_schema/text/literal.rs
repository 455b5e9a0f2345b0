//! A string literal.

/// The text as a literal, raw if it has double quotes in it. Diesel leaves backslashes and control characters as
/// they are, which makes another name of it, or none: here such a name is escaped.
pub(super) fn literal(text: &str) -> String {
    let is_escaped = text.contains(char::is_control) || text.contains('\\') && !text.contains('"');
    if is_escaped {
        return format!("{text:?}");
    }
    if text.contains('"') {
        let hashes = "#".repeat(text.matches('#').count() + 1);
        return format!("r{hashes}\"{text}\"{hashes}");
    }
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_reads_back_the_text() {
        for (text, expected) in [
            ("a b", r#""a b""#),
            ("it's", r#""it's""#),
            ("a\"b", r##"r#"a"b"#"##),
            ("a\"#b", r###"r##"a"#b"##"###),
            ("a\\b", r#""a\\b""#),
            ("a\\\"b", r##"r#"a\"b"#"##),
            ("a\n\"b", r#""a\n\"b""#),
        ] {
            assert_eq!(literal(text), expected);
        }
    }
}
