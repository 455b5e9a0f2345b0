//! The module's text, laid out as rustfmt does by default.

mod definitions;
mod literal;
mod page;
mod table;

use super::contents::Contents;
use super::name;
use super::settings::Section;
use page::Page;

/// The first line of every module.
const HEADER: &str = "// @generated automatically by Diesel CLI.";

pub(super) fn text(contents: &Contents<'_>, section: &Section) -> String {
    let mut page = Page::default();
    page.line(HEADER);
    let Some(schema) = &section.schema else {
        page.blank();
        body(&mut page, contents, section);
        return page.finish();
    };
    page.blank();
    let name = name::in_rust(schema, None);
    if contents.tables.is_empty() {
        page.line(format!("pub mod {name} {{}}"));
    } else {
        page.block(format!("pub mod {name} {{"), "}", |page| {
            body(page, contents, section);
        });
    }
    page.finish()
}

fn body(page: &mut Page, contents: &Contents<'_>, section: &Section) {
    definitions::write(page, contents, section);
    for written in &contents.tables {
        page.gap();
        table::write(page, contents, section, written);
    }
    if !contents.joins.is_empty() {
        page.gap();
    }
    for join in &contents.joins {
        let (child, parent, column) = &join.in_rust;
        page.line(format!(
            "diesel::joinable!({child} -> {parent} ({column}));"
        ));
    }
    if !contents.groups.is_empty() {
        page.gap();
    }
    for group in &contents.groups {
        same_query(page, group);
    }
}

/// rustfmt takes it for a call with the tables for arguments: they are on one line if that is not longer than a
/// line can be. It does not count the last comma, which such a call does not have. Else, if all names are short,
/// as many are on a line as fit, to a width that is one short of the others; else each is on a line.
fn same_query(page: &mut Page, tables: &[String]) {
    const MACRO: &str = "diesel::allow_tables_to_appear_in_same_query!(";
    const SHORT: usize = 10;
    let tables_in_line = tables.join(", ");
    if page.fits(&format!("{MACRO}{tables_in_line});")) {
        page.line(format!("{MACRO}{tables_in_line},);"));
        return;
    }
    let all_short = tables.iter().all(|table| table.len() <= SHORT);
    page.block(MACRO, ");", |page| {
        let mut line = String::new();
        for table in tables {
            let longer = format!("{line} {table},");
            // `longer` has a blank at its start, which is the one that the width is short of.
            if !(line.is_empty() || all_short && page.fits(&longer)) {
                page.line(line.trim_start());
                line.clear();
            }
            line = format!("{line} {table},");
        }
        page.line(line.trim_start());
    });
}
