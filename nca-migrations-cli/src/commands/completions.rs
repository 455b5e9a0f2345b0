//! `completions`.

use crate::args::CompletionsArgs;
use crate::context::Context;
use crate::exit::Exit;

pub(super) fn run(context: &mut Context<'_>, args: &CompletionsArgs) -> Exit {
    let mut command = context.program.documented();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, context.program.name, &mut script);
    let script = String::from_utf8_lossy(&script);
    context.streams.result(script.trim_end_matches('\n'));
    Exit::Done
}
