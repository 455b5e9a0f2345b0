//! Building a program with each library from nothing, and how large it is.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::Result;
use crate::contender::Contender;
use crate::runner::Runner;
use crate::table::{Row, Table, Unit};

pub(crate) struct Built {
    pub(crate) runner: Runner,
    /// How long it took, if it was built now.
    took: Option<Duration>,
}

/// Builds each program with nothing there but the downloaded sources.
pub(crate) fn from_nothing() -> Result<Vec<Built>> {
    for contender in Contender::LIBRARIES {
        fetch(contender.directory())?;
    }
    let built = Contender::LIBRARIES.into_iter().map(|contender| {
        let target = target(contender.directory());
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        eprintln!("building the program with {}", contender.name());
        let took = build(contender.directory())?;
        Ok(Built {
            runner: runner(contender),
            took: Some(took),
        })
    });
    built.collect()
}

/// Those that were built before; what has changed since is built again.
pub(crate) fn find() -> Result<Vec<Built>> {
    let built = Contender::LIBRARIES.into_iter().map(|contender| {
        build(contender.directory())?;
        Ok(Built {
            runner: runner(contender),
            took: None,
        })
    });
    built.collect()
}

pub(crate) fn table(built: &[Built]) -> Result<Table> {
    let took = built.iter().filter_map(|built| {
        let took = built.took?;
        Some((built.runner.contender, took.as_secs_f64()))
    });
    let took: Vec<_> = took.collect();
    let sizes = built.iter().map(|built| {
        let size = stripped_size(&built.runner.program)?;
        Ok((built.runner.contender, size))
    });
    let row = |what: &str, unit, values| Row {
        what: what.to_owned(),
        unit,
        values,
    };
    let mut rows = vec![row(
        "the program, without symbols",
        Unit::Bytes,
        sizes.collect::<Result<_>>()?,
    )];
    if !took.is_empty() {
        rows.insert(
            0,
            row("`cargo build --release` from nothing", Unit::Seconds, took),
        );
    }
    Ok(Table {
        title: "Building".to_owned(),
        note: "A program that embeds chains of 10, 100 and 1,000 migrations and migrates all three engines, with \
               SQLite built in, built once with the sources at hand. libpq and MariaDB's client library are the \
               system's where Diesel is; sqlx and refinery have their own."
            .to_owned(),
        rows,
    })
}

/// Downloads what a package of `benches/runners` needs.
pub(crate) fn fetch(directory: &str) -> Result<()> {
    if cargo("fetch", directory).status()?.success() {
        Ok(())
    } else {
        Err(format!("what benches/runners/{directory} needs is not to be had").into())
    }
}

/// Builds a package of `benches/runners`, and tells how long that took.
pub(crate) fn build(directory: &str) -> Result<Duration> {
    let mut command = cargo("build", directory);
    command.args(["--release", "--offline"]);
    let start = Instant::now();
    let status = command.status()?;
    let took = start.elapsed();
    if status.success() {
        Ok(took)
    } else {
        Err(format!("benches/runners/{directory} does not build").into())
    }
}

/// The program of a package of `benches/runners`.
pub(crate) fn program(directory: &str) -> PathBuf {
    target(directory)
        .join("release")
        .join(format!("{directory}-runner"))
}

fn runner(contender: Contender) -> Runner {
    Runner {
        contender,
        program: program(contender.directory()),
    }
}

fn cargo(command: &str, directory: &str) -> Command {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("runners")
        .join(directory);
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([command, "--quiet", "--locked"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", target(directory))
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null());
    // What this program was built with is no concern of those.
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Where the programs are built: what `cargo clean` takes away.
fn target(directory: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    workspace.join("target/benches/runners").join(directory)
}

fn stripped_size(program: &Path) -> Result<f64> {
    let stripped = program.with_extension("stripped");
    let status = Command::new("strip")
        .arg("-o")
        .arg(&stripped)
        .arg(program)
        .status()?;
    if !status.success() {
        return Err("`strip` failed".into());
    }
    #[expect(clippy::cast_precision_loss, reason = "no program is that large")]
    Ok(fs::metadata(&stripped)?.len() as f64)
}
