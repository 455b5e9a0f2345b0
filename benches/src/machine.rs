//! What it was measured on.

use std::fs;
use std::process::Command;
use std::thread;

/// A line: the processor, the system, the programs and how busy the machine was.
pub(crate) fn describe() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(": ")?.1.to_owned())
    });
    let processor = processor.unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let programs = [
        ("rustc", "--version"),
        ("psql", "--version"),
        ("mariadb", "--version"),
        ("sqlite3", "--version"),
    ];
    let versions: Vec<String> = programs
        .iter()
        .map(|(name, flag)| version(name, flag))
        .collect();
    format!(
        "{processor}, {cores} cores, load {load} at the end; {}",
        versions.join("; ")
    )
}

/// What a program says of itself, without what is behind its number.
fn version(program: &str, flag: &str) -> String {
    let output = Command::new(program).arg(flag).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let said = said.unwrap_or_default();
    let number = said
        .split_whitespace()
        .find(|word| word.contains('.') && word.starts_with(|first: char| first.is_ascii_digit()));
    let number = number.unwrap_or("?").trim_end_matches(',');
    format!("{program} {number}")
}
