//! A server that several processes share: those of a test run, one after the other or at once.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nca_migrations_core::digest::Digest;
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process};

use crate::error::Error;
use crate::supervisor::Recipe;

/// Among whom a server is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// The directory where it is noted, which is made if need be: all that name the same one share the
    /// server. Nobody else should be able to write there.
    pub directory: PathBuf,
    /// How long it waits for the next process after the last one has gone. Whole seconds, at least one.
    pub linger: Duration,
}

/// That a server is in use. It is as long as this file is open, so however the process ends.
#[derive(Debug)]
pub(crate) struct Lease(#[expect(dead_code, reason = "it is there to be open")] File);

/// A running server's directory and a lease of it, or where to note that one was started. Whoever has
/// this keeps others from looking until it has been dropped.
#[derive(Debug)]
pub(crate) struct Register {
    note: PathBuf,
    _lock: File,
}

impl Register {
    /// Waits for others who are looking.
    pub(crate) fn open(sharing: &Sharing, recipe: &Recipe<'_>) -> Result<Self, Error> {
        let failed = |error| Error::Sharing {
            directory: sharing.directory.clone(),
            error,
        };
        fs::create_dir_all(&sharing.directory).map_err(failed)?;
        let note = sharing.directory.join(name(recipe));
        let lock = File::create(note.with_extension("lock")).map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(Self { note, _lock: lock })
    }

    /// The server that was noted, if it is still there and well.
    pub(crate) fn running(&self) -> Option<(PathBuf, Lease)> {
        let note = fs::read(&self.note).ok()?;
        let directory = PathBuf::from(std::ffi::OsString::from_vec(note));
        if directory.join("exited").exists() {
            return None;
        }
        match lease(&directory) {
            Ok(lease) => Some((directory, lease)),
            // Nobody reads from it: its supervisor was killed, and so could not take it away.
            Err(error) if error.raw_os_error() == Some(Errno::NXIO.raw_os_error()) => {
                remove_abandoned(&directory);
                None
            }
            Err(_) => None,
        }
    }

    /// Notes a server that was just started.
    pub(crate) fn started(&self, directory: &Path) -> io::Result<Lease> {
        let lease = lease(directory)?;
        fs::write(&self.note, directory.as_os_str().as_bytes())?;
        Ok(lease)
    }
}

/// Opens the pipe that its supervisor reads from: `supervisor.sh`. Without waiting, since where nobody
/// reads there is no server any more.
fn lease(directory: &Path) -> io::Result<Lease> {
    let nonblocking = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits());
    let mut users = OpenOptions::new()
        .write(true)
        .custom_flags(nonblocking.unwrap_or(0))
        .open(directory.join("users"))?;
    users.write_all(b"+\n")?;
    Ok(Lease(users))
}

/// Where there is `/proc`, the server too, if it is still there. Elsewhere PostgreSQL stops by itself when its
/// directory has gone.
fn remove_abandoned(directory: &Path) {
    let pid = fs::read_to_string(directory.join("pid")).unwrap_or_default();
    let pid = pid.trim().parse().ok().and_then(Pid::from_raw);
    if let Some(pid) = pid {
        let works_in = fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero()));
        // The number may be another process's by now.
        if works_in.is_ok_and(|works_in| works_in.starts_with(directory)) {
            let _ = kill_process(pid, Signal::KILL);
        }
    }
    // What cannot be removed is in nobody's way.
    let _ = fs::remove_dir_all(directory);
}

/// Servers that are not started alike are not the same.
fn name(recipe: &Recipe<'_>) -> String {
    let Recipe {
        prepare,
        serve,
        environment,
        ..
    } = recipe;
    let digest = Digest::of(&format!("{prepare}\n{serve}\n{environment:?}")).to_string();
    let digest = digest.trim_start_matches("sha256:");
    format!("{}-{}", recipe.name.to_lowercase(), &digest[..16])
}
