//! Among whom a server is shared, where none can be started.

use std::path::PathBuf;
use std::time::Duration;

/// Among whom a server is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// The directory where it is noted.
    pub directory: PathBuf,
    /// How long it waits for the next process after the last one has gone.
    pub linger: Duration,
}
