//! Problems of files that are not written yet, shown in the files that they come from. Those that come
//! from none are marked.

use std::sync::Arc;

use nca_migrations_core::problem::Problem;
use nca_migrations_core::source::Source;

use super::plan::{Content, Plan};

pub(super) fn shown(plan: &Plan, problems: Vec<Problem>) -> Vec<Problem> {
    let origin = |source: &Source| {
        let folder = source.path.parent()?.file_name()?.to_str()?;
        let migration = plan
            .migrations
            .iter()
            .find(|one| one.name.as_str() == folder)?;
        let file = migration
            .files
            .iter()
            .find(|file| file.name == source.file_name())?;
        match &file.content {
            Content::Write { origin: None, .. } => Some(format!("{} (planned)", source.shown)),
            Content::Write { origin, .. } => origin.clone(),
            Content::Remove => None,
        }
    };
    let moved = |mut problem: Problem| {
        for place in &mut problem.places {
            if let Some(shown) = origin(&place.source) {
                let source = Source::clone(&place.source);
                place.source = Arc::new(Source { shown, ..source });
            }
        }
        problem
    };
    problems.into_iter().map(moved).collect()
}
