//! What changes of a table cost. See
//! <https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html> and
//! <https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-inplace-alter-algorithm/>. Where the two
//! differ it is the higher cost, and it is said whose it is.

use crate::generate::{Cost, Hazard, Subject};
use crate::model::Name;

pub(super) fn table(cost: Cost, table: &Name) -> Hazard {
    Hazard::new(cost, Subject::Table(table.clone()))
}

pub(super) fn column(cost: Cost, table: &Name, column: &str) -> Hazard {
    Hazard::new(cost, Subject::Column(table.clone(), column.to_owned()))
}

/// `ALGORITHM=COPY`: the table is written anew, and nobody else writes to it meanwhile.
pub(super) fn copy(of: &Name, because: &str) -> [Hazard; 2] {
    [
        table(Cost::Rewrites, of).because(because),
        table(Cost::BlocksWrites, of).because(because),
    ]
}

/// In place, with the table written anew on MySQL; at once on MariaDB.
pub(super) fn rebuild_on_mysql(of: &Name, because: &str) -> Hazard {
    let because = format!("{because}, which MariaDB does at once and MySQL does not");
    table(Cost::Rewrites, of).because(because)
}
