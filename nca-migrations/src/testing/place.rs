//! What a test run keeps beside its programs.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a throw-away server waits for the next test process after the last one has gone.
pub const LINGER: Duration = Duration::from_mins(1);

/// Which cargo writes into each target directory (<https://bford.info/cachedir/>).
const TARGET: &str = "CACHEDIR.TAG";

/// Where images and the notes about shared servers are: in the target directory, which belongs to whoever builds
/// there. For a program that is in none, beside the program.
pub(super) fn directory() -> PathBuf {
    let program = env::current_exe().unwrap_or_default();
    let mut above = program.ancestors().skip(1);
    let target = above.clone().find(|above| above.join(TARGET).is_file());
    let beside = target.or_else(|| above.next());
    beside.unwrap_or(Path::new(".")).join("nca-test")
}
