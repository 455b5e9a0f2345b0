//! A migration as a script for `psql`, `sqlite3` or `mariadb`, planned as a run is and written with
//! the same statements, so that a database that it was run on is as one that was migrated online.

mod client;
mod client_text;
mod ensure;
mod guard;
mod own_transaction;
mod range;
mod references;
mod sheet;
mod stamp;
mod step;

use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;

pub(crate) use self::ensure::ensure_history_sql;
pub use self::range::{SqlRange, SqlRangeSyntax};
use self::sheet::Sheet;
pub(crate) use self::stamp::stamp_sql;
use crate::history::{Applied, History};
use crate::migrator::{Migrator, TransactionMode};
use crate::plan::{Command, Plan, plan_to, refuse_within, transactional_ddl};
use crate::position::Position;
use crate::refusal::{Refusal, Within, place};

/// The script that goes from one end of the range to the other.
pub(crate) fn sql(
    migrator: &Migrator<'_>,
    dialect: Dialect,
    range: &SqlRange,
) -> Result<String, Refusal> {
    let chain = migrator.chain;
    let plan = planned(chain, dialect, range)?;
    let whole_run = migrator.mode == TransactionMode::WholeRun;
    if whole_run {
        refuse_within(chain, dialect, &plan, Within::WholeRun)?;
    }
    let mut sheet = Sheet::new(dialect, migrator.who());
    let (from, to) = (place_at(chain, plan.from), place_at(chain, plan.to));
    let dialect_title = dialect.title();
    title(
        &mut sheet,
        &format!("Migrates {dialect_title} from {from} to {to}."),
    );
    if plan.steps.is_empty() {
        return Ok(nothing_to_do(sheet));
    }
    sheet.blank();
    client::open(&mut sheet, migrator.lock_timeout);
    guard::write(&mut sheet, chain, plan.from);
    for step in &plan.steps {
        step::title(&mut sheet, chain, step);
        if transactional_ddl(dialect) && step.of(chain).run_in_transaction {
            sheet.begin();
            step::inside(&mut sheet, chain, step)?;
            if !whole_run {
                sheet.commit();
            }
        } else {
            sheet.commit();
            step::outside(&mut sheet, chain, step)?;
        }
    }
    sheet.commit();
    sheet.blank();
    guard::close(&mut sheet);
    Ok(sheet.finish())
}

/// By the planner of a run, for a database that is where the range starts.
fn planned(chain: &Chain, dialect: Dialect, range: &SqlRange) -> Result<Plan, Refusal> {
    let (from, to) = range.resolve(chain)?;
    let command = if to < from {
        Command::Downgrade
    } else {
        Command::Upgrade
    };
    let applied = chain.iter().take(from.0);
    let applied = applied.map(|revision| Applied::new(revision.name.version(), ""));
    let history = History {
        applied: applied.collect(),
        ..History::default()
    };
    plan_to(chain, dialect, &history, command, to)
}

/// What the script does, who wrote it, and how it is run.
fn title(sheet: &mut Sheet, does: &str) {
    let who = &sheet.who;
    let program = who.program.as_deref().unwrap_or("a program");
    let version = who.program_version.as_deref();
    let version = version.map_or_else(String::new, |version| format!(" {version}"));
    let tag = who.tag.as_deref();
    let tag = tag.map_or_else(String::new, |tag| {
        format!("Tag: {}\n", tag.replace('\n', " "))
    });
    let title = format!(
        "{does}\n\
         {tag}Written by {program}{version} with nca-migrations {}. Run it with:\n    {}",
        env!("CARGO_PKG_VERSION"),
        client::command(sheet.dialect)
    );
    sheet.comment(&title);
}

fn nothing_to_do(mut sheet: Sheet) -> String {
    sheet.comment("Both ends are the same place: there is nothing to do.");
    sheet.finish()
}

fn place_at(chain: &Chain, position: Position) -> String {
    place(position.name(chain).as_ref())
}
