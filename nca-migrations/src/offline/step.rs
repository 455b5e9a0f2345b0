//! One revision of an offline script, as a run does it.

use nca_migrations_core::chain::{Chain, Direction};
use nca_migrations_core::check::Framing;
use nca_migrations_core::dialect::Dialect;

use super::client::renew;
use super::client_text::{Pieces, comments, delimiter, escaped, whole};
use super::own_transaction::OwnTransaction;
use super::references;
use super::sheet::Sheet;
use crate::account::{Account, Progress};
use crate::named::change;
use crate::plan::{Step, script};
use crate::position::Position;
use crate::recording::{Recording, begins_transaction, may_change_session, recording};
use crate::refusal::Refusal;
use crate::script::{DoneStatements, statements};

/// In the words in which a run tells it.
pub(super) fn title(sheet: &mut Sheet, chain: &Chain, step: &Step) {
    let version = |position: Position| {
        let name = position.name(chain);
        name.map_or_else(String::new, |name| name.version().into_owned())
    };
    let verb = match step.direction {
        Direction::Up => "upgrade",
        Direction::Down => "downgrade",
    };
    let (from, to) = (version(step.from), version(step.to));
    let message = match step.revision.slug() {
        "" => String::new(),
        slug => format!(", {}", slug.replace(['_', '-'], " ")),
    };
    sheet.blank();
    sheet.comment(&format!("Running {verb} {from} -> {to}{message}"));
    let lost = step
        .of(chain)
        .lossy
        .filter(|_| step.direction == Direction::Down);
    if let Some(lost) = lost {
        sheet.comment(&format!("This loses: {}", lost.as_str()));
    }
}

/// In the transaction that is open.
pub(super) fn inside(sheet: &mut Sheet, chain: &Chain, step: &Step) -> Result<(), Refusal> {
    let dialect = sheet.dialect;
    let text = script(&step.of(chain), step.direction, dialect)?.text;
    references::before(sheet);
    sheet.verbatim(&whole(&text, dialect));
    references::after(sheet);
    let statements = statements(&text, dialect);
    if (statements.iter()).any(|range| may_change_session(&text[range.clone()], dialect)) {
        renew(sheet, Framing::Transaction);
    }
    let progress = Progress::Done {
        statements: statements.len(),
    };
    record(sheet, &Account::of_step(chain, dialect, step), progress);
    Ok(())
}

/// Outside a transaction: each statement is recorded, so that a later run goes on where this one was
/// stopped.
pub(super) fn outside(sheet: &mut Sheet, chain: &Chain, step: &Step) -> Result<(), Refusal> {
    let dialect = sheet.dialect;
    let text = script(&step.of(chain), step.direction, dialect)?.text;
    let account = Account::of_step(chain, dialect, step);
    let pieces = Pieces::of(&text, dialect);
    let begins_transactions = (pieces.statements.iter())
        .any(|(_, statement)| begins_transaction(statement.text(), dialect));
    let mut own = OwnTransaction::default();
    let mut done = DoneStatements::default();
    references::before(sheet);
    if let Some((_, first)) = pieces.statements.first()
        && recording(first.text(), dialect) == Recording::After
        && leaves_trace(first.text(), dialect)
    {
        record(sheet, &account, partly(&done));
    }
    for (before, statement) in &pieces.statements {
        sheet.theirs(&comments(before, dialect));
        let recording = recording(statement.text(), dialect);
        let ours = recording != Recording::After && !(begins_transactions && own.is_open());
        if ours {
            sheet.begin();
        }
        done.push(statement.text());
        if recording == Recording::Before {
            record(sheet, &account, partly(&done));
        }
        match delimiter(statement).filter(|_| dialect == Dialect::Mysql) {
            Some(delimiter) => sheet.delimited(statement.text(), &delimiter),
            None => sheet.sql(&escaped(statement, dialect)),
        }
        own.see(statement.text(), dialect);
        if recording != Recording::Before {
            record(sheet, &account, partly(&done));
            if !ours && own.begins_by_itself() {
                sheet.sql("COMMIT");
            }
        }
        sheet.commit();
    }
    sheet.theirs(&comments(pieces.tail, dialect));
    if own.is_open() {
        return Err(Refusal::LeavesTransactionOpen {
            revision: step.revision.clone(),
            direction: step.direction,
        });
    }
    if (pieces.statements.iter())
        .any(|(_, statement)| may_change_session(statement.text(), dialect))
    {
        renew(sheet, Framing::None);
    }
    references::after(sheet);
    sheet.begin();
    let statements = done.count;
    record(sheet, &account, Progress::Done { statements });
    sheet.commit();
    Ok(())
}

/// Whether a run also records, before a statement that it cannot record together with what it does,
/// what the database looks like to it. What that is cannot be known here.
fn leaves_trace(statement: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Postgres => true,
        Dialect::Mysql => change(statement).is_some(),
        _ => false,
    }
}

fn partly(done: &DoneStatements) -> Progress<'static> {
    Progress::Partly {
        statements: done.count,
        digest: done.digest(),
        trace: None,
        autocommit_may_be_off: false,
    }
}

fn record(sheet: &mut Sheet, account: &Account, progress: Progress<'_>) {
    let who = sheet.who.clone();
    let record = account.record(progress, None, &who);
    for statement in sheet.tables.record(&record) {
        sheet.bound(&statement);
    }
}
