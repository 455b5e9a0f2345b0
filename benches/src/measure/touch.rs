//! `cargo check` of a crate that embeds a long chain, after a touch: `embed_migrations!` of
//! nca-migrations with all its checks, beside that of diesel_migrations, on the same directory.
//!
//! Ours is measured twice: with the documented build script, and without one, when every file is
//! named to the compiler (`metadata.toml` too, which Diesel's macro does not track).
//!
//! All are measured in turn in one run, so that they meet the same machine. Medians are compared: a
//! ratio below 1 means that ours is faster.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is what it is for"
)]

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use nca_migrations_core::lock::{self, Accept};
use nca_migrations_core::{Demands, load};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CRATES: [&str; 3] = ["diesel", "ours", "ours-without-build-script"];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let chain = arguments
        .next()
        .map_or(Ok(1_000), |length| length.parse())?;
    let rounds = arguments.next().map_or(Ok(15), |rounds| rounds.parse())?;

    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("no workspace")?;
    let bench = workspace.join("target/benches/embed");
    write_chain(&bench.join("migrations"), chain)?;
    write_crates(workspace, &bench)?;

    eprintln!("building dependencies");
    for name in CRATES {
        check(&bench, name)?;
    }
    let mut times: [Vec<Duration>; 3] = Default::default();
    for round in 0..rounds {
        // Who goes first changes, so that nobody always finds a warm disk.
        for turn in 0..CRATES.len() {
            let index = (round + turn) % CRATES.len();
            times[index].push(check(&bench, CRATES[index])?);
        }
    }
    let [diesel, ours, without] = times.map(|mut times| {
        times.sort();
        (times[times.len() / 2], times[0])
    });
    println!("`cargo check` after a touch, {chain} migrations, {rounds} rounds:");
    println!("                                       median   best  ratio of medians");
    let row = |name: &str, (median, best): (Duration, Duration)| {
        let ratio = median.as_secs_f64() / diesel.0.as_secs_f64();
        let (median, best) = (median.as_millis(), best.as_millis());
        println!("{name:<36} {median:>5} ms {best:>3} ms  {ratio:>5.2}");
    };
    row("diesel_migrations", diesel);
    row("nca-migrations", ours);
    row("nca-migrations without build script", without);
    Ok(())
}

fn write_chain(root: &Path, length: usize) -> Result<()> {
    let _ = fs::remove_dir_all(root);
    let mut parent = "base".to_owned();
    for number in 0..length {
        let name = format!("2026-01-01-{number:06}_create_table_{number}");
        let dir = root.join(&name);
        fs::create_dir_all(&dir)?;
        let metadata = format!("parent = \"{parent}\"\nrun_in_transaction = true\n");
        fs::write(dir.join("metadata.toml"), metadata)?;
        let up = format!(
            "CREATE TABLE table_{number} (\n  id INTEGER NOT NULL PRIMARY KEY,\n  \
             name VARCHAR(120) NOT NULL,\n  \
             created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n);\n\
             CREATE INDEX ix_table_{number}_name ON table_{number} (name);\n"
        );
        fs::write(dir.join("up.sql"), up)?;
        fs::write(
            dir.join("down.sql"),
            format!("DROP TABLE table_{number};\n"),
        )?;
        parent = name;
    }
    let loaded = load(root, "migrations", &Demands::default());
    let lock = lock::renew(&loaded, &Accept::default())
        .map_err(|problems| format!("{} problems in the chain", problems.len()))?;
    fs::write(root.join(lock::FILE), lock.to_string())?;
    Ok(())
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
