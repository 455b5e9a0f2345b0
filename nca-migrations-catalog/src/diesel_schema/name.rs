//! Names in Rust for names in a database.

/// What the macro `table!` uses for itself.
const RESERVED: [&str; 3] = ["table", "columns", "is_nullable"];

/// What an identifier cannot be: Rust's keywords and what it keeps for later
/// (<https://doc.rust-lang.org/1.65.0/reference/keywords.html>), as Diesel's parser has them.
const KEYWORDS: [&str; 52] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The name in Rust. `table` is the one of the table that it is a column of: a column cannot have the same.
pub(super) fn in_rust(sql_name: &str, table: Option<&str>) -> String {
    let mut name = mapped(sql_name);
    if name.is_empty() {
        // Diesel would write `_`, which is no name.
        name.push('_');
    }
    // A name with an underscore at its end is free, so one more makes any name free.
    let hidden = name.starts_with("__") && !name.ends_with('_');
    if hidden || is_keyword(&name) || RESERVED.contains(&&*name) || table == Some(&*name) {
        name.push('_');
    }
    name
}

/// Whether a type of this name can be defined.
pub(super) fn is_type_name(name: &str) -> bool {
    !is_keyword(name) && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// With an underscore for each run of characters that a name in Rust does not have, and before a digit.
fn mapped(sql_name: &str) -> String {
    let mut name = String::with_capacity(sql_name.len());
    let mut replaced = false;
    if sql_name.starts_with(|c: char| c.is_ascii_digit()) {
        name.push('_');
    }
    for c in sql_name.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            name.push(c);
            replaced = false;
        } else {
            if !replaced {
                name.push('_');
            }
            replaced = true;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn a_name_is_made_one_of_rusts() {
        for (sql_name, expected) in [
            ("users", "users"),
            ("Users", "Users"),
            ("a b", "a_b"),
            ("a - b", "a_b"),
            ("größe", "gr_e"),
            ("1st", "_1st"),
            ("1", "_1"),
            ("type", "type_"),
            ("self", "self_"),
            ("Self", "Self_"),
            ("columns", "columns_"),
            ("__x", "__x_"),
            ("__x_", "__x_"),
            ("-", "__"),
            ("", "__"),
            ("t", "t_"),
            ("union", "union"),
        ] {
            assert_eq!(in_rust(sql_name, Some("t")), expected, "{sql_name}");
        }
    }
}
