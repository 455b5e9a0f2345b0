//! A program with the commands mounted.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args as _, FromArgMatches as _, Subcommand as _};
use nca_migrations::chain::Chain;

use crate::args::{DatabaseCommand, DirectoryCommand, DirectoryOption, Globals};
use crate::chain_source::ChainSource;
use crate::commands;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupts;
use crate::output::{Quiet, Streams};
use crate::own_command::OwnCommand;
use crate::surroundings::{self, Surroundings};
use crate::unknown_flag;

/// A program with the commands mounted.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) name: &'static str,
    pub(crate) version: Option<&'static str>,
    pub(crate) chain: ChainSource,
    pub(crate) default_database: Option<&'static str>,
    about: Option<&'static str>,
    directory_commands: Mounted,
    own: Vec<OwnCommand>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mounted {
    No,
    Yes,
}

/// Which commands the help shows. The others are understood all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offers {
    Directory,
    Database,
}

impl Program {
    /// A program called `name` that carries its chain.
    pub fn new<C: AsRef<Chain> + ?Sized>(name: &'static str, chain: &C) -> Self {
        Self::over(name, ChainSource::Embedded(chain.as_ref().clone()))
    }

    /// A program called `name` that reads its chain from a migrations directory when it runs.
    pub fn of_directory(name: &'static str) -> Self {
        Self::over(name, ChainSource::Directory).directory_commands()
    }

    fn over(name: &'static str, chain: ChainSource) -> Self {
        Self {
            name,
            version: None,
            chain,
            default_database: None,
            about: None,
            directory_commands: Mounted::No,
            own: Vec::new(),
        }
    }

    /// The version that `--version` shows and the migration log records.
    #[must_use]
    pub fn version(mut self, version: &'static str) -> Self {
        self.version = Some(version);
        self
    }

    /// One line that says what the program is for.
    #[must_use]
    pub fn about(mut self, about: &'static str) -> Self {
        self.about = Some(about);
        self
    }

    /// The database to use when neither `--database-url` nor `DATABASE_URL` names one: a path or a
    /// URL. Without it the commands that need a database demand one of these.
    #[must_use]
    pub fn default_database(mut self, url: &'static str) -> Self {
        self.default_database = Some(url);
        self
    }

    /// Adds the commands that write and check a migrations directory: `init`, `revision`, `edit`,
    /// `rebase`, `validate`, `lock`, `adopt`, `explain`.
    ///
    /// A program that carries its chain offers them where that chain is written: in a checkout, that
    /// is where a migrations directory with a `chain.lock` and the chain's first migration is in
    /// reach. Only there does it look for `nca-migrate.toml` and `.env`; anywhere else no file that
    /// happens to be there changes what it does. The commands over a database use the chain that the
    /// program carries, there as well.
    #[must_use]
    pub fn directory_commands(mut self) -> Self {
        self.directory_commands = Mounted::Yes;
        self
    }

    /// Adds a command of the program's own. Its name must be none of the mounted ones'.
    #[must_use]
    pub fn own_command(mut self, command: OwnCommand) -> Self {
        self.own.push(command);
        self
    }

    /// Does what the process's command line says. Ctrl-C and SIGTERM stop a run between two statements,
    /// so that nothing is half done; a second one ends the process at once.
    pub fn main(&self) -> ExitCode {
        let streams = &mut Streams::standard();
        let interrupts = Some(Interrupts::of_process());
        self.go(std::env::args_os(), streams, interrupts).into()
    }

    /// Does what `args` say, the first of which is the program's name. Reads the environment
    /// variable `DATABASE_URL` and the working directory of the process. Signals are the caller's.
    pub fn run<A>(&self, args: impl IntoIterator<Item = A>, streams: &mut Streams) -> Exit
    where
        A: Into<OsString> + Clone,
    {
        self.go(args, streams, None)
    }

    fn go<A>(
        &self,
        args: impl IntoIterator<Item = A>,
        streams: &mut Streams,
        interrupts: Option<&'static Interrupts>,
    ) -> Exit
    where
        A: Into<OsString> + Clone,
    {
        let exit = match self.command(self.offers()).try_get_matches_from(args) {
            Ok(matches) => self.dispatch(&matches, streams, interrupts),
            Err(error) => Ok(explain_usage(&unknown_flag::with_hint(error), streams)),
        };
        let exit = exit.unwrap_or_else(|failure| failure.show(streams));
        match streams.failure() {
            Some(error) => Failure::Output(error).show(streams),
            None => exit,
        }
    }

    /// Whether the commands over a directory are to be seen in the help.
    fn offers(&self) -> Offers {
        match &self.chain {
            ChainSource::Directory => Offers::Directory,
            chain if surroundings::offers_directory_commands(chain) => Offers::Directory,
            ChainSource::Embedded(_) => Offers::Database,
        }
    }

    /// The command line as manual and completions have it: the same wherever these are written.
    pub(crate) fn documented(&self) -> clap::Command {
        self.command(match &self.chain {
            ChainSource::Directory => Offers::Directory,
            ChainSource::Embedded(_) => Offers::Database,
        })
    }

    /// The whole command line, for help texts.
    pub(crate) fn command(&self, offers: Offers) -> clap::Command {
        let mut command = clap::Command::new(self.name)
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true);
        if let Some(version) = self.version {
            command = command.version(version);
        }
        if self.directory_commands == Mounted::Yes {
            command = DirectoryCommand::augment_subcommands(command);
            command = DirectoryOption::augment_args(command);
            if offers == Offers::Database {
                command = out_of_reach(command);
            }
        }
        command = DatabaseCommand::augment_subcommands(command);
        command = command.subcommands(self.own.iter().map(OwnCommand::clap));
        command = Globals::augment_args(command);
        if self.directory_commands == Mounted::Yes && offers == Offers::Directory {
            command = command.mut_arg("database_url", |arg| {
                arg.help(
                    "Database to use, a path or a URL [else `DATABASE_URL`, in the environment or a \
                     `.env`, else what nca-migrate.toml says, else the program's own default]",
                )
            });
        }
        // After the options, whose own description would take this place.
        command.about(self.about).long_about(None)
    }

    fn dispatch(
        &self,
        matches: &clap::ArgMatches,
        streams: &mut Streams,
        interrupts: Option<&'static Interrupts>,
    ) -> Result<Exit, Failure> {
        let globals = Globals::from_arg_matches(matches).map_err(Failure::usage)?;
        let quiet = if globals.quiet { Quiet::Yes } else { Quiet::No };
        streams.configure(colour(globals.color), quiet);
        if globals.json {
            streams.results_are_json();
        }
        let (mut dir, mut config) = (None, None);
        let mut command = None;
        if self.directory_commands == Mounted::Yes {
            let options = DirectoryOption::from_arg_matches(matches).map_err(Failure::usage)?;
            (dir, config) = (options.dir, options.config);
            if matches
                .subcommand_name()
                .is_some_and(DirectoryCommand::has_subcommand)
            {
                let found = DirectoryCommand::from_arg_matches(matches).map_err(Failure::usage)?;
                command = Some(found);
            }
        }
        if let (ChainSource::Embedded(_), None, Some(_)) = (&self.chain, &command, &dir) {
            return Err(Failure::DirOfEmbedded {
                program: self.name,
                command: matches.subcommand_name().unwrap_or_default().to_owned(),
            });
        }
        let has_directory_commands = self.directory_commands == Mounted::Yes;
        let mut context = Context {
            program: self,
            globals,
            surroundings: Surroundings::new(&self.chain, has_directory_commands, dir, config),
            streams,
            interrupts,
        };
        if let Some(command) = command {
            return commands::run_on_directory(&mut context, command);
        }
        let name = matches.subcommand_name();
        if let Some(own) = self.own.iter().find(|own| name == Some(own.name)) {
            return own.run(&mut context);
        }
        let command = DatabaseCommand::from_arg_matches(matches).map_err(Failure::usage)?;
        commands::run_on_database(&mut context, command)
    }
}

/// Hides the commands over a directory, and says where they are.
fn out_of_reach(command: clap::Command) -> clap::Command {
    let names: Vec<String> = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(|command| command.get_name().to_owned())
        .collect();
    let hidden = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |command| command.hide(true))
    });
    let hidden = ["dir", "config"].into_iter().fold(hidden, |command, id| {
        command.mut_arg(id, |arg| arg.hide(true))
    });
    hidden.after_help(format!(
        "In a checkout of this program, where its migrations directory is in reach, there are also \
         the commands that write and check it: {}",
        names.join(", ")
    ))
}

fn colour(choice: clap::ColorChoice) -> anstream::ColorChoice {
    match choice {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    }
}

/// Help and version are results; anything else was not understood.
fn explain_usage(error: &clap::Error, streams: &mut Streams) -> Exit {
    let text = error.render().ansi().to_string();
    let text = text.trim_end();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            streams.result(text);
            Exit::Done
        }
        _ => {
            streams.error(text);
            Exit::Usage
        }
    }
}
