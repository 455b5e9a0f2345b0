//! The user's editor.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use crate::failure::Failure;

/// Which variables name it, the first that does. The order of git and of most programs; Alembic's is
/// the other way round.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// What is looked for where no variable names one: Alembic's list, and what is always there.
const USUAL: [&str; 5] = ["sensible-editor", "editor", "nano", "vim", "vi"];

/// Why there is nothing edited. The first line is Alembic's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EditorError {
    #[error(
        "Error executing editor (Command '{editor}' returned non-zero exit status {status}.)\n\
         $VISUAL or $EDITOR names it{}",
        not_found(*status)
    )]
    Status { editor: String, status: i32 },
    #[error("Error executing editor (Command '{editor}' {why}.)\n$VISUAL or $EDITOR names it")]
    NotRun { editor: String, why: String },
    #[error(
        "Error executing editor (no editor is set, and none of {} is there)\n\
         name one: EDITOR=vi",
        USUAL.join(", ")
    )]
    None,
}

/// What a shell says in this way.
fn not_found(status: i32) -> &'static str {
    match status {
        127 => "; there is no such program",
        126 => "; it cannot be run",
        _ => "",
    }
}

/// Opens files in the editor and waits until it is closed.
pub(crate) fn open(files: &[PathBuf]) -> Result<(), Failure> {
    let editor = chosen().ok_or(EditorError::None)?;
    let shown = editor.to_string_lossy().into_owned();
    match command(&editor).args(files).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(ended(shown, status).into()),
        Err(error) => Err(EditorError::NotRun {
            editor: shown,
            why: format!("cannot be run: {error}"),
        }
        .into()),
    }
}

fn ended(editor: String, status: ExitStatus) -> EditorError {
    match status.code() {
        Some(status) => EditorError::Status { editor, status },
        None => EditorError::NotRun {
            editor,
            why: format!("was stopped: {status}"),
        },
    }
}

fn chosen() -> Option<OsString> {
    let named = VARIABLES.iter().filter_map(env::var_os);
    let mut named = named.filter(|editor| !editor.is_empty());
    named
        .next()
        .or_else(|| USUAL.iter().find(|name| is_there(name)).map(OsString::from))
}

fn is_there(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|directory| directory.join(name).is_file())
}

/// The shell reads the variable, as git lets it: it may have arguments, quotes and `~`. The files are
/// handed over apart from it.
#[cfg(unix)]
fn command(editor: &OsStr) -> Command {
    let mut script = editor.to_owned();
    script.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg("editor");
    command
}

/// A program, or a program and its arguments separated by blanks.
#[cfg(not(unix))]
fn command(editor: &OsStr) -> Command {
    let text = editor.to_string_lossy();
    let mut words = text.split_whitespace();
    match words.next() {
        Some(program) if !PathBuf::from(editor).is_file() => {
            let mut command = Command::new(program);
            command.args(words);
            command
        }
        _ => Command::new(editor),
    }
}
