//! SQLite databases from an image.
//!
//! Diesel can give a database's bytes, and take them for reading alone; `VACUUM INTO` writes each row again, and
//! took 6 ms for NCA's schema where applying it takes 80. A file of the same bytes takes 0.2 ms, in memory.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{SystemTime, UNIX_EPOCH};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, QueryResult, SqliteConnection};
use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use super::database::{Backend, Place};
use super::key::Key;
use super::once::Once;
use super::{TestError, place};
use crate::migrator::Migrator;
use crate::target::Target;

/// Nothing of a test's database has to outlive the process.
const GREETING: &str = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY";

const MEMORY: &str = "/dev/shm";
const PREFIX: &str = "nca-sqlite-";

impl Backend for SqliteConnection {
    fn place(chain: &Chain, position: usize) -> Result<Place, TestError> {
        static IMAGES: Once<Vec<u8>> = Once::new();
        let room = Room::of_process()?;
        let path = room.next();
        if position > 0 {
            let key = Key::of(chain, position, Dialect::Sqlite);
            let image = IMAGES.get_or_try_init(&key.content, || image(chain, position, &key))?;
            fs::write(&path, image.as_slice()).map_err(|error| failed(&path, error))?;
        }
        Ok(Place {
            url: path.to_string_lossy().into_owned(),
            _kept: Box::new(Removed { path, _room: room }),
        })
    }

    fn greet(&mut self) -> QueryResult<()> {
        self.batch_execute(GREETING)
    }
}

/// The image that another process has made, or else a new one. One process makes it, others wait.
fn image(chain: &Chain, position: usize, key: &Key) -> Result<Vec<u8>, TestError> {
    let directory = place::directory();
    fs::create_dir_all(&directory).map_err(|error| failed(&directory, error))?;
    let family = format!("sqlite-{}-", short(&key.family));
    let file = directory.join(format!("{family}{}.db", short(&key.content)));
    let lock = directory.join("sqlite.lock");
    let lock = File::create(&lock)
        .and_then(|file| file.lock().map(|()| file))
        .map_err(|error| failed(&lock, error))?;
    if let Ok(image) = fs::read(&file) {
        return Ok(image);
    }
    remove_family(&directory, &family);
    let image = made(chain, position)?;
    // Whole under its name, or not at all.
    let part = file.with_extension("part");
    fs::write(&part, &image)
        .and_then(|()| fs::rename(&part, &file))
        .map_err(|error| failed(&file, error))?;
    drop(lock);
    Ok(image)
}

/// In memory, then as bytes.
fn made(chain: &Chain, position: usize) -> Result<Vec<u8>, TestError> {
    let mut conn = SqliteConnection::establish(":memory:")?;
    Migrator::new(chain).upgrade(&mut conn, &Target::steps_up(position))?;
    Ok(conn.serialize_database_to_buffer().to_vec())
}

/// Those of before. Whoever uses one has it in memory.
fn remove_family(directory: &Path, family: &str) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    for entry in entries {
        if entry.file_name().to_string_lossy().starts_with(family) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn short(text: &str) -> String {
    let digest = Digest::of(text).to_string();
    digest.trim_start_matches("sha256:")[..16].to_owned()
}

/// The directory that the databases of this process are in, as long as there is one. It is locked as long as the
/// process is there.
struct Room {
    directory: PathBuf,
    next: AtomicUsize,
    _lock: File,
}

impl Room {
    fn of_process() -> Result<Arc<Self>, TestError> {
        static ROOM: Mutex<Weak<Room>> = Mutex::new(Weak::new());
        static LEFTOVERS: std::sync::Once = std::sync::Once::new();
        let base = base();
        LEFTOVERS.call_once(|| remove_leftovers(&base));
        let mut current = ROOM.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = current.upgrade() {
            return Ok(room);
        }
        let room = Arc::new(Self::new(&base).map_err(|error| failed(&base, error))?);
        *current = Arc::downgrade(&room);
        Ok(room)
    }

    /// It gets its name when it is locked, so that nobody takes it for a leftover.
    fn new(base: &Path) -> io::Result<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let moment = now.map_or(0, |now| now.as_nanos());
        let name = format!("{PREFIX}{}-{moment:x}", process::id());
        let unlocked = base.join(format!("new-{name}"));
        private_directory(&unlocked)?;
        let lock = File::create(unlocked.join("lock"))?;
        lock.lock()?;
        let directory = base.join(name);
        fs::rename(unlocked, &directory)?;
        Ok(Self {
            directory,
            next: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    fn next(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.directory.join(format!("{number}.db"))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // What is left is found by the next process.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// The rooms of processes that were killed.
fn remove_leftovers(base: &Path) {
    let entries = fs::read_dir(base).into_iter().flatten().flatten();
    for entry in entries {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let lock = File::open(entry.path().join("lock"));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            // What cannot be removed is another process's to try.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// `TMPDIR` where it is set; else memory, where there is such a directory.
fn base() -> PathBuf {
    let memory = Path::new(MEMORY);
    if env::var_os("TMPDIR").is_none() && memory.is_dir() {
        memory.to_owned()
    } else {
        env::temp_dir()
    }
}

#[cfg(unix)]
fn private_directory(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;

    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_directory(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

fn failed(path: &Path, error: io::Error) -> TestError {
    TestError::File {
        path: path.to_owned(),
        error,
    }
}

/// A database that goes with its value, and what SQLite keeps beside it.
struct Removed {
    path: PathBuf,
    _room: Arc<Room>,
}

impl Drop for Removed {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let mut path = self.path.clone().into_os_string();
            path.push(suffix);
            // What is left goes with the directory.
            let _ = fs::remove_file(path);
        }
    }
}
