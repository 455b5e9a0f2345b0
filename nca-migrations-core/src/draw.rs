//! Drawing a message with the places it is about: plain for a build failure, styled for a terminal.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, Title};

use crate::problem::{Message, Problem};
use crate::source::Place;
use crate::text;

mod context;

/// Lines longer than this many bytes are named, not shown, unless one short place is marked.
const LONGEST_LINE: usize = 1000;

/// How many bytes are marked in one, where it is shown: what is around them is cut to the width.
const NARROW: usize = 40;

/// How a drawing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Characters only.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// Draws a problem as rustc draws its errors, `error[CODE]: title` first. Lines are cut to `width`
/// columns.
pub fn problem(problem: &Problem, style: Style, width: usize) -> String {
    let (message, code) = (problem.message(), problem.code().to_string());
    let title = Level::ERROR.primary_title(&message.title).id(&code);
    let pictures = pictures(&message, &problem.places);
    render(title, pictures, &message, style, width)
}

/// Draws a message about places in files that are no migration's, `error: title` first.
pub fn message(message: &Message, places: &[Place], style: Style, width: usize) -> String {
    let title = Level::ERROR.primary_title(&message.title);
    render(title, pictures(message, places), message, style, width)
}

/// Draws a message about a place in a statement, `error: title` first, with the statement's lines
/// around it; the middle of a long one is left out.
pub fn in_statement(
    message: &Message,
    place: &Place,
    statement: &Range<usize>,
    style: Style,
    width: usize,
) -> String {
    let title = Level::ERROR.primary_title(&message.title);
    let context = context::of(&place.source.text, statement, &place.span);
    let place = narrow(place);
    let picture = picture(std::slice::from_ref(&place), 0..1, message, &context);
    render(title, vec![picture], message, style, width)
}

fn render<'a>(
    title: Title<'a>,
    mut elements: Vec<Element<'a>>,
    message: &'a Message,
    style: Style,
    width: usize,
) -> String {
    elements.extend(words(message));
    let group = Group::with_title(title).elements(elements);
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.term_width(width).render(&[group])
}

/// Draws a problem for a program that writes `error: ` before it, as rustc does for
/// `compile_error!`.
pub fn for_compile_error(problem: &Problem) -> String {
    let message = problem.message();
    let title = format!("[{}] {}", problem.code(), message.title);
    let title = Level::ERROR.no_name().primary_title(&title);
    let mut elements = pictures(&message, &problem.places);
    elements.extend(words(&message));
    let group = Group::with_title(title).elements(elements);
    Renderer::plain()
        .term_width(COMPILER_WIDTH)
        .render(&[group])
}

/// rustc does not say how wide its terminal is; this is its own width when it does not know.
const COMPILER_WIDTH: usize = 140;

fn pictures<'a>(message: &'a Message, places: &'a [Place]) -> Vec<Element<'a>> {
    let mut elements: Vec<Element<'a>> = Vec::new();
    let mut at = 0;
    while at < places.len() {
        // Places in one file make one picture.
        let same = places[at..]
            .iter()
            .take_while(|place| place.source.path == places[at].source.path)
            .count();
        let labels = at..at + same;
        elements.push(picture(&places[labels.clone()], labels, message, &[]));
        at += same;
    }
    elements
}

fn words(message: &Message) -> impl Iterator<Item = Element<'_>> {
    let notes = message.notes.iter().map(|note| Level::NOTE.message(note));
    let helps = message.helps.iter().map(|help| Level::HELP.message(help));
    notes.chain(helps).map(Element::from)
}

/// Places in one file, or one short place and the lines of `context` that are to be seen with it.
fn picture<'a>(
    places: &'a [Place],
    indices: Range<usize>,
    message: &'a Message,
    context: &[Range<usize>],
) -> Element<'a> {
    let place = &places[0];
    let path = &*place.source.shown;
    let Some(at) = place.line_column() else {
        return Origin::path(path).into();
    };
    let text = &*place.source.text;
    let spans = places.iter().map(|place| &place.span);
    let lines = lines_around(text, spans.chain(context));
    if context.is_empty()
        && text[lines.clone()]
            .lines()
            .any(|line| line.len() > LONGEST_LINE)
    {
        return Origin::path(path)
            .line(at.line)
            .char_column(at.column)
            .into();
    }
    let first_line = text::line_column(text, lines.start).line;
    let annotations = places.iter().zip(indices).map(|(place, index)| {
        let kind = match index {
            0 => AnnotationKind::Primary,
            _ => AnnotationKind::Context,
        };
        let label = message.labels.get(index).filter(|label| !label.is_empty());
        let span = within_its_line(text, &place.span);
        kind.span(span.start - lines.start..span.end - lines.start)
            .label(label.map(String::as_str))
    });
    let seen = context.iter().map(|range| {
        AnnotationKind::Visible.span(range.start - lines.start..range.end - lines.start)
    });
    Snippet::source(&text[lines.clone()])
        .path(path)
        .line_start(first_line)
        .annotations(annotations.chain(seen))
        .into()
}

/// The start of a place in a long line.
fn narrow(place: &Place) -> Place {
    let text = &place.source.text;
    let mut span = within_its_line(text, &place.span);
    if lines_around(text, std::iter::once(&span)).len() > LONGEST_LINE {
        span.end = text.ceil_char_boundary(span.end.min(span.start + NARROW));
    }
    Place::new(&place.source, span)
}

/// The whole lines from the first span's to the last one's: a 10 MB script is not drawn whole.
fn lines_around<'a>(text: &str, spans: impl Iterator<Item = &'a Range<usize>>) -> Range<usize> {
    let (mut start, mut end) = (text.len(), 0);
    for span in spans {
        let span = within_its_line(text, span);
        start = start.min(
            text[..span.start]
                .rfind('\n')
                .map_or(0, |newline| newline + 1),
        );
        end = end.max(
            text[span.end..]
                .find('\n')
                .map_or(text.len(), |length| span.end + length),
        );
    }
    start..end.max(start)
}

/// The part of a span on its first line: what goes on for pages is shown by its start.
fn within_its_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    let line = text[start..end]
        .find('\n')
        .map_or(end, |newline| start + newline);
    start..line
}
