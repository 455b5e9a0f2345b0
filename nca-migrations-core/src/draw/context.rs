//! Which lines of a statement are shown around a place in it.

use std::ops::Range;

/// A statement of up to so many lines is shown whole.
const WHOLE: usize = 12;

/// How many lines are shown of the start of a longer one, which says what it does.
const HEAD: usize = 3;

/// How many lines are shown before and after the place.
const AROUND: usize = 4;

/// From so many lines on, the start is too far away to be in one picture.
const FAR: usize = 1000;

/// The lines of a statement that are to be seen with a place in it, each without its end.
pub(super) fn of(text: &str, statement: &Range<usize>, place: &Range<usize>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = statement.start;
    for line in text[statement.clone()].split('\n') {
        lines.push(start..start + line.len());
        start += line.len() + 1;
    }
    if lines.len() <= WHOLE {
        return lines;
    }
    let at = lines
        .partition_point(|line| line.end < place.start)
        .min(lines.len() - 1);
    let first = at.saturating_sub(AROUND);
    let head = if first < FAR { HEAD } else { 0 };
    (0..head.min(first))
        .chain(first..lines.len().min(at + AROUND + 1))
        .map(|line| lines[line].clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the lines that are shown of a statement of `count` lines in the middle of a
    /// script, with the place in line `at`.
    fn shown(count: usize, at: usize) -> Vec<usize> {
        let lines: Vec<String> = (0..count).map(|line| format!("ü{line}")).collect();
        let statement = lines.join("\n");
        let text = format!("SELECT 1;\n  {statement};\n");
        let start = text.find(&statement).unwrap();
        let place = start + statement.find(&lines[at]).unwrap();
        of(
            &text,
            &(start..start + statement.len()),
            &(place..place + 2),
        )
        .into_iter()
        .map(|range| text[range].trim_start_matches('ü').parse().unwrap())
        .collect()
    }

    #[test]
    fn the_start_and_what_is_around() {
        assert_eq!(shown(1, 0), [0]);
        assert_eq!(shown(12, 11), (0..12).collect::<Vec<_>>());
        assert_eq!(shown(13, 0), [0, 1, 2, 3, 4]);
        assert_eq!(shown(40, 2), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(shown(40, 20), [0, 1, 2, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
        assert_eq!(shown(40, 39), [0, 1, 2, 35, 36, 37, 38, 39]);
        assert_eq!(shown(2000, 1999), [1995, 1996, 1997, 1998, 1999]);
    }

    #[test]
    fn a_place_at_the_end() {
        let text = "a\n".repeat(13);
        let statement = 0..text.len() - 1;
        let end = statement.end..statement.end;
        assert_eq!(of(&text, &statement, &end).last(), Some(&(24..25)));
    }
}
