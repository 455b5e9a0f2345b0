//! A revision as Alembic shows one: the line of `history`, the entry of `show`.

use nca_migrations::RevisionName;
use nca_migrations::chain::{Chain, Revision};

/// What is in brackets after a revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) head: bool,
    /// None where nobody asked the database.
    pub(crate) current: Option<bool>,
}

impl Marks {
    /// Those of the revision at `index`.
    pub(crate) fn of(chain: &Chain, index: usize, current: Option<&str>) -> Self {
        let version = chain
            .get(index)
            .map(|revision| revision.name.version().into_owned());
        Self {
            head: index + 1 == chain.len(),
            current: current.map(|current| version.as_deref() == Some(current)),
        }
    }

    fn text(self) -> String {
        let head = if self.head { " (head)" } else { "" };
        let current = if self.current == Some(true) {
            " (current)"
        } else {
            ""
        };
        format!("{head}{current}")
    }
}

/// The slug as a message: `create_users` is `create users`.
pub(crate) fn message(name: &RevisionName) -> String {
    name.slug().replace('_', " ")
}

/// The version of the revision before the one at `index`; none at the start.
pub(crate) fn parent(chain: &Chain, index: usize) -> Option<String> {
    let parent = chain.get(index.checked_sub(1)?)?;
    Some(parent.name.version().into_owned())
}

/// `20260105090000 (head)`.
pub(crate) fn short(revision: &Revision, marks: Marks) -> String {
    format!("{}{}", revision.name.version(), marks.text())
}

/// `20260105090000 -> 20260105093000 (head), create memory tiers`.
pub(crate) fn line(chain: &Chain, index: usize, revision: &Revision, marks: Marks) -> String {
    let parent = parent(chain, index).unwrap_or_else(|| "<base>".to_owned());
    let message = match &*message(&revision.name) {
        "" => String::new(),
        message => format!(", {message}"),
    };
    format!("{parent} -> {}{message}", short(revision, marks))
}

/// The lines of `show`, and of `-v`.
pub(crate) fn long(
    chain: &Chain,
    index: usize,
    revision: &Revision,
    marks: Marks,
    prefix: &str,
) -> String {
    let version = revision.name.version();
    let parent = parent(chain, index);
    let mut lines = vec![
        format!("Rev: {}", short(revision, marks)),
        format!("Parent: {}", parent.as_deref().unwrap_or("<base>")),
        format!("Path: {prefix}{}", revision.name),
        String::new(),
    ];
    let mut about = vec![
        message(&revision.name),
        String::new(),
        format!("Revision ID: {version}"),
        format!("Revises: {}", parent.unwrap_or_default()),
    ];
    if !revision.run_in_transaction {
        about.push("Runs outside a transaction".to_owned());
    }
    if let Some(reason) = &revision.irreversible {
        about.push(format!("Irreversible: {}", reason.as_str()));
    }
    if let Some(lost) = &revision.lossy {
        about.push(format!("The way back loses: {}", lost.as_str()));
    }
    lines.extend(
        about
            .iter()
            .map(|line| format!("    {line}").trim_end().to_owned()),
    );
    lines.push(String::new());
    lines.join("\n")
}
