//! Words in a row.

use std::fmt::{self, Write as _};

use crate::model::name::{Names, Quoted};
use crate::model::{Deferral, Setting};

/// Words in a row, with blanks between.
#[derive(Default)]
pub(super) struct Line(String);

impl Line {
    pub(super) fn word(&mut self, word: impl fmt::Display) -> &mut Self {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        // Writing to a `String` does not fail.
        let _ = write!(self.0, "{word}");
        self
    }

    /// A keyword and what follows it, if there is anything.
    pub(super) fn clause(&mut self, keyword: &str, value: Option<impl fmt::Display>) -> &mut Self {
        if let Some(value) = value {
            self.word(keyword).word(value);
        }
        self
    }

    pub(super) fn name(&mut self, keyword: &str, name: Option<&String>) -> &mut Self {
        self.clause(keyword, name.map(|name| Quoted(name)))
    }

    /// `include (a, b)`.
    pub(super) fn names(&mut self, keyword: &str, names: &[String]) -> &mut Self {
        let names = (!names.is_empty()).then(|| format!("({})", Names(names)));
        self.clause(keyword, names)
    }

    pub(super) fn deferral(&mut self, deferral: Deferral) -> &mut Self {
        match deferral {
            Deferral::Immediate => self,
            Deferral::Deferrable => self.word("deferrable"),
            Deferral::Deferred => self.word("deferrable initially deferred"),
        }
    }

    /// In the order of their names.
    pub(super) fn settings(&mut self, settings: &[Setting]) -> &mut Self {
        let mut settings: Vec<&Setting> = settings.iter().collect();
        settings.sort();
        for setting in settings {
            self.word(setting);
        }
        self
    }

    pub(super) fn finish(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}
