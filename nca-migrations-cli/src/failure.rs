//! Why a command failed, and how that is said.

use std::io;

use nca_migrations::{Error, Refusal, TargetError, TargetSyntax};
use nca_migrations_core::draw;
use nca_migrations_core::problem::Problem;
use serde_json::{Value, json};

use crate::commands::{
    AdoptError, AutogenerateError, CatalogError, DesiredError, EditError, EngineError,
    ExplainError, HistoryError, InitError, Instead, LockError, ManError, MergeError, PictureError,
    RebaseError, RevisionError, SchemaError, ShowError, SqlError, StampError, VerifyError,
    WaitError,
};
use crate::config::Complaint;
use crate::database::DatabaseError;
use crate::directory::Directory;
use crate::dotenv::DotenvError;
use crate::editor::EditorError;
use crate::exit::Exit;
use crate::files::Linked;
use crate::interrupt::Signal;
use crate::json;
use crate::output::{Form, STYLE, Streams};
use crate::own_command::OwnError;
use crate::url::UrlError;
use crate::wording;

/// Why a command failed. The first line of each message is complete alone.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{}", .0.render())]
    Usage(Box<clap::Error>),
    #[error(transparent)]
    Url(#[from] UrlError),
    #[error(transparent)]
    TargetSyntax(#[from] TargetSyntax),
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error(
        "there is no `migrations` directory here or above\n\
         create one with `nca-migrate init`, or name it with `--dir`"
    )]
    NoDirectory,
    #[error(
        "there is no checkout of this program's migrations here or above: expected a `migrations` \
         directory with a chain.lock{}\n\
         go there, or name a directory with `--dir`",
        first.as_ref().map_or_else(String::new, |first| format!(" and `{first}`"))
    )]
    NoCheckout { first: Option<String> },
    #[error(
        "`--dir` means nothing to `{command}` of `{program}`, which carries its migrations\n\
         leave it out; `nca-migrate {command}` reads a directory"
    )]
    DirOfEmbedded {
        program: &'static str,
        command: String,
    },
    #[error("{}", wording::problems_in(shown, .complaints.len()))]
    Config {
        shown: String,
        complaints: Vec<Complaint>,
    },
    #[error("{}", wording::problems_in(shown, .problems.len()))]
    Problems {
        shown: String,
        problems: Vec<Problem>,
    },
    #[error("cannot {doing} `{path}`: {error}")]
    File {
        doing: &'static str,
        path: String,
        error: io::Error,
    },
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("stopped by {signal} {}", after_its_first_word(error))]
    Interrupted { signal: Signal, error: Box<Error> },
    #[error(transparent)]
    Adopt(#[from] AdoptError),
    #[error(transparent)]
    Dotenv(#[from] DotenvError),
    #[error(transparent)]
    Linked(#[from] Linked),
    #[error(transparent)]
    Editor(#[from] EditorError),
    #[error(transparent)]
    Instead(#[from] Instead),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    Rebase(#[from] RebaseError),
    #[error(transparent)]
    Explain(#[from] ExplainError),
    #[error(transparent)]
    History(#[from] HistoryError),
    #[error(transparent)]
    Init(#[from] InitError),
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Man(#[from] ManError),
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error(transparent)]
    Revision(#[from] RevisionError),
    #[error(transparent)]
    Show(#[from] ShowError),
    #[error(transparent)]
    Sql(#[from] SqlError),
    #[error(transparent)]
    Stamp(#[from] StampError),
    #[error(transparent)]
    Autogenerate(#[from] AutogenerateError),
    #[error(transparent)]
    Desired(#[from] DesiredError),
    #[error(transparent)]
    Wait(#[from] WaitError),
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Schema(#[from] SchemaError),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[error("{0}")]
    Own(OwnError),
    #[error("the result could not be written: {0}")]
    Output(io::Error),
}

impl Failure {
    pub(crate) fn usage(error: clap::Error) -> Self {
        Self::Usage(Box::new(error))
    }

    pub(crate) fn problems(directory: &Directory, problems: Vec<Problem>) -> Self {
        Self::Problems {
            shown: directory.shown.clone(),
            problems,
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Usage(_)
            | Self::Url(_)
            | Self::TargetSyntax(_)
            | Self::Explain(_)
            | Self::History(_)
            | Self::Man(_)
            | Self::Picture(_)
            | Self::Show(_)
            | Self::Sql(_)
            | Self::Stamp(_)
            | Self::DirOfEmbedded { .. }
            | Self::Verify(_)
            | Self::Instead(_) => Exit::Usage,
            Self::Interrupted { signal, .. } => match signal {
                Signal::Interrupt => Exit::Interrupted,
                Signal::Terminate => Exit::Terminated,
            },
            Self::Adopt(error) if error.is_usage() => Exit::Usage,
            Self::Schema(error) if error.is_usage() => Exit::Usage,
            Self::Edit(error) if error.is_usage() => Exit::Usage,
            Self::Rebase(error) if error.is_usage() => Exit::Usage,
            Self::Desired(error) if error.is_usage() => Exit::Usage,
            Self::Revision(error) if error.is_usage() => Exit::Usage,
            _ => Exit::Failed,
        }
    }

    /// Says on stderr what happened. Problems in files are the result where results are JSON.
    pub(crate) fn show(&self, streams: &mut Streams) -> Exit {
        match self {
            Self::Adopt(error) => error.draw(streams),
            Self::Problems { shown, problems } => match streams.form() {
                Form::Text => draw_all(problems, streams),
                Form::Json => streams.result(json::problems(shown, problems)),
            },
            Self::Config { shown, complaints } => match streams.form() {
                Form::Text => draw_complaints(complaints, streams),
                Form::Json => {
                    let drawn = complaints.iter().map(json::complaint).collect();
                    let fields = json!({ "file": shown, "problems": Value::Array(drawn) });
                    streams.result(json::object(fields));
                }
            },
            Self::Database(error) => {
                if let Some(drawing) = error.drawing(streams.width()) {
                    streams.error(failed(&drawing));
                    return self.exit();
                }
            }
            _ => {}
        }
        streams.error(failed(&self.to_string()));
        self.exit()
    }
}

/// `before the run was done` and what follows.
fn after_its_first_word(error: &Error) -> String {
    let said = error.to_string();
    let rest = said.split_once(' ').map(|(_, rest)| rest.to_owned());
    rest.unwrap_or(said)
}

/// The text with the prefix that users of Alembic look for.
pub(crate) fn failed(text: &str) -> String {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    format!("{red}FAILED:{red:#} {}", text.trim_end())
}

fn draw_complaints(complaints: &[Complaint], streams: &mut Streams) {
    let width = streams.width();
    for Complaint { message, place } in complaints {
        let places = std::slice::from_ref(place);
        streams.error(draw::message(message, places, STYLE, width));
        streams.error("");
    }
}

/// Draws problems as the build does.
pub(crate) fn draw_all(problems: &[Problem], streams: &mut Streams) {
    let width = streams.width();
    for problem in problems {
        streams.error(draw::problem(problem, STYLE, width));
        streams.error("");
    }
}
