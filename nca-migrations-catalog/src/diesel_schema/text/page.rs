//! Lines with indentation.

use std::fmt::Display;

/// The longest line.
const WIDTH: usize = 100;
const STEP: usize = 4;

/// Text that is written line by line.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    depth: usize,
    /// Whether a block was just opened, or nothing is there yet.
    at_start: bool,
}

impl Page {
    pub(super) fn line(&mut self, line: impl Display) {
        let line = line.to_string();
        if !line.is_empty() {
            let indent = self.indent();
            self.text.extend(std::iter::repeat_n(' ', indent));
        }
        self.text.push_str(&line);
        self.text.push('\n');
        self.at_start = false;
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
        self.at_start = true;
    }

    /// A blank line, unless the block begins here.
    pub(super) fn gap(&mut self) {
        if !self.at_start {
            self.text.push('\n');
        }
    }

    /// Lines that are indented between two that are not.
    pub(super) fn block(
        &mut self,
        open: impl Display,
        close: &str,
        inside: impl FnOnce(&mut Self),
    ) {
        self.line(open);
        self.at_start = true;
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line(close);
    }

    /// Whether the line is not too long here.
    pub(super) fn fits(&self, line: &str) -> bool {
        self.width(line) <= WIDTH
    }

    /// The width of the line with its indentation.
    pub(super) fn width(&self, line: &str) -> usize {
        self.indent() + line.chars().count()
    }

    /// Without blank lines at the end.
    pub(super) fn finish(mut self) -> String {
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        self.text.push('\n');
        self.text
    }

    fn indent(&self) -> usize {
        self.depth * STEP
    }
}
