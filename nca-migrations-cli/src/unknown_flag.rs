//! What to say to those who bring a flag of Alembic's that there is no use for here.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A flag that is not understood, and what does its work.
struct Hint {
    flags: &'static [&'static str],
    says: &'static str,
}

/// Alembic's flags that mean nothing here. Those that do are flags of their commands.
const HINTS: [Hint; 8] = [
    Hint {
        flags: &["-c", "--config"],
        says: "there is no alembic.ini: `--database-url` or DATABASE_URL names the database",
    },
    Hint {
        flags: &["-n", "--name"],
        says: "there are no sections: `--database-url` or DATABASE_URL names the database",
    },
    Hint {
        flags: &["-x"],
        says: "there is no env.py to read it; to leave a word in the log, use `--tag`",
    },
    Hint {
        flags: &["--raiseerr"],
        says: "errors are always told whole, and the exit code says of which kind they are",
    },
    Hint {
        flags: &["--splice", "--head"],
        says: "a chain is linear: a migration follows the head; to move one to the end, use `rebase`",
    },
    Hint {
        flags: &["--branch-label"],
        says: "a chain is linear: there is no branch to label",
    },
    Hint {
        flags: &["--depends-on"],
        says: "a chain is linear: a migration depends on all before it",
    },
    Hint {
        flags: &["--version-path"],
        says: "there is one migrations directory: `--dir` names it",
    },
];

/// The error with what does the flag's work, if it is one of these.
pub(crate) fn with_hint(mut error: clap::Error) -> clap::Error {
    let hint = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(flag)) if error.kind() == ErrorKind::UnknownArgument => HINTS
            .iter()
            .find(|hint| hint.flags.contains(&flag.as_str())),
        _ => None,
    };
    if let Some(hint) = hint {
        let says = vec![StyledStr::from(hint.says)];
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(says));
    }
    error
}

#[cfg(test)]
mod tests {
    use nca_migrations::EmbeddedMigrations;

    use super::*;
    use crate::program::{Offers, Program};

    #[test]
    fn each_is_said() {
        let program = Program::new("app", &EmbeddedMigrations::EMPTY);
        for hint in &HINTS {
            for flag in hint.flags {
                let args = ["app", flag];
                let error = program
                    .command(Offers::Database)
                    .try_get_matches_from(args)
                    .unwrap_err();
                let said = with_hint(error).to_string();
                assert!(said.contains(&format!("tip: {}", hint.says)), "{said}");
            }
        }
        let error = program
            .command(Offers::Database)
            .try_get_matches_from(["app", "--nonsense"]);
        let said = with_hint(error.unwrap_err()).to_string();
        assert!(!said.contains("tip:"), "{said}");
    }
}
