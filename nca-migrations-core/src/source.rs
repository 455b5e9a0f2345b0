//! Files as they were read, and places in them.

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::shared_str::SharedStr;
use crate::text::{self, LineColumn};

/// A file of a migrations directory, or the directory itself (then without text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path as shown to people: the migrations directory as the caller names it, then the
    /// names below it, separated by `/`.
    pub shown: String,
    /// Its normalised text; empty for a directory.
    pub text: SharedStr,
    /// Whether the bytes on disk are the normalised text.
    pub form: Form,
}

/// How the bytes on disk relate to the normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// They are the same: `include_str!` gives the text that is hashed and run.
    Normalised,
    /// They differ in a byte order mark, line endings or final newlines.
    Other,
    /// There is no text: a directory, or something unreadable.
    Absent,
}

impl Source {
    /// A file of these bytes.
    ///
    /// # Errors
    /// When they are not UTF-8.
    pub fn of_bytes(path: PathBuf, shown: String, bytes: &[u8]) -> Result<Self, text::NotUtf8> {
        let text = text::normalise(bytes)?;
        let form = match text {
            Cow::Borrowed(same) if same.len() == bytes.len() => Form::Normalised,
            _ => Form::Other,
        };
        Ok(Self {
            path,
            shown,
            text: text.into_owned().into(),
            form,
        })
    }

    pub(crate) fn without_text(path: PathBuf, shown: String) -> Self {
        Self {
            path,
            shown,
            text: SharedStr::of_program(""),
            form: Form::Absent,
        }
    }

    /// The name of the file alone.
    pub fn file_name(&self) -> &str {
        self.shown.rsplit('/').next().unwrap_or_default()
    }
}

/// A stretch of a file that a problem is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of its normalised text.
    pub span: Range<usize>,
}

impl Place {
    /// A stretch of `source`.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self {
            source: Arc::clone(source),
            span,
        }
    }

    /// The first line of `source` that says something: not blank, not a comment.
    pub(crate) fn first_line(source: &Arc<Source>) -> Self {
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let content = line.trim();
            if !content.is_empty() && !content.starts_with("--") && !content.starts_with('#') {
                let indent = line.len() - line.trim_start().len();
                return Self::new(source, start + indent..start + indent + content.len());
            }
            start += line.len();
        }
        Self::new(source, 0..0)
    }

    /// Line and column where it starts; none for a directory.
    pub fn line_column(&self) -> Option<LineColumn> {
        (self.source.form != Form::Absent)
            .then(|| text::line_column(&self.source.text, self.span.start))
    }
}
