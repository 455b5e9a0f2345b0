//! What `verify` says.

use nca_migrations::chain::Chain;
use nca_migrations::verify::Outcome;
use serde_json::{Value, json};

use super::{Tried, finding};
use crate::context::Context;
use crate::directory::Directory;
use crate::failure::failed;
use crate::json;
use crate::wording::count;

pub(super) fn tell(
    context: &mut Context<'_>,
    directory: &Directory,
    chain: &Chain,
    all: &[Tried],
    written: &[String],
) {
    let prefix = format!("{}/", directory.shown);
    if context.globals.json {
        let backends: Vec<Value> = all
            .iter()
            .map(|tried| value(chain, tried, &prefix))
            .collect();
        let result = json!({
            "directory": directory.shown,
            "backends": backends,
            "written": written,
        });
        context.streams.result(json::object(result));
        return;
    }
    let streams = &mut *context.streams;
    let width = streams.width();
    for tried in all {
        if let Some(outcome) = &tried.outcome {
            for unseeded in &outcome.unseeded {
                streams.progress(format!(
                    "note: {} stays empty on {}: {}",
                    unseeded.table,
                    tried.engine.title(),
                    unseeded.because.lines().next().unwrap_or_default()
                ));
            }
            for one in &outcome.failed {
                let text = finding::text(chain, tried.engine, one, &prefix, width);
                streams.error(failed(&text));
                streams.error("");
            }
        }
        for (index, reason) in &tried.excused {
            let name = chain.revision(*index).name;
            streams.progress(format!("note: `{name}` is not verified: {reason}"));
        }
    }
    for tried in all {
        streams.summary(sum_up(tried));
    }
    for file in written {
        streams.summary(format!("wrote {file}"));
    }
}

/// `sqlite 3: 2 revisions verified, 15 had receipts`.
fn sum_up(tried: &Tried) -> String {
    let Some(outcome) = &tried.outcome else {
        let had = count(tried.had, "revision");
        return format!("{}: nothing to do, {had} verified before", tried.engine);
    };
    let mut parts = vec![format!(
        "{} verified",
        count(outcome.verified.len(), "revision")
    )];
    for (number, what) in [
        (tried.had, "verified before"),
        (outcome.failed.len(), "failed"),
        (outcome.untried.len(), "not tried"),
        (tried.excused.len(), "excused"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    format!("{}: {}", engine(outcome), parts.join(", "))
}

/// `sqlite 3`, `postgres 15`, `mysql mariadb-10.11`.
fn engine(outcome: &Outcome) -> String {
    format!("{} {}", outcome.engine, outcome.major)
}

fn value(chain: &Chain, tried: &Tried, prefix: &str) -> Value {
    let version = |index: usize| chain.revision(index).name.version().into_owned();
    let excused = tried
        .excused
        .iter()
        .map(|(index, reason)| json!({ "version": version(*index), "reason": reason }));
    let mut value = json!({
        "backend": tried.engine.name(),
        "verified_before": tried.had,
        "excused": excused.collect::<Vec<_>>(),
    });
    let Some(outcome) = &tried.outcome else {
        return value;
    };
    let verified = outcome.verified.iter().map(|verified| {
        json!({
            "version": version(verified.index),
            "catalog": verified.catalog.to_string(),
        })
    });
    let unseeded = outcome
        .unseeded
        .iter()
        .map(|one| json!({ "table": one.table, "because": one.because }));
    value["major_version"] = outcome.major.clone().into();
    value["verified"] = verified.collect();
    value["failed"] = outcome
        .failed
        .iter()
        .map(|failed| finding::value(chain, failed, prefix))
        .collect();
    value["not_tried"] = outcome.untried.iter().copied().map(version).collect();
    value["unseeded"] = unseeded.collect();
    value
}
