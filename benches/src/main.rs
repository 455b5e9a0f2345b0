//! Measures nca-migrations beside its peers: the same chains, on the same databases, on one machine, in one
//! run. `scripts/bench` runs it; `docs/speed.md` says what is measured and holds what came out.
//!
//! Every measurement is repeated in turn, tool after tool, so that all meet the same machine, and who
//! begins changes from round to round. Medians are compared.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is what it is for"
)]

mod chain;
mod chart;
mod client;
mod contender;
mod engine;
mod machine;
mod measure;
mod page;
mod runner;
mod table;
mod turns;

use clap::{Parser, ValueEnum};

use crate::measure::{apply, build, catalog, start, touch, trips};
use crate::runner::Runner;

type Error = Box<dyn std::error::Error>;
type Result<T> = std::result::Result<T, Error>;

/// Measures nca-migrations beside its peers. With all of its parts it writes the tables into
/// docs/speed.md and draws docs/speed.svg; with some it only prints.
#[derive(Parser)]
struct Arguments {
    /// Measure only this; may be repeated
    #[arg(long)]
    only: Vec<Part>,
    /// How often each measurement is repeated; by default by how long one takes
    #[arg(long)]
    rounds: Option<usize>,
    /// Take the programs as they were built before, instead of building them from nothing
    #[arg(long)]
    built: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Building from nothing, and how large the program is
    Build,
    /// `cargo check` after a touch
    Touch,
    /// Applying a chain to an empty database, and a start with nothing to do
    Run,
    /// Verifying, and reading catalogs
    Catalog,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let wanted = |part| arguments.only.is_empty() || arguments.only.contains(&part);
    chain::write_all()?;
    let mut tables = Vec::new();
    if wanted(Part::Build) || wanted(Part::Run) {
        let built = if arguments.built {
            build::find()?
        } else {
            build::from_nothing()?
        };
        if wanted(Part::Run) {
            let runners: Vec<&Runner> = built.iter().map(|built| &built.runner).collect();
            let (applied, places) = apply::measure(&runners, arguments.rounds)?;
            tables.extend(start::measure(&runners, &places, arguments.rounds)?);
            tables.extend(applied);
            tables.push(trips::measure(&runners)?);
        }
        if wanted(Part::Build) {
            tables.push(build::table(&built)?);
        }
    }
    if wanted(Part::Touch) {
        tables.push(touch::measure(arguments.rounds.unwrap_or(7))?);
    }
    if wanted(Part::Catalog) {
        tables.push(catalog::measure(arguments.rounds)?);
    }
    let machine = machine::describe();
    println!("{machine}\n");
    for table in &tables {
        println!("{}", table.plain());
    }
    if arguments.only.is_empty() {
        page::write(&machine, &tables)?;
        eprintln!("wrote docs/speed.md and docs/speed.svg");
    }
    Ok(())
}
