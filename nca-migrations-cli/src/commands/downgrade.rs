//! `downgrade`.

use nca_migrations::Command;

use super::run::{self, KeptScripts, Run};
use crate::args::DowngradeArgs;
use crate::context::Context;
use crate::database::Access;
use crate::exit::Exit;
use crate::failure::Failure;

pub(super) fn run(context: &mut Context<'_>, args: &DowngradeArgs) -> Result<Exit, Failure> {
    let run = Run {
        command: Command::Downgrade,
        access: Access::Existing,
        past: "downgraded",
        kept_scripts: if args.use_kept_scripts {
            KeptScripts::Used
        } else {
            KeptScripts::Unused
        },
    };
    run::go(context, &run, &args.target, &args.how)
}
