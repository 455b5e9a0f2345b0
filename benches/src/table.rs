//! What was measured, as a table.

use std::fmt::Write as _;
use std::time::Duration;

use crate::contender::Contender;

/// One kind of measurement.
pub(crate) struct Table {
    pub(crate) title: String,
    /// How it was measured, in a sentence or two.
    pub(crate) note: String,
    pub(crate) rows: Vec<Row>,
}

/// One thing, measured for each contender.
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) unit: Unit,
    /// Medians. Who cannot do it is not there.
    pub(crate) values: Vec<(Contender, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    RoundTrips,
    Bytes,
}

impl Unit {
    /// With three digits that mean something.
    pub(crate) fn show(self, value: f64) -> String {
        let (value, unit) = match self {
            Self::RoundTrips => return format!("{value:.0}"),
            Self::Bytes => (value / 1e6, "MB"),
            Self::Seconds if value >= 1.0 => (value, "s"),
            Self::Seconds if value >= 1e-3 => (value * 1e3, "ms"),
            Self::Seconds => (value * 1e6, "µs"),
        };
        let digits = match value {
            100.0.. => 0,
            10.0.. => 1,
            _ => 2,
        };
        format!("{value:.digits$} {unit}")
    }
}

/// Of an odd number the one in the middle, of an even number the upper one.
pub(crate) fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

impl Row {
    pub(crate) fn of(&self, contender: Contender) -> Option<f64> {
        let found = self.values.iter().find(|(who, _)| *who == contender);
        found.map(|(_, value)| *value)
    }

    /// Ours by the best peer's: below 1, ours is better.
    pub(crate) fn to_peers(&self) -> Option<f64> {
        let peers = self.values.iter().filter(|(who, _)| who.is_peer());
        let best = peers.map(|(_, value)| *value).reduce(f64::min)?;
        Some(self.of(Contender::Ours)? / best)
    }

    /// Ours by the client's.
    pub(crate) fn to_client(&self) -> Option<f64> {
        Some(self.of(Contender::Ours)? / self.of(Contender::Client)?)
    }
}

impl Table {
    /// For a terminal.
    pub(crate) fn plain(&self) -> String {
        let cells = self.cells();
        let width = |column: usize| {
            let widths = cells.iter().map(|row| row[column].chars().count());
            widths.max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..cells[0].len()).map(width).collect();
        let mut text = format!("{}\n", self.title);
        for row in &cells {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let _ = match column {
                    0 => write!(text, "  {cell:<width$}"),
                    _ => write!(text, "  {cell:>width$}"),
                };
            }
            text.push('\n');
        }
        text
    }

    /// For the guide.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("### {}\n\n{}\n\n", self.title, self.note);
        let cells = self.cells();
        for (index, row) in cells.iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if index == 0 {
                let _ = writeln!(text, "|---|{}", "---:|".repeat(row.len() - 1));
            }
        }
        text
    }

    /// The header and the rows; a column for each contender that is in a row, and the ratios that there are.
    fn cells(&self) -> Vec<Vec<String>> {
        let has = |contender: &Contender| self.rows.iter().any(|row| row.of(*contender).is_some());
        let contenders: Vec<Contender> = Contender::ALL.into_iter().filter(has).collect();
        let peers = self.rows.iter().any(|row| row.to_peers().is_some());
        let client = self.rows.iter().any(|row| row.to_client().is_some());
        let mut header = vec![String::new()];
        header.extend(contenders.iter().map(|who| who.name().to_owned()));
        if peers {
            header.push("ours / best peer".to_owned());
        }
        if client {
            header.push("ours / client".to_owned());
        }
        let ratio = |ratio: Option<f64>| ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
        let mut cells = vec![header];
        for row in &self.rows {
            let mut line = vec![row.what.clone()];
            line.extend(contenders.iter().map(|who| {
                let value = row.of(*who);
                value.map_or_else(|| "–".to_owned(), |value| row.unit.show(value))
            }));
            if peers {
                line.push(ratio(row.to_peers()));
            }
            if client {
                line.push(ratio(row.to_client()));
            }
            cells.push(line);
        }
        cells
    }
}
