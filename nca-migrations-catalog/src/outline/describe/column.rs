//! A column.

use super::line::Line;
use super::{comment, item};
use crate::model::name::Quoted;
use crate::model::{Column, Identity, Setting, Storage};
use crate::outline::{COLUMN, Item};

pub(super) fn column(column: &Column) -> Item {
    let mut line = Line::default();
    if !column.column_type.written.is_empty() {
        line.word(&column.column_type.written);
    }
    line.name("collate", column.collation.as_ref());
    if !column.nullable {
        line.word("not null");
    }
    line.clause("default", column.default.as_ref());
    match &column.identity {
        None => {}
        Some(Identity::Increment) => {
            line.word("auto increment");
        }
        Some(Identity::Always(settings)) => identity(&mut line, "always", settings),
        Some(Identity::ByDefault(settings)) => identity(&mut line, "by default", settings),
    }
    if let Some(generated) = &column.generated {
        let storage = match generated.storage {
            Storage::Stored => "stored",
            Storage::Virtual => "virtual",
        };
        line.word(format!("generated as ({}) {storage}", generated.expression));
    }
    line.settings(&column.settings);
    let name = Quoted(&column.name).to_string();
    let parts = comment(column.comment.as_ref()).collect();
    item(COLUMN, name, line.finish(), parts)
}

fn identity(line: &mut Line, when: &str, settings: &[Setting]) {
    line.word(format!("generated {when} as identity"));
    if !settings.is_empty() {
        let settings = Line::default().settings(settings).finish();
        line.word(format!("({settings})"));
    }
}
