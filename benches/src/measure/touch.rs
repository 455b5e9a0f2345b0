//! `cargo check` of a crate that embeds a long chain, after a touch: `embed_migrations!` of
//! nca-migrations with all its checks, beside that of diesel_migrations, on the same directory.
//!
//! Ours is measured twice: with the documented build script, and without one, when every file is
//! named to the compiler (`metadata.toml` too, which Diesel's macro does not track).

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::Result;
use crate::chain;
use crate::contender::Contender;
use crate::table::{Row, Table, Unit, median};

const CRATES: [&str; 3] = ["diesel", "ours", "ours-without-build-script"];

/// The longest of the chains.
const LENGTH: usize = 1_000;

pub(crate) fn measure(rounds: usize) -> Result<Table> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("no workspace")?;
    let bench = workspace.join("target/benches/embed");
    chain::write_for_diesel(&bench.join("migrations"), LENGTH)?;
    write_crates(workspace, &bench)?;

    eprintln!("`cargo check` after a touch");
    for name in CRATES {
        check(&bench, name)?;
    }
    let mut times: [Vec<Duration>; 3] = Default::default();
    for round in 0..rounds {
        for turn in 0..CRATES.len() {
            let index = (round + turn) % CRATES.len();
            times[index].push(check(&bench, CRATES[index])?);
        }
    }
    let [diesel, ours, without] = times.map(median);
    let row = |what: &str, ours| Row {
        what: what.to_owned(),
        unit: Unit::Seconds,
        values: vec![(Contender::Ours, ours), (Contender::Diesel, diesel)],
    };
    Ok(Table {
        title: format!("`cargo check` after a touch, {LENGTH} migrations embedded"),
        note: "The file with the macro is touched, so that the whole chain is embedded again, with all checks of \
               ours. diesel_migrations has none."
            .to_owned(),
        rows: vec![
            row("with the build script of the guide", ours),
            row("without a build script", without),
        ],
    })
}

/// A workspace of its own, so that features and profiles are the defaults, with the versions that
/// this one is locked to.
fn write_crates(workspace: &Path, bench: &Path) -> Result<()> {
    let package = |name: &str, dependency: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependency}\n"
        )
    };
    let path = workspace.join("nca-migrations");
    let path = path.to_string_lossy();
    let dependency = format!("nca-migrations = {{ path = {path:?}, default-features = false }}");
    let source = |from: &str| {
        format!(
            "pub const MIGRATIONS: {from}::EmbeddedMigrations =\n    \
             {from}::embed_migrations!(\"../migrations\");\n"
        )
    };
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"ours*\", \"diesel\"]\n".to_owned(),
        ),
        ("ours/Cargo.toml", package("ours", &dependency)),
        ("ours/build.rs", BUILD_SCRIPT.to_owned()),
        ("ours/src/lib.rs", source("nca_migrations")),
        (
            "ours-without-build-script/Cargo.toml",
            package("ours-without", &dependency),
        ),
        (
            "ours-without-build-script/src/lib.rs",
            source("nca_migrations"),
        ),
        (
            "diesel/Cargo.toml",
            package("diesel-embeds", "diesel_migrations = \"2.3\""),
        ),
        ("diesel/src/lib.rs", source("diesel_migrations")),
    ];
    for (file, text) in files {
        let file = bench.join(file);
        fs::create_dir_all(file.parent().unwrap_or(bench))?;
        fs::write(file, text)?;
    }
    fs::copy(workspace.join("Cargo.lock"), bench.join("Cargo.lock"))?;
    Ok(())
}

const BUILD_SCRIPT: &str = r#"
fn main() {
    println!("cargo::rerun-if-changed=../migrations");
    println!("cargo::rustc-env=NCA_MIGRATIONS_WATCHED=../migrations");
}
"#;

/// Touches the crate and checks it.
fn check(bench: &Path, name: &str) -> Result<Duration> {
    let root: PathBuf = bench.join(name);
    File::options()
        .write(true)
        .open(root.join("src/lib.rs"))?
        .set_modified(SystemTime::now())?;
    let start = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline"])
        .current_dir(&root)
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null())
        .status()?;
    let elapsed = start.elapsed();
    if status.success() {
        Ok(elapsed)
    } else {
        Err(format!("`{name}` does not build").into())
    }
}
