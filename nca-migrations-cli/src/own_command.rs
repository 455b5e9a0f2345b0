//! A command of the program's own, beside those that are mounted.

use std::error::Error;
use std::fmt;

use nca_migrations::{Command, Target};

use crate::connection::Connection;
use crate::context::Context;
use crate::database::{self, Access};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::migrate::{Move, migrate};
use crate::progress::Detail;

/// A command of the program's own, for [`Program::own_command`](crate::Program::own_command).
///
/// It has the options of every command and no arguments besides. A program that needs more has a
/// command line of its own, and hands what is left to [`Program::run`](crate::Program::run).
#[derive(Clone, Copy, Debug)]
pub struct OwnCommand {
    pub(crate) name: &'static str,
    about: &'static str,
    after_help: Option<&'static str>,
    run: Run,
}

type Run = fn(&mut Session<'_, '_>) -> Result<(), OwnError>;

/// Why a command of the program's own failed. Its text is shown as every error of the command line
/// is: the first line should be complete alone.
pub type OwnError = Box<dyn Error + Send + Sync>;

impl OwnCommand {
    /// The command `name`, about which the help says `about`, one line.
    pub const fn new(name: &'static str, about: &'static str, run: Run) -> Self {
        Self {
            name,
            about,
            after_help: None,
            run,
        }
    }

    /// What its own help ends with, such as an example.
    #[must_use]
    pub const fn after_help(mut self, text: &'static str) -> Self {
        self.after_help = Some(text);
        self
    }

    pub(crate) fn clap(&self) -> clap::Command {
        let command = clap::Command::new(self.name).about(self.about);
        match self.after_help {
            Some(text) => command.after_help(text),
            None => command,
        }
    }

    pub(crate) fn run(&self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        match (self.run)(&mut Session { context }) {
            Ok(()) => Ok(Exit::Done),
            // What this crate said stays what it was, with its drawing and its exit code.
            Err(error) => Err(error
                .downcast::<Failure>()
                .map_or_else(Failure::Own, |failure| *failure)),
        }
    }
}

/// What a command of the program's own works with: the options that every command has.
pub struct Session<'a, 'c> {
    context: &'a mut Context<'c>,
}

impl Session<'_, '_> {
    /// The database that the command line names, at the head of the program's chain. What it takes to
    /// get there is told as `upgrade head` tells it.
    ///
    /// # Errors
    ///
    /// As with `upgrade head`; to be handed on.
    pub fn migrated(&mut self) -> Result<Connection, OwnError> {
        Ok(migrated(self.context)?)
    }

    /// Whether the result is to be one JSON object.
    pub fn json(&self) -> bool {
        self.context.globals.json
    }

    /// A line of the result, on stdout. Colours are taken out where they are not wanted.
    pub fn result(&mut self, line: impl fmt::Display) {
        self.context.streams.result(line);
    }

    /// A line about what is going on, on stderr; not with `-q`.
    pub fn progress(&mut self, line: impl fmt::Display) {
        self.context.streams.progress(line);
    }
}

impl fmt::Debug for Session<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

fn migrated(context: &mut Context<'_>) -> Result<Connection, Failure> {
    let carried = context.chain()?;
    let url = context.database_url()?;
    let migrator = context.migrator(&carried.chain);
    let mut conn = database::open(&url, Access::Create)?;
    let moving = Move {
        command: Command::Upgrade,
        target: &Target::head(),
        detail: Detail::Revisions,
    };
    migrate(context, &carried, migrator, &mut conn, &moving)?;
    Ok(conn)
}
