//! Where the outcomes differ from Alembic's, and why they are meant to.

use super::table::{Row, Table};

/// As `docs/alembic.md` lists them.
pub(super) const NAMES: [&str; 8] = [
    UPGRADE_TO_OLDER,
    UPGRADE_TO_BASE,
    JUNK,
    SLUG,
    STAMP_STEPS,
    SHOW_STEPS,
    HISTORY_BACK,
    HISTORY_EDGES,
];

const UPGRADE_TO_OLDER: &str = "Upgrading to something older is an error";
const UPGRADE_TO_BASE: &str = "`upgrade base` is an error";
const JUNK: &str = "What follows a number is not passed over";
const SLUG: &str = "A slug names a revision";
const STAMP_STEPS: &str = "`stamp` counts steps";
const SHOW_STEPS: &str = "`show` counts from a name alone";
const HISTORY_BACK: &str = "`history -r -N:END` counts back from its end";
const HISTORY_EDGES: &str = "`current` in a range is where the database is";

/// The rows that differ, each below the name of what is meant by it. A row that differs for no such
/// reason fails.
pub(super) fn compare(alembic: &Table, ours: &Table) -> String {
    let rows = || alembic.rows.iter().zip(&ours.rows);
    let of_each = NAMES.map(|name| {
        let of_name = rows().filter(|(theirs, ours)| differ(theirs, ours) && why(theirs) == name);
        let of_name: Vec<String> = of_name.map(|(theirs, ours)| both(theirs, ours)).collect();
        assert!(!of_name.is_empty(), "nothing differs for this: {name}");
        format!("{name}\n{}", of_name.join(""))
    });
    of_each.join("\n")
}

fn differ(theirs: &Row, ours: &Row) -> bool {
    assert_eq!(theirs.target, ours.target);
    // Which way an error is told is another matter.
    let plain = |cell: &str| cell.split_once('!').map_or(cell, |_| "!").to_owned();
    let plain = |row: &Row| -> Vec<String> { row.cells.iter().map(|cell| plain(cell)).collect() };
    plain(theirs) != plain(ours)
}

fn why(row: &Row) -> &'static str {
    let target = &*row.target;
    match (&*row.command, target) {
        (_, target) if target.ends_with("junk") => JUNK,
        ("upgrade" | "downgrade" | "stamp" | "show", "three") => SLUG,
        ("upgrade", "base") => UPGRADE_TO_BASE,
        ("upgrade", _) => UPGRADE_TO_OLDER,
        ("stamp", _) => STAMP_STEPS,
        ("show", _) => SHOW_STEPS,
        ("history -r", target) if target.starts_with('-') => HISTORY_BACK,
        ("history -r", target) if target.contains("current") => HISTORY_EDGES,
        (command, target) => panic!("`{command} {target}` differs from Alembic's for no reason"),
    }
}

fn both(theirs: &Row, ours: &Row) -> String {
    let cells = |row: &Row| row.cells.join(" ");
    format!(
        "    {} {}\n        Alembic  {}\n        here     {}\n",
        theirs.command,
        theirs.shown_target(),
        cells(theirs),
        cells(ours)
    )
}
