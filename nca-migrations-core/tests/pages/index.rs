//! The table in `README.md`: a row for every page, in the order of the codes.

use nca_migrations_core::problem::Code;

pub(crate) fn faults(readme: &str, titles: &[(Code, String)]) -> Vec<String> {
    let expected: Vec<String> = titles
        .iter()
        .map(|(code, title)| format!("| [{code}]({code}.md) | {title} |"))
        .collect();
    let found: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("| [NCA"))
        .collect();
    let missing = expected
        .iter()
        .filter(|row| !found.contains(&row.as_str()))
        .map(|row| format!("missing: {row}"));
    let surplus = found
        .iter()
        .filter(|row| !expected.iter().any(|other| other == *row))
        .map(|row| format!("no such page: {row}"));
    let faults: Vec<String> = missing.chain(surplus).collect();
    if faults.is_empty() && found != expected {
        return vec!["expected each row once, in the order of the codes".to_owned()];
    }
    faults
}
