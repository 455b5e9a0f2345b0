//! A stamp as a script: the records, and none of the migrations.

use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;

use super::range::SqlRange;
use super::sheet::Sheet;
use super::{client, guard, nothing_to_do, place_at, title};
use crate::account::{Account, Progress};
use crate::history::Action;
use crate::migrator::Migrator;
use crate::position::Position;
use crate::refusal::Refusal;
use crate::stamp::unstamped;

/// The script that records that a database at one end of the range is at the other.
pub(crate) fn stamp_sql(
    migrator: &Migrator<'_>,
    dialect: Dialect,
    range: &SqlRange,
) -> Result<String, Refusal> {
    let chain = migrator.chain;
    let (from, to) = range.resolve(chain)?;
    let mut sheet = Sheet::new(dialect, migrator.who());
    let does = format!(
        "Records that {} is at {} and not at {}. Runs no migration.",
        dialect.title(),
        place_at(chain, to),
        place_at(chain, from)
    );
    title(&mut sheet, &does);
    if from == to {
        return Ok(nothing_to_do(sheet));
    }
    sheet.blank();
    client::open(&mut sheet, migrator.lock_timeout);
    guard::write(&mut sheet, chain, from);
    sheet.blank();
    let version = |position: Position| {
        let name = position.name(chain);
        name.map_or_else(String::new, |name| name.version().into_owned())
    };
    let running = format!(
        "Running stamp_revision {} -> {}",
        version(from),
        version(to)
    );
    sheet.comment(&running);
    sheet.begin();
    for index in (to.0..from.0).rev() {
        forget(&mut sheet, chain, index, to);
    }
    for index in from.0..to.0 {
        record(&mut sheet, chain, index);
    }
    sheet.commit();
    sheet.blank();
    guard::close(&mut sheet);
    Ok(sheet.finish())
}

fn forget(sheet: &mut Sheet, chain: &Chain, index: usize, to: Position) {
    let who = sheet.who.clone();
    let name = chain.revision(index).name;
    let at = to.revision(chain);
    let digest = at.and_then(|revision| revision.chain_digest(sheet.dialect));
    let version = name.version();
    let record = unstamped(&version, Some(name.as_str()), digest, &who);
    for statement in sheet.tables.record(&record) {
        sheet.bound(&statement);
    }
}

fn record(sheet: &mut Sheet, chain: &Chain, index: usize) {
    let who = sheet.who.clone();
    let account = Account::new(chain, sheet.dialect, Action::Stamp, index);
    let record = account.record(Progress::Done { statements: 0 }, None, &who);
    for statement in sheet.tables.record(&record) {
        sheet.bound(&statement);
    }
}
