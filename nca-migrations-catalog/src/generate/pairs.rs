//! What two lists have in common, and what each has alone.

/// What two lists have in common, and what each has alone; each in the order that it had.
#[derive(Debug)]
pub(super) struct Pairs<'a, T> {
    /// What is in both: as it was, as it is to be.
    pub(super) both: Vec<(&'a T, &'a T)>,
    /// What is to go.
    pub(super) gone: Vec<&'a T>,
    /// What is to come.
    pub(super) new: Vec<&'a T>,
}

impl<'a, T> Pairs<'a, T> {
    /// Pairs what has the same key. Where several have it, the first is paired with the first.
    pub(super) fn by<K: PartialEq>(from: &'a [T], to: &'a [T], key: impl Fn(&T) -> K) -> Self {
        let mut left: Vec<Option<&T>> = from.iter().map(Some).collect();
        let mut pairs = Self {
            both: Vec::new(),
            gone: Vec::new(),
            new: Vec::new(),
        };
        for item in to {
            let wanted = key(item);
            let at = left
                .iter()
                .position(|other| other.is_some_and(|other| key(other) == wanted));
            match at.and_then(|at| left[at].take()) {
                Some(other) => pairs.both.push((other, item)),
                None => pairs.new.push(item),
            }
        }
        pairs.gone = left.into_iter().flatten().collect();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_same_key_is_a_pair() {
        let pairs = Pairs::by(&["b", "a", "c", "a"], &["a", "d", "b"], |name| *name);
        assert_eq!(pairs.both, [(&"a", &"a"), (&"b", &"b")]);
        assert_eq!(pairs.gone, [&"c", &"a"]);
        assert_eq!(pairs.new, [&"d"]);
    }
}
