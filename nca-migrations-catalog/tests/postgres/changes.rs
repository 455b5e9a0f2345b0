//! Each kind of object, made, changed and dropped behind the back of [`EVERYTHING`]: what differs then.

use std::fmt::Write as _;

use nca_migrations_catalog::compare;

use crate::bed::Bed;
use crate::kinds::EVERYTHING;

/// One change a line. Each is undone before the next.
const CHANGES: &str = include_str!("changes.sql");

/// The snapshot is to be read: under each statement is what it changed, and nothing else.
#[test]
fn every_change_is_seen_and_nothing_else() {
    let mut bed = Bed::with(EVERYTHING);
    let before = bed.outline();
    let mut seen = String::new();
    let changes = CHANGES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("--"));
    for change in changes {
        bed.run("BEGIN");
        bed.run(change);
        let after = bed.outline();
        bed.run("ROLLBACK");
        let differences = compare(&before, &after);
        assert_eq!(
            compare(&after, &before).len(),
            differences.len(),
            "{change}"
        );
        let is_same = before.fingerprint() == after.fingerprint();
        assert_eq!(is_same, differences.is_empty(), "{change}");
        writeln!(seen, "{change}").unwrap();
        for difference in differences {
            writeln!(seen, "  {}", difference.to_string().replace('\n', "\n  ")).unwrap();
        }
    }
    assert!(compare(&before, &bed.outline()).is_empty());
    insta::assert_snapshot!(seen);
}
