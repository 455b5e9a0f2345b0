//! What is wrong with a revision, in words.

use std::fmt::Write as _;

use nca_migrations::Dialect;
use nca_migrations::Error;
use nca_migrations::chain::{Chain, Direction};
use nca_migrations::verify::{Failed, Finding};
use serde_json::{Value, json};

use crate::failed_statement;
use crate::json;
use crate::wording::count;

/// In text: a line that is complete alone, then what belongs to it.
pub(in crate::commands) fn text(
    chain: &Chain,
    engine: Dialect,
    failed: &Failed,
    prefix: &str,
    width: usize,
) -> String {
    let name = chain.revision(failed.index).name;
    let rows = if failed.takes_rows {
        " when there are rows"
    } else {
        ""
    };
    let what = what(&failed.finding);
    let mut text = format!("`{name}` on {}: {what}{rows}\n", engine.title());
    match &failed.finding {
        Finding::Up(error) | Finding::Down(error) | Finding::Again(error) => {
            text += &said(error, prefix, width);
        }
        Finding::Differs(differences) | Finding::DiffersAgain(differences) => {
            for difference in differences {
                for line in difference.to_string().lines() {
                    // Writing to a string does not fail.
                    let _ = writeln!(text, "  {line}");
                }
            }
        }
        Finding::Loses(lost) => {
            for lost in lost {
                let (table, after) = (&lost.table, lost.after);
                let before = usize::try_from(lost.before).unwrap_or(usize::MAX);
                let _ = writeln!(text, "  {table}: {after} of {}", count(before, "row"));
            }
            text += "if that is meant, say so in metadata.toml: `lossy = \"what is lost\"`\n";
        }
        _ => {}
    }
    text.trim_end().to_owned()
}

fn what(finding: &Finding) -> &'static str {
    match finding {
        Finding::Up(_) => "the up script fails",
        Finding::Down(_) => "the down script fails",
        Finding::Again(_) => "the up script fails after the down script",
        Finding::Differs(_) => "the down script does not bring back what was there",
        Finding::DiffersAgain(_) => "the up script leaves something else the second time",
        Finding::Loses(_) => "rows are lost on the way up and down",
        _ => "it does not hold",
    }
}

fn said(error: &Error, prefix: &str, width: usize) -> String {
    match error {
        Error::Statement(failure) => failed_statement::picture(failure, prefix, width),
        error => error.to_string(),
    }
}

/// The word that `--json` has for it.
fn word(finding: &Finding) -> &'static str {
    match finding {
        Finding::Up(_) => "up_fails",
        Finding::Down(_) => "down_fails",
        Finding::Again(_) => "up_fails_again",
        Finding::Differs(_) => "down_differs",
        Finding::DiffersAgain(_) => "up_differs_again",
        Finding::Loses(_) => "rows_lost",
        _ => "other",
    }
}

pub(super) fn value(chain: &Chain, failed: &Failed, prefix: &str) -> Value {
    let name = chain.revision(failed.index).name;
    let mut value = json!({
        "version": name.version(),
        "directory": name.as_str(),
        "finding": word(&failed.finding),
        "takes_rows": failed.takes_rows,
    });
    match &failed.finding {
        Finding::Up(error) | Finding::Down(error) | Finding::Again(error) => {
            value["message"] = error.to_string().lines().next().into();
            if let Error::Statement(failure) = &**error {
                let place = &failure.place;
                value["place"] = json!({
                    "file": format!("{prefix}{}", place.file),
                    "line": place.at().line,
                    "column": place.at().column,
                    "direction": match failure.direction {
                        Direction::Up => "up",
                        Direction::Down => "down",
                    },
                });
            }
        }
        Finding::Differs(differences) | Finding::DiffersAgain(differences) => {
            value["differences"] = differences.iter().map(json::difference).collect();
        }
        Finding::Loses(lost) => {
            let lost = lost.iter().map(
                |lost| json!({ "table": lost.table, "before": lost.before, "after": lost.after }),
            );
            value["rows"] = lost.collect();
        }
        _ => {}
    }
    value
}
