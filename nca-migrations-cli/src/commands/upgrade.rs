//! `upgrade`.

use nca_migrations::Command;

use super::run::{self, KeptScripts, Run};
use crate::args::UpgradeArgs;
use crate::context::Context;
use crate::database::Access;
use crate::exit::Exit;
use crate::failure::Failure;

pub(super) fn run(context: &mut Context<'_>, args: &UpgradeArgs) -> Result<Exit, Failure> {
    let run = Run {
        command: Command::Upgrade,
        access: Access::Create,
        past: "upgraded",
        kept_scripts: KeptScripts::Unused,
    };
    run::go(context, &run, &args.target, &args.how)
}
