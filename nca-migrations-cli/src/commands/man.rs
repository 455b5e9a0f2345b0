//! `man`.

use std::fs;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use crate::args::ManArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files;

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ManError {
    #[error("there is no command `{0}`: `--help` lists all")]
    Unknown(String),
}

pub(super) fn run(context: &mut Context<'_>, args: &ManArgs) -> Result<Exit, Failure> {
    let program = whole(context);
    if let Some(directory) = &args.out {
        return write_all(context, &program, directory);
    }
    let command = match &args.command {
        Some(name) => program
            .find_subcommand(name)
            .ok_or_else(|| ManError::Unknown(name.clone()))?,
        None => &program,
    };
    context
        .streams
        .result(page(command)?.trim_end_matches('\n'));
    Ok(Exit::Done)
}

/// With what the commands have from the program: its options, and names that say whose they are.
fn whole(context: &Context<'_>) -> Command {
    let mut program = context.program.documented().disable_help_subcommand(true);
    program.build();
    program
}

fn write_all(
    context: &mut Context<'_>,
    program: &Command,
    directory: &Path,
) -> Result<Exit, Failure> {
    let failed = |doing, path: &Path| {
        let path = path.display().to_string();
        move |error| files::failure(doing, path, error)
    };
    fs::create_dir_all(directory).map_err(failed("create", directory))?;
    let shown = |command: &&Command| !command.is_hide_set();
    for command in std::iter::once(program).chain(program.get_subcommands().filter(shown)) {
        let path = directory.join(format!("{}.1", page_name(command)));
        fs::write(&path, page(command)?).map_err(failed("write", &path))?;
        context.streams.summary(path.display());
    }
    Ok(Exit::Done)
}

/// `nca-upgrade`.
fn page_name(command: &Command) -> String {
    let name = command.get_display_name().unwrap_or(command.get_name());
    name.to_owned()
}

fn page(command: &Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    let man = Man::new(command.clone()).title(page_name(command));
    man.render(&mut page).map_err(Failure::Output)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
