//! One page that needs nothing else: no network, no other file.

use std::fmt::Write as _;

use super::drawing::{Detail, Drawing, Mark};
use super::svg;
use super::text::Xml;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// From so many tables on, a page begins with keys alone.
const MANY: usize = 14;

/// The picture as a page: with all columns, keys and names alone to choose from, to move about in and to search.
pub fn html(drawing: &Drawing) -> String {
    let title = if drawing.title.is_empty() {
        "Schema"
    } else {
        drawing.title.as_str()
    };
    let mut text =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Nothing is fetched, whatever somebody may get into a name.
    let _ = writeln!(
        text,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{}{STYLE}</style>\n</head>",
        Xml(title),
        svg::STYLE,
    );
    let _ = writeln!(
        text,
        "<body class=\"schema\">\n<header>\n<div>\n<h1>{}</h1><span class=\"counts\">{}</span>",
        Xml(title),
        Xml(&svg::counts(drawing)),
    );
    let start = if drawing.tables.len() < MANY {
        Detail::All
    } else {
        Detail::Keys
    };
    let details = [
        (Detail::Names, "Names"),
        (Detail::Keys, "Keys"),
        (Detail::All, "Columns"),
    ];
    text.push_str(
        "<span class=\"grow\"></span><span class=\"choice\" role=\"group\" aria-label=\"Columns\">",
    );
    for (at, (detail, word)) in details.into_iter().enumerate() {
        let pressed = detail == start;
        let _ = write!(
            text,
            "<button data-detail=\"{at}\" aria-pressed=\"{pressed}\">{word}</button>"
        );
    }
    text.push_str(
        "</span>\n<input type=\"search\" placeholder=\"Find a table or column  ( / )\" aria-label=\"Find\">\
         <button data-fit title=\"Show all (0)\">Fit</button>\n</div>\n",
    );
    text.push_str("<div>\n");
    areas(&mut text, drawing);
    text.push_str("<span class=\"grow\"></span>\n");
    marks(&mut text, drawing);
    text.push_str("</div>\n</header>\n<main>\n");
    for (at, (detail, _)) in details.into_iter().enumerate() {
        let hidden = if detail == start { "" } else { " hidden" };
        let _ = writeln!(
            text,
            "<div class=\"view\" data-view=\"{at}\"{hidden}>\n{}</div>",
            svg::within_page(&drawing.with(detail))
        );
    }
    let _ = writeln!(
        text,
        "</main>\n<div class=\"tip\" hidden></div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>"
    );
    text
}

/// How much a revision did.
fn marks(text: &mut String, drawing: &Drawing) {
    if !drawing.compared {
        return;
    }
    for mark in [Mark::Added, Mark::Changed, Mark::Removed] {
        let tables = drawing
            .tables
            .iter()
            .filter(|table| table.mark == mark)
            .count();
        let word = mark.word().unwrap_or_default();
        let _ = writeln!(
            text,
            "<button class=\"mark {word}\" data-mark=\"{word}\">{tables} {word}</button>"
        );
    }
}

fn areas(text: &mut String, drawing: &Drawing) {
    let named = drawing.areas.iter().enumerate();
    let named = named.filter_map(|(at, area)| Some((at, area.name.as_ref()?)));
    if drawing.areas.iter().all(|area| area.name.is_none()) {
        return;
    }
    text.push_str("<nav>");
    for (at, name) in named {
        let _ = write!(
            text,
            "<button class=\"a{}\" data-area=\"{at}\">{}</button>",
            at % svg::TINTS,
            Xml(name)
        );
    }
    text.push_str("</nav>\n");
}
