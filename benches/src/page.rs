//! The page of the guide: what is written by hand stays, what was measured is replaced.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::chart;
use crate::table::Table;

const BEGIN: &str = "<!-- scripts/bench writes from here -->";
const END: &str = "<!-- to here -->";

/// Replaces what was measured in `docs/speed.md`, and the chart beside it.
pub(crate) fn write(machine: &str, tables: &[Table]) -> Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let page = docs.join("speed.md");
    let text = fs::read_to_string(&page)?;
    let (before, rest) = text
        .split_once(BEGIN)
        .ok_or("docs/speed.md has lost its marks")?;
    let (_, after) = rest
        .split_once(END)
        .ok_or("docs/speed.md has lost its marks")?;
    let mut measured = format!("{machine}.\n");
    for table in tables {
        let _ = write!(measured, "\n{}", table.markdown());
    }
    fs::write(
        &page,
        format!("{before}{BEGIN}\n\n{measured}\n{END}{after}"),
    )?;
    fs::write(docs.join("speed.svg"), chart::draw(tables))?;
    Ok(())
}
