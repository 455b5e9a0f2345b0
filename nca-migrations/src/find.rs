//! Finds the revision that a name means.

use nca_migrations_core::chain::Chain;
use nca_migrations_core::name::RevisionName;

use crate::plan::Position;

pub(crate) enum Found {
    One(Position),
    /// The directories of all that match, base first.
    Several(Vec<String>),
    None {
        /// The directory of the revision with the most similar name, or `head` or `base`, if one is
        /// similar.
        nearest: Option<String>,
    },
}

/// A whole version, slug or directory beats the start of one.
pub(crate) fn find(chain: &Chain, name: &str) -> Found {
    let exact = matching(chain, |part| part == name);
    let found = if exact.is_empty() && !name.is_empty() {
        matching(chain, |part| part.starts_with(name))
    } else {
        exact
    };
    match *found {
        [] => Found::None {
            nearest: nearest(chain, name),
        },
        [one] => Found::One(Position(one + 1)),
        _ => Found::Several(
            found
                .iter()
                .map(|index| chain.revision(*index).name.to_string())
                .collect(),
        ),
    }
}

fn matching(chain: &Chain, test: impl Fn(&str) -> bool) -> Vec<usize> {
    let names = chain.iter().map(|revision| revision.name).enumerate();
    names
        .filter(|(_, name)| parts(name).iter().any(|part| test(part)))
        .map(|(i, _)| i)
        .collect()
}

/// Everything that a revision can be called by.
fn parts(name: &RevisionName) -> Vec<String> {
    let parts = [
        &*name.version(),
        name.version_part(),
        name.slug(),
        name.as_str(),
    ];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn nearest(chain: &Chain, name: &str) -> Option<String> {
    let allowed = 1 + name.chars().count() / 4;
    let symbols = ["head", "base"]
        .map(|symbol| (distance(symbol, name), symbol.to_owned()))
        .into_iter();
    let revisions = chain.iter().filter_map(|revision| {
        let distance = parts(&revision.name)
            .iter()
            .map(|part| distance(part, name))
            .min()?;
        Some((distance, revision.name.to_string()))
    });
    let (distance, nearest) = symbols
        .chain(revisions)
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= allowed).then_some(nearest)
}

/// The edits between two texts, upper and lower case taken as equal.
fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(&left.to_lowercase(), &right.to_lowercase())
}
