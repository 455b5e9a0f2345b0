//! The commands, one file each.

mod adopt;
mod alembic;
mod branches;
mod check;
mod completions;
mod current;
mod desired;
mod downgrade;
mod edit;
mod ensure_version;
mod explain;
mod heads;
mod history;
mod init;
mod list_templates;
mod lock;
mod man;
mod merge;
mod plan;
mod rebase;
mod revision;
mod run;
mod schema;
mod show;
mod sql;
mod stamp;
mod upgrade;
mod validate;
mod verify;
mod wait;

pub(crate) use adopt::AdoptError;
pub(crate) use alembic::Instead;
pub(crate) use check::CatalogError;
pub(crate) use desired::DesiredError;
pub(crate) use edit::EditError;
pub(crate) use explain::ExplainError;
pub(crate) use history::HistoryError;
pub(crate) use init::InitError;
pub(crate) use lock::LockError;
pub(crate) use man::ManError;
pub(crate) use merge::MergeError;
pub(crate) use rebase::RebaseError;
pub(crate) use revision::{AutogenerateError, RevisionError};
pub(crate) use schema::{PictureError, SchemaError};
pub(crate) use show::ShowError;
pub(crate) use sql::SqlError;
pub(crate) use stamp::StampError;
pub(crate) use verify::{EngineError, VerifyError};
pub(crate) use wait::WaitError;

use crate::args::{DatabaseCommand, DirectoryCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;

pub(crate) fn run_on_database(
    context: &mut Context<'_>,
    command: DatabaseCommand,
) -> Result<Exit, Failure> {
    match command {
        DatabaseCommand::Upgrade(args) => upgrade::run(context, &args),
        DatabaseCommand::Downgrade(args) => downgrade::run(context, &args),
        DatabaseCommand::Current(args) => current::run(context, &args),
        DatabaseCommand::History(args) => history::run(context, &args),
        DatabaseCommand::Heads(args) => heads::run(context, &args),
        DatabaseCommand::Show(args) => show::run(context, &args),
        DatabaseCommand::Stamp(args) => stamp::run(context, &args),
        DatabaseCommand::Check(args) => check::run(context, &args),
        DatabaseCommand::EnsureVersion(args) => ensure_version::run(context, &args),
        DatabaseCommand::Wait(args) => wait::run(context, &args),
        DatabaseCommand::Branches => branches::run(context),
        DatabaseCommand::Merge(args) => merge::run(&args),
        DatabaseCommand::ListTemplates => Ok(list_templates::run(context)),
        DatabaseCommand::Completions(args) => Ok(completions::run(context, &args)),
        DatabaseCommand::Man(args) => man::run(context, &args),
    }
}

pub(crate) fn run_on_directory(
    context: &mut Context<'_>,
    command: DirectoryCommand,
) -> Result<Exit, Failure> {
    match command {
        DirectoryCommand::Init(args) => init::run(context, &args),
        DirectoryCommand::Revision(args) => revision::run(context, &args),
        DirectoryCommand::Edit(args) => edit::run(context, &args),
        DirectoryCommand::Rebase(args) => rebase::run(context, &args),
        DirectoryCommand::Validate => validate::run(context),
        DirectoryCommand::Lock(args) => lock::run(context, &args),
        DirectoryCommand::Adopt(args) => adopt::run(context, &args),
        DirectoryCommand::Explain(args) => explain::run(context, &args),
        DirectoryCommand::Verify(args) => verify::run(context, &args),
        DirectoryCommand::Schema(args) => schema::run(context, &args),
    }
}
