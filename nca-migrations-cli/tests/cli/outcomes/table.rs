//! A table of outcomes as text.

use std::fmt;

/// A command and a target, and what comes of them at each place.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) command: String,
    pub(super) target: String,
    pub(super) cells: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
}

impl Row {
    pub(super) fn shown_target(&self) -> &str {
        match &*self.target {
            "" => "''",
            target => target,
        }
    }
}

impl Table {
    /// Blocks of rows, each below a row with the command and the places.
    pub(super) fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let (mut rows, mut command) = (Vec::new(), None);
        for line in lines {
            if line.is_empty() {
                command = None;
                continue;
            }
            let (name, cells) = line.split_at(24);
            let name = name.trim_end();
            match &command {
                None => command = Some(name.to_owned()),
                Some(command) => rows.push(Row {
                    command: command.clone(),
                    target: if name == "''" { "" } else { name }.to_owned(),
                    cells: cells.split_whitespace().map(str::to_owned).collect(),
                }),
            }
        }
        Self { rows }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut command = "";
        for row in &self.rows {
            if row.command != command {
                command = &row.command;
                let places: Vec<String> = (0..row.cells.len()).map(|at| at.to_string()).collect();
                writeln!(f, "\n{}", line(command, &places))?;
            }
            writeln!(f, "{}", line(row.shown_target(), &row.cells))?;
        }
        Ok(())
    }
}

fn line(name: &str, cells: &[String]) -> String {
    let add = |line: String, cell: &String| format!("{line}{cell:<11}");
    let line = cells.iter().fold(format!("{name:<24}"), add);
    line.trim_end().to_owned()
}
