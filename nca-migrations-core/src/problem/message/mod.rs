//! The words of every problem, in one place: the build and the terminal show the same.
//!
//! A title is one line that names the migration (rustc merges equal messages). A label says what is
//! seen at its place. A note says why it matters, a help line how to repair it, with the command
//! where there is one.

mod chain;
mod demands;
mod files;
mod lock;
mod metadata;
mod pairs;
mod script;

use super::Problem;

/// The words of a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// One line, complete alone.
    pub title: String,
    /// What is seen at each place, in the order of the places; empty where there is nothing to say.
    pub labels: Vec<String>,
    /// Why it matters.
    pub notes: Vec<String>,
    /// How to repair it.
    pub helps: Vec<String>,
}

impl Message {
    /// A message of this title, and nothing else yet.
    pub fn titled(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.labels.push(label.into());
        self
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }
}

pub(super) fn of(problem: &Problem) -> Message {
    let mut message = match problem.code().0 / 100 {
        1 => files::files(&problem.kind),
        2 => pairs::pairs(&problem.kind),
        3 => metadata::metadata(&problem.kind),
        4 => chain::chain(&problem.kind),
        5 => script::script(&problem.kind),
        6 => lock::lock(&problem.kind),
        _ => demands::demands(&problem.kind),
    };
    // Places that the text above has no word for, such as the third migration of a fork.
    message.labels.resize(problem.places.len(), String::new());
    message
}

/// `` `a`, `b` and `c` ``; of many, the first few.
fn ticked(names: &[String]) -> String {
    const MOST: usize = 5;
    let mut ticked: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > MOST {
        ticked.push(format!("{} more", names.len() - MOST));
    }
    match &ticked[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The first digits of a digest, enough to tell two apart.
fn short(digest: &str) -> &str {
    digest.get(..19).unwrap_or(digest)
}
