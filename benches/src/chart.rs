//! The chart of the guide: for each row a bar for everybody, as long as theirs is by the longest.

use std::fmt::Write as _;

use crate::contender::Contender;
use crate::table::{Row, Table};

const WIDTH: usize = 860;
const LABELS: usize = 270;
const BARS: usize = 460;
const BAR: usize = 12;

/// The rows that peers are in, table by table.
pub(crate) fn draw(tables: &[Table]) -> String {
    let mut body = String::new();
    let mut y = 34;
    for table in tables {
        let rows: Vec<&Row> = table
            .rows
            .iter()
            .filter(|row| row.to_peers().is_some())
            .collect();
        if rows.is_empty() {
            continue;
        }
        y += 14;
        text(&mut body, 8, y, "h", &table.title);
        y += 12;
        for row in rows {
            y = draw_row(&mut body, y, row);
        }
    }
    let mut legend = String::new();
    let mut x = 8;
    for contender in Contender::ALL {
        let color = color(contender);
        let _ = writeln!(
            legend,
            "<rect x=\"{x}\" y=\"10\" width=\"12\" height=\"12\" fill=\"{color}\"/>"
        );
        text(&mut legend, x + 17, 20, "l", contender.name());
        x += 24 + contender.name().len() * 8;
    }
    let height = y + 10;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n\
         <style>text {{ fill: #333 }} .h {{ font-size: 13px; font-weight: bold }} .v {{ font-size: 10px }}</style>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n{legend}{body}</svg>\n"
    )
}

/// Gives where the next one begins.
fn draw_row(body: &mut String, y: usize, row: &Row) -> usize {
    let longest = row
        .values
        .iter()
        .map(|(_, value)| *value)
        .fold(0.0, f64::max);
    text(body, 8, y + BAR, "l", &row.what);
    let mut y = y;
    for (contender, value) in &row.values {
        #[expect(clippy::cast_precision_loss, reason = "it is as wide as a screen")]
        let length = (value / longest * BARS as f64).max(1.0);
        let color = color(*contender);
        let _ = writeln!(
            body,
            "<rect x=\"{LABELS}\" y=\"{}\" width=\"{length:.1}\" height=\"{}\" fill=\"{color}\"/>",
            y + 2,
            BAR - 2
        );
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is as wide as a screen"
        )]
        let end = LABELS + length as usize + 5;
        text(body, end, y + BAR - 1, "v", &row.unit.show(*value));
        y += BAR;
    }
    y + 8
}

fn text(body: &mut String, x: usize, y: usize, class: &str, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        body,
        "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{text}</text>"
    );
}

/// Told apart with any colour vision: <https://jfly.uni-koeln.de/color/>.
fn color(contender: Contender) -> &'static str {
    match contender {
        Contender::Ours => "#0072b2",
        Contender::Diesel => "#e69f00",
        Contender::Sqlx => "#cc79a7",
        Contender::Refinery => "#009e73",
        Contender::Client => "#999999",
    }
}
