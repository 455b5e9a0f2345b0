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

/// `` `a`, `b` and `c` ``.
pub(crate) fn ticked(names: &[String]) -> String {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match &ticked[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
