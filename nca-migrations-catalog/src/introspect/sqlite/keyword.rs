//! SQLite's keywords, in lower case and sorted: which word can be a name, and after which an operand begins.
//!
//! Source: `%fallback ID` in SQLite's `parse.y` says which keywords are names where no keyword fits;
//! <https://sqlite.org/lang_keywords.html> lists them all.

/// Whether the word is never a name, unless in quotes.
pub(super) fn is_reserved(word: &str) -> bool {
    has(&RESERVED, word)
}

/// Whether the word is a name of a column or a function wherever it stands.
pub(super) fn is_value_name(word: &str) -> bool {
    !has(&RESERVED, word) && !has(&JOINS, word)
}

/// Whether the word could be read as something else if it stood where the same name stands in quotes.
pub(super) fn needs_quotes(word: &str) -> bool {
    !is_value_name(word) || has(&LEADING, word) || has(&VALUES, word)
}

/// Whether an operand ends with this word, so that an operator or an alias comes next.
pub(super) fn ends_operand(word: &str) -> bool {
    matches!(word, "null" | "isnull" | "notnull")
        || !(has(&RESERVED, word) || has(&JOINS, word) || has(&LEADING, word))
}

/// Whether a parenthesis after the word is not that of a function's arguments.
pub(super) fn stands_apart(word: &str) -> bool {
    match word {
        "cast" | "raise" | "replace" | "glob" | "like" | "if" | "match" => false,
        word => !is_value_name(word) || has(&LEADING, word),
    }
}

/// Whether the word means something of its own anywhere.
pub(super) fn is_keyword(word: &str) -> bool {
    needs_quotes(word) || has(&OTHER, word)
}

fn has(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
}

/// Never names, unless in quotes.
const RESERVED: [&str; 58] = [
    "add",
    "all",
    "alter",
    "and",
    "as",
    "autoincrement",
    "between",
    "case",
    "check",
    "collate",
    "commit",
    "constraint",
    "create",
    "default",
    "deferrable",
    "delete",
    "distinct",
    "drop",
    "else",
    "escape",
    "except",
    "exists",
    "foreign",
    "from",
    "group",
    "having",
    "in",
    "index",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "limit",
    "not",
    "nothing",
    "notnull",
    "null",
    "on",
    "or",
    "order",
    "primary",
    "references",
    "returning",
    "select",
    "set",
    "table",
    "then",
    "to",
    "transaction",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "when",
    "where",
];

/// Names where one is declared, not where a value is.
const JOINS: [&str; 8] = [
    "cross", "full", "indexed", "inner", "left", "natural", "outer", "right",
];

/// Names where nothing else fits, and with something after them that is no alias of theirs where they are
/// keywords.
const LEADING: [&str; 33] = [
    "abort",
    "after",
    "before",
    "begin",
    "by",
    "cast",
    "do",
    "each",
    "fail",
    "filter",
    "for",
    "glob",
    "groups",
    "if",
    "ignore",
    "instead",
    "like",
    "match",
    "materialized",
    "no",
    "of",
    "offset",
    "over",
    "partition",
    "raise",
    "range",
    "recursive",
    "regexp",
    "replace",
    "rollback",
    "rows",
    "window",
    "with",
];

/// Values, unless in quotes.
const VALUES: [&str; 5] = [
    "current_date",
    "current_time",
    "current_timestamp",
    "false",
    "true",
];

/// Names where nothing else fits. In quotes or not, they mean the same.
const OTHER: [&str; 46] = [
    "action",
    "always",
    "analyze",
    "asc",
    "attach",
    "cascade",
    "column",
    "conflict",
    "current",
    "database",
    "deferred",
    "desc",
    "detach",
    "end",
    "exclude",
    "exclusive",
    "explain",
    "first",
    "following",
    "generated",
    "immediate",
    "initially",
    "key",
    "last",
    "nulls",
    "others",
    "plan",
    "pragma",
    "preceding",
    "query",
    "reindex",
    "release",
    "rename",
    "restrict",
    "row",
    "savepoint",
    "temp",
    "temporary",
    "ties",
    "trigger",
    "unbounded",
    "vacuum",
    "view",
    "virtual",
    "within",
    "without",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_share_nothing() {
        let lists: [&[&str]; 5] = [&RESERVED, &JOINS, &LEADING, &VALUES, &OTHER];
        for list in lists {
            assert!(list.is_sorted());
        }
        let all = lists.concat();
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
