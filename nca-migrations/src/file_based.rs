//! A chain that is read from a directory when the program runs.

use std::fmt;
use std::path::{Path, PathBuf};

use nca_migrations_core::chain::Chain;
use nca_migrations_core::draw::{self, Style};
use nca_migrations_core::problem::Problem;
use nca_migrations_core::{Demands, load};

/// A chain that is read, with all the checks of [`embed_migrations!`](crate::embed_migrations!), from
/// a directory when the program runs: for tools and tests. A program that owns its database embeds
/// its migrations.
///
/// ```
/// use diesel::{Connection, SqliteConnection};
/// use nca_migrations::{FileBasedMigrations, Migrator};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let migrations = FileBasedMigrations::from_path("../migrations")?;
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// Migrator::new(&migrations).run_pending(&mut conn)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct FileBasedMigrations {
    chain: Chain,
}

impl FileBasedMigrations {
    /// Reads the directory at `path`.
    ///
    /// # Errors
    /// With every problem that the directory has, if it has any.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, BrokenDirectory> {
        let path = path.as_ref();
        let loaded = load(path, &path.to_string_lossy(), &Demands::default());
        if loaded.problems.is_empty() {
            Ok(Self {
                chain: loaded.chain,
            })
        } else {
            let (path, problems) = (path.to_owned(), loaded.problems);
            Err(BrokenDirectory { path, problems })
        }
    }
}

impl AsRef<Chain> for FileBasedMigrations {
    fn as_ref(&self) -> &Chain {
        &self.chain
    }
}

/// A migrations directory has problems.
///
/// Its text has a line that is complete alone, and then each problem, drawn as a build draws it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BrokenDirectory {
    /// The directory.
    pub path: PathBuf,
    /// What is wrong; never empty.
    pub problems: Vec<Problem>,
}

impl fmt::Display for BrokenDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, count) = (self.path.display(), self.problems.len());
        let plural = if count == 1 { "" } else { "s" };
        write!(
            f,
            "the migrations directory `{path}` has {count} problem{plural}"
        )?;
        for problem in &self.problems {
            write!(f, "\n\n{}", draw::problem(problem, Style::Plain, WIDTH))?;
        }
        Ok(())
    }
}

/// What rustc takes for the width of a terminal that does not say.
const WIDTH: usize = 140;

impl std::error::Error for BrokenDirectory {}
