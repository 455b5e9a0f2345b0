//! Which directory is meant, and how to call it.

use std::env;
use std::path::{Component, Path, PathBuf};

/// A path, and how it is shown in messages.
pub(crate) struct Located {
    /// Absolute.
    pub(crate) path: PathBuf,
    /// Relative to where rustc runs, which is the root of the workspace, as rustc's own messages.
    pub(crate) shown: String,
}

/// Who builds again when a file of the migrations directory changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watch {
    /// Nobody yet: rustc has to be told of each file.
    Nobody,
    /// The crate's build script, which says so.
    BuildScript,
}

/// The variable in which a build script names the directory that it lets cargo watch.
const WATCHED: &str = "NCA_MIGRATIONS_WATCHED";

/// Whether the crate's build script watches `directory`, or one above it.
pub(crate) fn watch(crate_dir: &Path, directory: &Path) -> Watch {
    let watched = env::var_os(WATCHED).map(|watched| crate_dir.join(watched).canonicalize());
    match (watched, directory.canonicalize()) {
        (Some(Ok(watched)), Ok(directory)) if directory.starts_with(&watched) => Watch::BuildScript,
        _ => Watch::Nobody,
    }
}

/// The directory of the crate that is being compiled.
pub(crate) fn of_crate() -> Result<PathBuf, String> {
    env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| "CARGO_MANIFEST_DIR is not set: build with cargo".to_owned())
}

/// A path from the crate's directory.
pub(crate) fn given(crate_dir: &Path, path: &str) -> Located {
    located(&tidy(&crate_dir.join(path)))
}

/// The nearest `migrations` directory, from the crate's directory upwards.
pub(crate) fn nearest(crate_dir: &Path) -> Result<Located, String> {
    crate_dir
        .ancestors()
        .map(|ancestor| ancestor.join("migrations"))
        .find(|candidate| candidate.is_dir())
        .map(|found| located(&found))
        .ok_or_else(|| {
            format!(
                "there is no `migrations` directory in `{}` or above it: create one with \
                 `nca-migrate init`, or name it: `embed_migrations!(\"path\")`",
                located(crate_dir).shown
            )
        })
}

fn located(path: &Path) -> Located {
    let here = env::current_dir().unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(path);
    let shown = if shown.as_os_str().is_empty() {
        Path::new(".")
    } else {
        shown
    };
    // One separator in messages on every system.
    let shown = shown
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/");
    Located {
        path: path.to_owned(),
        shown,
    }
}

/// `a/b/../c` as `a/c`, by text: the path need not exist.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidy.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
