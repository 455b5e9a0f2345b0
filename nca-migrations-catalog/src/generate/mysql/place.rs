//! Where columns stand, and which have to be moved.

/// The places of the longest run of numbers that rise: what can stay where it is while the others move.
pub(super) fn longest_rise(numbers: &[usize]) -> Vec<usize> {
    // For each length the place of the smallest number that a run of that length can end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut run: Vec<usize> =
        std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_can_be_move() {
        for (numbers, run) in [
            (&[][..], &[][..]),
            (&[0, 1, 2], &[0, 1, 2]),
            (&[3, 0, 1, 2], &[1, 2, 3]),
            (&[1, 2, 3, 0], &[0, 1, 2]),
            (&[2, 1, 0], &[2]),
            (&[0, 4, 1, 3, 2], &[0, 2, 4]),
        ] {
            assert_eq!(longest_rise(numbers), run, "{numbers:?}");
        }
    }
}
