//! SQLite databases in memory, and the image of one that is kept in the migrations directory.

use std::fs;
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use nca_migrations::Digest;
use nca_migrations::verify::{InMemory, Scratch, ScratchError};

/// The directory in the migrations directory that is no part of it: what is in it can be made again.
const DIRECTORY: &str = ".verify";

/// What keeps it out of version control.
const IGNORE: &str =
    "# Made by `nca-migrate verify`, to be quicker the next time. Can be removed.\n*\n";

/// SQLite databases in memory. That of the head is kept as a file, so that what is added to a long chain is
/// tried without running all of it.
pub(crate) struct Images {
    directory: PathBuf,
    /// The copy that is in use.
    copy: Option<tempfile::TempDir>,
}

impl Images {
    /// Those of a migrations directory.
    pub(crate) fn of(migrations: &Path) -> Self {
        Self {
            directory: migrations.join(DIRECTORY),
            copy: None,
        }
    }

    fn image(&self, at: Digest) -> PathBuf {
        let digest = at.to_string();
        let hex = digest.trim_start_matches("sha256:");
        self.directory.join(format!("sqlite-{}.db", &hex[..16]))
    }
}

impl Scratch for Images {
    type Conn = SqliteConnection;

    fn empty(&mut self) -> Result<SqliteConnection, ScratchError> {
        self.copy = None;
        InMemory.empty()
    }

    fn kept(&mut self, at: Digest) -> Result<Option<SqliteConnection>, ScratchError> {
        let image = self.image(at);
        if !image.is_file() {
            return Ok(None);
        }
        let directory = tempfile::tempdir()?;
        let copy = directory.path().join("scratch.db");
        fs::copy(&image, &copy)?;
        let mut conn = SqliteConnection::establish(&copy.to_string_lossy())?;
        self.copy = Some(directory);
        // A file that is none is found out here. Nothing of this has to outlive the process.
        let opened = conn.batch_execute(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = ON",
        );
        Ok(opened.is_ok().then_some(conn))
    }

    fn keep(&mut self, conn: &mut SqliteConnection, at: Digest) -> Result<(), ScratchError> {
        let image = self.image(at);
        if image.is_file() {
            return Ok(());
        }
        fs::create_dir_all(&self.directory)?;
        let ignore = self.directory.join(".gitignore");
        if !ignore.is_file() {
            fs::write(ignore, IGNORE)?;
        }
        // Whole under its name, or not at all.
        let unfinished = self
            .directory
            .join(format!("unfinished-{}.db", std::process::id()));
        let _ = fs::remove_file(&unfinished);
        let path = unfinished.to_string_lossy().replace('\'', "''");
        conn.batch_execute(&format!("VACUUM INTO '{path}'"))?;
        for entry in fs::read_dir(&self.directory)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("sqlite-") && name.ends_with(".db") {
                fs::remove_file(path)?;
            }
        }
        Ok(fs::rename(unfinished, image)?)
    }
}
