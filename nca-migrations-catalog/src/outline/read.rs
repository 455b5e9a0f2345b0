//! Text back to an outline.

use std::str::FromStr;

use nca_migrations_core::dialect::Dialect;

use super::{FORMAT, Item, Outline};

/// Why a text is no outline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}")]
#[non_exhaustive]
pub struct OutlineSyntax {
    /// The line, counted from 1.
    pub line: usize,
    /// What should be there.
    pub expected: String,
}

/// Reads what [`Outline`]'s `Display` writes. Lines that begin with `#` are passed over, and line ends may
/// be those of Windows.
impl FromStr for Outline {
    type Err = OutlineSyntax;

    fn from_str(text: &str) -> Result<Self, OutlineSyntax> {
        let lines = text.split('\n').enumerate().map(|(number, line)| Line {
            number: number + 1,
            text: line.strip_suffix('\r').unwrap_or(line),
        });
        let mut lines = lines.filter(|line| !line.text.is_empty() && !line.text.starts_with('#'));
        let dialect = header(lines.next())?;
        let mut tree = Tree::default();
        for line in lines {
            tree.add(line)?;
        }
        tree.close(0);
        Ok(Self {
            dialect,
            items: tree.roots,
        })
    }
}

#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    text: &'a str,
}

impl Line<'_> {
    fn expected(self, expected: impl Into<String>) -> OutlineSyntax {
        OutlineSyntax {
            line: self.number,
            expected: expected.into(),
        }
    }
}

fn header(line: Option<Line<'_>>) -> Result<Dialect, OutlineSyntax> {
    let line = line.unwrap_or(Line {
        number: 1,
        text: "",
    });
    let expected = || line.expected(format!("`catalog sqlite {FORMAT}`, or another backend"));
    let rest = line.text.strip_prefix("catalog ").ok_or_else(expected)?;
    let (dialect, format) = rest.split_once(' ').ok_or_else(expected)?;
    if format.parse() != Ok(FORMAT) {
        let known = format!("format {FORMAT}, the only one that this version knows");
        return Err(line.expected(known));
    }
    dialect.parse().map_err(|_| expected())
}

/// The items so far: whole ones, and the one that is open at each depth.
#[derive(Default)]
struct Tree {
    roots: Vec<Item>,
    open: Vec<Open>,
}

#[derive(Default)]
struct Open {
    item: Item,
    /// Whether lines of a definition have begun.
    lines: usize,
    /// Whether the item's line says that they follow.
    block: bool,
}

impl Tree {
    fn add(&mut self, line: Line<'_>) -> Result<(), OutlineSyntax> {
        let content = line.text.trim_start_matches(' ');
        let indent = line.text.len() - content.len();
        let depth = indent / 2;
        if !indent.is_multiple_of(2) || depth > self.open.len() {
            let most = 2 * self.open.len();
            return Err(line.expected(format!("an even number of blanks, {most} at most")));
        }
        if let Some(text) = content.strip_prefix('|') {
            return self.definition(line, depth, text);
        }
        self.close(depth);
        self.open.push(open(line, content)?);
        Ok(())
    }

    fn definition(
        &mut self,
        line: Line<'_>,
        depth: usize,
        text: &str,
    ) -> Result<(), OutlineSyntax> {
        self.close(depth);
        let Some(open) = self.open.last_mut().filter(|open| open.block) else {
            return Err(line.expected("an object that ends with `:` before its definition"));
        };
        if open.lines > 0 {
            open.item.definition.push('\n');
        }
        open.lines += 1;
        let text = text.strip_prefix(' ').unwrap_or(text);
        open.item.definition.push_str(text);
        Ok(())
    }

    /// Puts what is open from `depth` on where it belongs.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(closed) = self.open.pop() else { break };
            let into = self.open.last_mut().map(|open| &mut open.item.items);
            into.unwrap_or(&mut self.roots).push(closed.item);
        }
    }
}

fn open(line: Line<'_>, content: &str) -> Result<Open, OutlineSyntax> {
    let end = colon(content);
    let head = &content[..end.unwrap_or(content.len())];
    let (kind, name) = head.split_once(' ').unwrap_or((head, ""));
    if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return Err(line.expected("what the object is, in lower case: `table users`"));
    }
    let rest = end.map(|end| &content[end + 1..]);
    Ok(Open {
        item: Item {
            kind: kind.to_owned(),
            name: name.to_owned(),
            definition: rest
                .and_then(|rest| rest.strip_prefix(' '))
                .unwrap_or_default()
                .to_owned(),
            items: Vec::new(),
        },
        lines: 0,
        block: rest == Some(""),
    })
}

/// Where the colon is that ends kind and name: outside quotes, and before a blank or the line's end.
fn colon(content: &str) -> Option<usize> {
    let mut quoted = false;
    let bytes = content.as_bytes();
    bytes.iter().enumerate().position(|(at, byte)| {
        if *byte == b'"' {
            quoted = !quoted;
        }
        *byte == b':' && !quoted && matches!(bytes.get(at + 1), None | Some(b' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: &str, name: &str, definition: &str, items: Vec<Item>) -> Item {
        Item {
            kind: kind.to_owned(),
            name: name.to_owned(),
            definition: definition.to_owned(),
            items,
        }
    }

    #[test]
    fn text_is_read_as_it_was_written() {
        let column = item("column", "\"a: b\"", "TEXT default ': '", vec![]);
        let check = item("check", "", "a <> ''\n\n  OR b", vec![]);
        let table = item("table", "t", "", vec![column, check]);
        let routine = item(
            "function",
            "f(integer, \"x: y\")",
            "\nbegin\n| x\nend\n",
            vec![],
        );
        let outline = Outline {
            dialect: Dialect::Postgres,
            items: vec![table, routine],
        };
        let text = outline.to_string();
        assert_eq!(text.parse::<Outline>().as_ref(), Ok(&outline), "{text}");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(windows.parse::<Outline>(), Ok(outline));
    }

    #[test]
    fn what_is_no_outline_is_named_by_its_line() {
        for (text, line) in [
            ("", 1),
            ("catalog oracle 1\n", 1),
            ("catalog sqlite 2\n", 1),
            (
                "# a comment\n\ncatalog sqlite 1\n\ntable t\n    column c: TEXT\n",
                6,
            ),
            ("catalog sqlite 1\n table t\n", 2),
            ("catalog sqlite 1\ntable t\n  | text\n", 3),
            ("catalog sqlite 1\nTable t\n", 2),
        ] {
            let error = text.parse::<Outline>().unwrap_err();
            assert_eq!(error.line, line, "{text:?}: {error}");
        }
    }
}
