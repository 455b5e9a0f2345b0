//! The history tables as a script.

use nca_migrations_core::dialect::Dialect;

use super::sheet::Sheet;
use super::{client, guard, title};
use crate::migrator::Migrator;

/// The script that creates the history tables where they are not there.
pub(crate) fn ensure_history_sql(migrator: &Migrator<'_>, dialect: Dialect) -> String {
    let mut sheet = Sheet::new(dialect, migrator.who());
    let does = format!(
        "Creates the migration history of {} where it is not there.",
        dialect.title()
    );
    title(&mut sheet, &does);
    sheet.blank();
    client::open(&mut sheet, migrator.lock_timeout);
    guard::create_history(&mut sheet);
    sheet.commit();
    sheet.blank();
    guard::close(&mut sheet);
    sheet.finish()
}
