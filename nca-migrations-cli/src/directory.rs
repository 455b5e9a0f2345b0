//! Which migrations directory is meant, and how to call it.

use std::path::{Path, PathBuf};

use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::{Demands, Loaded, load};

/// The name that is looked for.
pub(crate) const NAME: &str = "migrations";

/// A migrations directory.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    pub(crate) path: PathBuf,
    /// How its user would write it, `/` between names.
    pub(crate) shown: String,
}

impl Directory {
    /// The directory that somebody named.
    pub(crate) fn named(path: &Path) -> Self {
        let shown = path.to_string_lossy();
        let shown = shown.replace(std::path::MAIN_SEPARATOR, "/");
        let shown = match shown.trim_end_matches('/') {
            "" => shown,
            trimmed => trimmed.to_owned(),
        };
        Self {
            path: path.to_owned(),
            shown,
        }
    }

    pub(crate) fn load(&self) -> Loaded {
        load(&self.path, &self.shown, &Demands::default())
    }

    /// As [`Self::load`], for what the chain is going to serve from now on.
    pub(crate) fn load_serving(&self, serves: Option<Dialects>) -> Loaded {
        let demands = Demands {
            serves,
            ..Demands::default()
        };
        load(&self.path, &self.shown, &demands)
    }

    /// A file in it, as its user would write it.
    pub(crate) fn show(&self, name: &str) -> String {
        format!("{}/{name}", self.shown)
    }
}

/// The nearest directory of that name, from `here` upwards.
pub(crate) fn nearest(here: &Path) -> Option<Directory> {
    here.ancestors()
        .enumerate()
        .find(|(_, ancestor)| ancestor.join(NAME).is_dir())
        .map(|(levels, ancestor)| Directory {
            path: ancestor.join(NAME),
            shown: format!("{}{NAME}", "../".repeat(levels)),
        })
}
