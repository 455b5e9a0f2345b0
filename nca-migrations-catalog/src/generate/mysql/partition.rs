//! How tables are split into partitions.

use super::alter::Alter;
use super::cost::{copy, table};
use super::script::Script;
use super::text::value;
use crate::generate::Cost;
use crate::model::Table;

/// The clause, in a line of its own behind a `CREATE TABLE`.
pub(super) fn text(script: &mut Script, table: &Table) -> Option<String> {
    let by = value(&table.settings, "partition by")?;
    refuse_history(script, table, by);
    Some(format!("PARTITION BY {by}"))
}

/// MariaDB does not tell by which interval partitions take history, so that it would be lost.
fn refuse_history(script: &mut Script, table: &Table, by: &str) {
    if by.starts_with("SYSTEM_TIME") {
        script.refuse(
            format!("the partitions of table {}", table.name),
            "MariaDB does not tell their interval: write them by hand",
        );
    }
}

fn by(table: &Table) -> Option<&str> {
    value(&table.settings, "partition by")
}

/// Before all else: a table in one piece takes what one in partitions does not, such as foreign keys
/// (<https://dev.mysql.com/doc/refman/8.4/en/partitioning-limitations.html>).
pub(super) fn remove(script: &mut Script, old: &Table, new: &Table) {
    if by(old).is_some() && by(new).is_none() {
        let mut alter = Alter::of(&new.name);
        alter.clause("REMOVE PARTITIONING");
        alter.costs(copy(&new.name, "the partitions are put together"));
        alter.write(script);
    }
}

/// Together with the keys, which have to have the columns that a table is split by.
pub(super) fn split(script: &mut Script, alter: &mut Alter<'_>, old: &Table, new: &Table) {
    let Some(is) = by(new).filter(|is| by(old) != Some(is)) else {
        return;
    };
    if by(old).and_then(|was| added(was, is)).is_some() {
        return;
    }
    refuse_history(script, new, is);
    alter.partition_by(is);
    alter.costs([table(Cost::MayFail, &new.name).because("each row needs a partition")]);
    alter.costs(copy(&new.name, "the table is split anew"));
}

/// A statement by itself: <https://dev.mysql.com/doc/refman/8.4/en/alter-table-partition-operations.html>.
pub(super) fn add(script: &mut Script, old: &Table, new: &Table) {
    let more = by(old).zip(by(new)).and_then(|(was, is)| added(was, is));
    if let Some(more) = more {
        let mut alter = Alter::of(&new.name);
        alter.clause(format!("ADD PARTITION ({more})"));
        alter.write(script);
    }
}

/// The partitions that come behind those that are there, if that is all. Not those of a `HASH` or `KEY`, over
/// which all rows are spread.
fn added<'a>(was: &str, is: &'a str) -> Option<&'a str> {
    let is_listed = was.starts_with("RANGE") || was.starts_with("LIST");
    let more = is
        .strip_prefix(was.strip_suffix(')')?)?
        .strip_prefix(", ")?;
    more.strip_suffix(')').filter(|_| is_listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partitions_that_come_last_are_added() {
        for (was, is, more) in [
            (
                "RANGE (id) (PARTITION a VALUES LESS THAN (1))",
                "RANGE (id) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (2))",
                Some("PARTITION b VALUES LESS THAN (2)"),
            ),
            (
                "RANGE (id) (PARTITION b VALUES LESS THAN (2))",
                "RANGE (id) (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (2))",
                None,
            ),
            (
                "HASH (id) (PARTITION p0)",
                "HASH (id) (PARTITION p0, PARTITION p1)",
                None,
            ),
        ] {
            assert_eq!(added(was, is), more, "{is}");
        }
    }
}
