//! An outline as text.

use std::fmt;

use super::{FORMAT, Item, Outline};

impl fmt::Display for Outline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "catalog {} {FORMAT}", self.dialect)?;
        self.items.iter().try_for_each(|item| {
            f.write_str("\n")?;
            write(item, 0, f)
        })
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, 0, f)
    }
}

fn write(item: &Item, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let indent = 2 * depth;
    write!(f, "{:indent$}{}", "", item.kind)?;
    if !item.name.is_empty() {
        write!(f, " {}", item.name)?;
    }
    if item.definition.contains('\n') {
        f.write_str(":\n")?;
        for line in item.definition.split('\n') {
            let blank = if line.is_empty() { "" } else { " " };
            writeln!(f, "{:indent$}  |{blank}{line}", "")?;
        }
    } else if item.definition.is_empty() {
        f.write_str("\n")?;
    } else {
        writeln!(f, ": {}", item.definition)?;
    }
    item.items
        .iter()
        .try_for_each(|part| write(part, depth + 1, f))
}
