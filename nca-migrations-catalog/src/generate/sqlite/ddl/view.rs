//! A view.

use super::identifier;
use crate::model::View;

/// The statement that makes a view.
pub(in super::super) fn view(view: &View) -> String {
    let name = identifier(&view.name.name);
    let mut settings = view
        .settings
        .iter()
        .filter(|setting| setting.name == "columns");
    let columns = settings.next().and_then(|setting| setting.value.as_ref());
    // Each is in quotes where it needs them.
    let columns = columns
        .map(|columns| format!(" ({columns})"))
        .unwrap_or_default();
    format!("CREATE VIEW {name}{columns} AS\n{}", view.definition)
}
