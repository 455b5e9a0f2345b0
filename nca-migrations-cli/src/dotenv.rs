//! `DATABASE_URL` in a `.env` file, as Diesel's and sqlx's command lines have it: the nearest one,
//! here or above. The environment of the process is not changed.

use std::cell::Cell;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use crate::failure::Failure;
use crate::files;

const FILE: &str = ".env";

/// Why a `.env` cannot be used. What stands on its line is not shown: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DotenvError {
    #[error(
        "{shown}:{line}: this line cannot be understood, and is not shown because it may hold a secret\n\
         expected `NAME=value`, with quotes around a value that has blanks, `#` or quotes in it"
    )]
    Line { shown: String, line: usize },
    #[error("{shown}: it is not UTF-8")]
    NotUtf8 { shown: String },
}

/// The value of `name` in the nearest `.env` from `here` upwards; none where that does not set it.
pub(crate) fn variable(here: &Path, name: &str) -> Result<Option<String>, Failure> {
    let nearest = here
        .ancestors()
        .enumerate()
        .find(|(_, ancestor)| ancestor.join(FILE).is_file());
    let Some((levels, ancestor)) = nearest else {
        return Ok(None);
    };
    let shown = format!("{}{FILE}", "../".repeat(levels));
    let bytes = std::fs::read(ancestor.join(FILE))
        .map_err(|error| files::failure("read", shown.clone(), error))?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Err(DotenvError::NotUtf8 { shown }.into());
    };
    match find(text, name) {
        Ok(value) => Ok(value.filter(|value| !value.is_empty())),
        Err(line) => Err(DotenvError::Line { shown, line }.into()),
    }
}

/// The first value of `name`, as dotenvy loads it, or the number of the first line that it does not
/// understand.
fn find(text: &str, name: &str) -> Result<Option<String>, usize> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Rc::new(Cell::new(0));
    let reader = LineByLine {
        rest: text.as_bytes(),
        lines: Rc::clone(&lines),
    };
    let mut found = None;
    for item in dotenvy::from_read_iter(reader) {
        match item {
            Ok((key, value)) if key == name && found.is_none() => found = Some(value),
            Ok(_) => {}
            Err(error) => {
                // A quote that is not closed takes in all that follows it.
                let more = match &error {
                    dotenvy::Error::LineParse(text, _) => text.trim_end().matches('\n').count(),
                    _ => 0,
                };
                return Err(lines.get() - more);
            }
        }
    }
    Ok(found)
}

/// Hands out one line at each call, so that it is known how far a reader has come.
struct LineByLine<'a> {
    rest: &'a [u8],
    lines: Rc<Cell<usize>>,
}

impl Read for LineByLine<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = self.rest.split_inclusive(|byte| *byte == b'\n').next();
        let line = line.unwrap_or_default();
        let length = line.len().min(buffer.len());
        buffer[..length].copy_from_slice(&line[..length]);
        self.rest = &self.rest[length..];
        // The last line may have no end.
        if length > 0 && length == line.len() {
            self.lines.set(self.lines.get() + 1);
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        for (text, value) in [
            ("DATABASE_URL=app.db", Some("app.db")),
            ("\u{feff}DATABASE_URL='a b'\r\nX=1\r\n", Some("a b")),
            ("# x\n\nexport DATABASE_URL=\"a#b\" # c\n", Some("a#b")),
            ("DATABASE_URL=one\nDATABASE_URL=two\n", Some("one")),
            (
                "U=me\nDATABASE_URL=postgres://${U}@h/d\n",
                Some("postgres://me@h/d"),
            ),
            ("DATABASE_URL_2=x\n", None),
            ("", None),
        ] {
            assert_eq!(
                find(text, "DATABASE_URL"),
                Ok(value.map(str::to_owned)),
                "{text:?}"
            );
        }
        assert!(std::env::var_os("U").is_none());
    }

    #[test]
    fn the_line_of_a_mistake() {
        let long = format!("X={}\nno\n", "x".repeat(20_000));
        for (text, line) in [
            ("no\n", 1),
            ("A=1\n\n# c\nhunter2 hunter2\nB=2\n", 4),
            ("A=1\nB='x\nC=2\n", 2),
            ("A=1\nB=\"x\ny\n\nz", 2),
            ("A=1\nB=x y\n", 2),
            ("A=1\r\n1=2\r\n", 2),
            ("A=1\nDATABASE_URL=a\nno", 3),
            (&long, 2),
        ] {
            assert_eq!(find(text, "DATABASE_URL"), Err(line), "{text:?}");
        }
    }
}
