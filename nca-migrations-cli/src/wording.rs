//! Counts and lists in sentences.

/// `1 migration`, `2 migrations`.
pub(crate) fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    }
}

/// `migrations: 2 problems`.
pub(crate) fn problems_in(shown: &str, number: usize) -> String {
    format!("{shown}: {}", count(number, "problem"))
}
