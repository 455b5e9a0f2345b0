//! Where everything that a command says goes.

use std::fmt;
use std::io::{self, ErrorKind, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};
use nca_migrations_core::draw::Style;

/// As wide as rustc takes a terminal to be that does not say.
const WIDTH: usize = 140;

/// Drawings are made with colour; a stream takes it out where there is to be none.
pub(crate) const STYLE: Style = Style::Coloured;

/// Results go to one stream, all else to the other.
pub struct Streams {
    out: Stream,
    err: Stream,
    quiet: Quiet,
    form: Form,
}

/// What form results have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Json,
}

/// Whether `-q` was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quiet {
    No,
    Yes,
}

impl Streams {
    /// The process's own stdout and stderr, with colour where these are terminals.
    pub fn standard() -> Self {
        Self {
            out: Stream::new(Kind::Stdout),
            err: Stream::new(Kind::Stderr),
            quiet: Quiet::No,
            form: Form::Text,
        }
    }

    /// Other places, always without colour.
    pub fn to(out: impl Write + 'static, err: impl Write + 'static) -> Self {
        let stream = |write: Box<dyn Write>| Stream {
            kind: Kind::Other,
            write: Box::new(AutoStream::never(write)),
            state: State::Open,
        };
        Self {
            out: stream(Box::new(out)),
            err: stream(Box::new(err)),
            quiet: Quiet::No,
            form: Form::Text,
        }
    }

    pub(crate) fn configure(&mut self, colour: ColorChoice, quiet: Quiet) {
        self.quiet = quiet;
        self.out.colour(colour);
        self.err.colour(colour);
    }

    /// Results are JSON from here on.
    pub(crate) fn results_are_json(&mut self) {
        self.form = Form::Json;
    }

    /// What form results have.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// A line of a result.
    pub(crate) fn result(&mut self, line: impl fmt::Display) {
        self.out.line(&line);
    }

    /// A line that says what was done; not with `-q`.
    pub(crate) fn summary(&mut self, line: impl fmt::Display) {
        if self.quiet == Quiet::No {
            self.out.line(&line);
        }
    }

    /// A line about what is going on; not with `-q`.
    pub(crate) fn progress(&mut self, line: impl fmt::Display) {
        if self.quiet == Quiet::No {
            self.err.line(&line);
        }
    }

    /// A line that must be seen.
    pub(crate) fn error(&mut self, line: impl fmt::Display) {
        self.err.line(&line);
    }

    /// Whether what moves may be drawn on stderr.
    pub(crate) fn draws(&self) -> bool {
        let is_terminal = matches!(self.err.kind, Kind::Stderr) && io::stderr().is_terminal();
        is_terminal && self.quiet == Quiet::No
    }

    /// How wide drawings on stderr may be.
    pub(crate) fn width(&self) -> usize {
        let terminal = match self.err.kind {
            Kind::Stderr => terminal_size::terminal_size_of(io::stderr()),
            Kind::Stdout | Kind::Other => None,
        };
        terminal.map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDTH))
    }

    /// Why a result could not be written, if it could not. A reader that went away, as in
    /// `history | head -1`, had all that it wanted.
    pub(crate) fn failure(&mut self) -> Option<io::Error> {
        self.out.flush();
        self.err.flush();
        match std::mem::replace(&mut self.out.state, State::Closed) {
            State::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Debug for Streams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams").finish_non_exhaustive()
    }
}

struct Stream {
    kind: Kind,
    write: Box<dyn Write>,
    state: State,
}

#[derive(Clone, Copy)]
enum Kind {
    Stdout,
    Stderr,
    Other,
}

enum State {
    Open,
    /// Nobody reads any more, and nothing more is written.
    Closed,
    Failed(io::Error),
}

impl Stream {
    fn new(kind: Kind) -> Self {
        let mut stream = Self {
            kind,
            write: Box::new(io::sink()),
            state: State::Open,
        };
        stream.colour(ColorChoice::Auto);
        stream
    }

    /// `Auto` looks at the terminal and at `NO_COLOR` and its kin.
    fn colour(&mut self, choice: ColorChoice) {
        self.write = match self.kind {
            Kind::Stdout => Box::new(AutoStream::new(io::stdout(), choice)),
            Kind::Stderr => Box::new(AutoStream::new(io::stderr(), choice)),
            Kind::Other => return,
        };
    }

    fn line(&mut self, line: &dyn fmt::Display) {
        if matches!(self.state, State::Open) {
            let text = format!("{line}\n");
            let written = self.write.write_all(text.as_bytes());
            self.note(written);
        }
    }

    fn flush(&mut self) {
        if matches!(self.state, State::Open) {
            let flushed = self.write.flush();
            self.note(flushed);
        }
    }

    fn note(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.state = State::Closed,
            Err(error) => self.state = State::Failed(error),
        }
    }
}
