//! A statement that failed, drawn in its file.

use std::sync::Arc;

use diesel::result::Error as DieselError;
use nca_migrations::StatementFailure;
use nca_migrations::chain::Direction;
use nca_migrations_core::draw;
use nca_migrations_core::problem::Message;
use nca_migrations_core::source::{Form, Place, Source};

use crate::output::STYLE;

/// What failed and where, then what the server said besides, the state now, and the next step.
pub(crate) fn draw(failure: &StatementFailure, prefix: &str, width: usize) -> String {
    let said = first_line(failure);
    let title = match &*said {
        "" => format!("`{}` failed", failure.revision),
        _ => format!("`{}` failed: {said}", failure.revision),
    };
    let file = format!("{prefix}{}", failure.place.file);
    let notes = vec![failure.state.to_string()];
    let helps = repair(&said, failure.direction, failure.next_step(&file));
    format!("{title}\n{}", drawn(failure, file, notes, helps, width))
}

/// What failed and where, and what the server said. Of a database that is thrown away, no more is worth
/// saying.
pub(crate) fn picture(failure: &StatementFailure, prefix: &str, width: usize) -> String {
    let said = first_line(failure);
    let file = format!("{prefix}{}", failure.place.file);
    format!(
        "{said}\n{}",
        drawn(failure, file, Vec::new(), Vec::new(), width)
    )
}

fn first_line(failure: &StatementFailure) -> String {
    let said = failure.error.to_string();
    let first = said.trim().lines().next().unwrap_or_default();
    first.trim_end().to_owned()
}

/// The statement in its file, without a title.
fn drawn(
    failure: &StatementFailure,
    file: String,
    notes: Vec<String>,
    helps: Vec<String>,
    width: usize,
) -> String {
    let place = &failure.place;
    let (number, of) = (place.number, place.of);
    let (span, label) = match &place.fault {
        Some(fault) => (
            fault.range.clone(),
            format!("in statement {number} of {of}"),
        ),
        None => (place.range.clone(), format!("statement {number} of {of}")),
    };
    let message = Message {
        title: "it failed".to_owned(),
        labels: vec![label],
        notes: more(&failure.error).into_iter().chain(notes).collect(),
        helps,
    };
    let source = Source {
        path: place.file.clone().into(),
        shown: file,
        text: place.script.clone().into(),
        form: Form::Normalised,
    };
    let at = Place::new(&Arc::new(source), span);
    let drawing = draw::in_statement(&message, &at, &place.range, STYLE, width);
    // Whoever asks has a first line of its own.
    let picture = drawing.split_once('\n').map_or("", |(_, picture)| picture);
    picture.to_owned()
}

/// What the server said below its first line.
fn more(error: &DieselError) -> Vec<String> {
    let said = error.to_string();
    let further = said.trim().split_once('\n').map(|(_, lines)| tidy(lines));
    let (detail, hint) = match error {
        DieselError::DatabaseError(_, information) => (information.details(), information.hint()),
        _ => (None, None),
    };
    let detail = detail.map(|text| format!("detail: {}", tidy(text)));
    let hint = hint.map(|text| format!("hint: {}", tidy(text)));
    further.into_iter().chain(detail).chain(hint).collect()
}

/// Lines without the tabs that libpq puts before them.
fn tidy(lines: &str) -> String {
    let lines: Vec<&str> = lines.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

/// What SQLite says when the database is the matter and not the script, and what to do then.
const ABOUT_THE_DATABASE: [(&str, &str); 5] = [
    (
        "attempt to write a readonly database",
        "let this user write the database file and its directory",
    ),
    (
        "database or disk is full",
        "make room on the disk of the database file and its directory",
    ),
    (
        "disk I/O error",
        "check the disk and the permissions of the database file and its directory",
    ),
    (
        "unable to open database file",
        "let this user write the database file and its directory: the journal is kept there",
    ),
    (
        "database is locked",
        "wait for the process that holds the database file, or stop it",
    ),
];

fn repair(said: &str, direction: Direction, next_step: String) -> Vec<String> {
    let again = match direction {
        Direction::Up => "upgrade again",
        Direction::Down => "downgrade again",
    };
    if let Some((_, help)) = ABOUT_THE_DATABASE
        .iter()
        .find(|(about, _)| said.contains(about))
    {
        return vec![format!("{help}, and {again}")];
    }
    if direction == Direction::Up && said.ends_with("already exists") {
        let other = "if the database holds what this chain did not make: name the right database, \
                     or take that away";
        return vec![other.to_owned(), format!("or {next_step}")];
    }
    vec![next_step]
}

#[cfg(test)]
mod tests {
    use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};

    use super::*;

    struct Dropped;

    impl DatabaseErrorInformation for Dropped {
        fn message(&self) -> &'static str {
            "cannot drop table u\n\tbecause other objects depend on it\n"
        }
        fn details(&self) -> Option<&str> {
            Some("view w depends on table u\nview x depends on view w")
        }
        fn hint(&self) -> Option<&str> {
            Some("Use DROP ... CASCADE to drop the dependent objects too.")
        }
        fn table_name(&self) -> Option<&str> {
            None
        }
        fn column_name(&self) -> Option<&str> {
            None
        }
        fn constraint_name(&self) -> Option<&str> {
            None
        }
        fn statement_position(&self) -> Option<i32> {
            None
        }
    }

    #[test]
    fn all_that_the_server_said() {
        let error = DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(Dropped));
        assert_eq!(
            more(&error),
            [
                "because other objects depend on it",
                "detail: view w depends on table u\nview x depends on view w",
                "hint: Use DROP ... CASCADE to drop the dependent objects too.",
            ]
        );
        assert!(more(&DieselError::NotFound).is_empty());
    }

    #[test]
    fn what_is_to_be_repaired() {
        let next_step = "repair `up.sql` and upgrade again";
        let helps = |said| repair(said, Direction::Up, next_step.to_owned());
        assert_eq!(helps("no such table: a"), [next_step]);
        assert_eq!(helps("table `a` already exists").len(), 2);
        for (said, _) in ABOUT_THE_DATABASE {
            let helps = repair(said, Direction::Down, next_step.to_owned());
            assert!(
                helps[0].contains("database file") || helps[0].contains("disk"),
                "{helps:?}"
            );
            assert!(!helps[0].contains("up.sql"), "{helps:?}");
            assert!(helps[0].ends_with(", and downgrade again"), "{helps:?}");
        }
    }
}
