//! Which migration a name means.

/// What a name turned out to mean, as indices into the names that were looked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one.
    One(usize),
    /// All of these, in the order of the names.
    Several(Vec<usize>),
    /// Nothing.
    None,
}

/// Finds `wanted` among the names of migration directories: a version, with or without its dashes,
/// a slug, a whole name, or the start of one of these that no other has. What is whole beats a
/// start. Upper and lower case differ.
pub fn find<S: AsRef<str>>(names: &[S], wanted: &str) -> Found {
    let mut found = matching(names, |part| part == wanted);
    if found.is_empty() && !wanted.is_empty() {
        found = matching(names, |part| part.starts_with(wanted));
    }
    match found[..] {
        [] => Found::None,
        [one] => Found::One(one),
        _ => Found::Several(found),
    }
}

/// The name or symbol that is spelt most like `wanted`, where one is like it at all.
pub fn nearest<S: AsRef<str>>(names: &[S], symbols: &[&str], wanted: &str) -> Option<String> {
    let allowed = 1 + wanted.chars().count() / 4;
    let symbols = symbols
        .iter()
        .map(|symbol| (distance(symbol, wanted), *symbol));
    let names = names.iter().map(AsRef::as_ref).filter_map(|name| {
        let parts = parts(name);
        let distances = parts.iter().map(|part| distance(part, wanted));
        Some((distances.min()?, name))
    });
    let (distance, nearest) = symbols.chain(names).min_by_key(|(distance, _)| *distance)?;
    (distance <= allowed).then(|| nearest.to_owned())
}

fn matching<S: AsRef<str>>(names: &[S], test: impl Fn(&str) -> bool) -> Vec<usize> {
    let matches = |name: &S| parts(name.as_ref()).iter().any(|part| test(part));
    let names = names.iter().enumerate();
    names
        .filter(|(_, name)| matches(name))
        .map(|(index, _)| index)
        .collect()
}

/// Everything that a migration can be called by.
fn parts(name: &str) -> Vec<String> {
    let (version, slug) = name.split_once('_').unwrap_or((name, ""));
    [&version.replace('-', ""), version, slug, name]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The edits between two texts, upper and lower case taken as equal.
fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(&left.to_lowercase(), &right.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["2026-01-05_one", "2026-01-06_two", "7_two_more", "8"];

    #[test]
    fn whole_parts_beat_starts() {
        for (wanted, found) in [
            ("20260105", Found::One(0)),
            ("2026-01-05", Found::One(0)),
            ("2026-01-05_one", Found::One(0)),
            ("o", Found::One(0)),
            ("two", Found::One(1)),
            ("tw", Found::Several(vec![1, 2])),
            ("202601", Found::Several(vec![0, 1])),
            ("8", Found::One(3)),
            ("", Found::None),
            ("Two", Found::None),
            ("wo", Found::None),
        ] {
            assert_eq!(find(&NAMES, wanted), found, "{wanted}");
        }
    }

    #[test]
    fn the_nearest() {
        for (wanted, found) in [
            ("oen", Some("2026-01-05_one")),
            ("Two", Some("2026-01-06_two")),
            ("haed", Some("head")),
            ("something", None),
        ] {
            assert_eq!(
                nearest(&NAMES, &["head"], wanted).as_deref(),
                found,
                "{wanted}"
            );
        }
    }
}
