//! The files of another tool: only read, never written.

use std::fs;
use std::path::Path;

use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// A file of another tool.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    /// Its name alone.
    pub(super) name: String,
    /// As its user would write it.
    pub(super) shown: String,
    pub(super) bytes: Vec<u8>,
}

/// Which directories are looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Flat,
    /// Those below, too. Links to directories are not followed.
    Nested,
}

/// The files for which `wanted` gives true of their names, by path, and the paths of the others. Dot
/// files are nobody's.
pub(super) fn read(
    path: &Path,
    depth: Depth,
    wanted: impl Fn(&str) -> bool,
) -> Result<(Vec<SourceFile>, Vec<String>), Failure> {
    let directory = Directory::named(path);
    let (mut found, mut ignored) = (Vec::new(), Vec::new());
    walk(&directory, depth, &wanted, &mut found, &mut ignored)?;
    found.sort_by(|a, b| a.shown.cmp(&b.shown));
    ignored.sort();
    Ok((found, ignored))
}

fn walk(
    directory: &Directory,
    depth: Depth,
    wanted: &impl Fn(&str) -> bool,
    found: &mut Vec<SourceFile>,
    ignored: &mut Vec<String>,
) -> Result<(), Failure> {
    let failed = |path: &str| {
        let path = path.to_owned();
        move |error| files::failure("read", path, error)
    };
    let entries = fs::read_dir(&directory.path).map_err(failed(&directory.shown))?;
    for entry in entries {
        let entry = entry.map_err(failed(&directory.shown))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let shown = directory.show(&name);
        let kind = entry.file_type().map_err(failed(&shown))?;
        if name.starts_with('.') || name == "__pycache__" {
            continue;
        }
        if kind.is_dir() && depth == Depth::Nested {
            let path = entry.path();
            walk(&Directory { path, shown }, depth, wanted, found, ignored)?;
        } else if entry.path().is_file() && wanted(&name) {
            let bytes = fs::read(entry.path()).map_err(failed(&shown))?;
            found.push(SourceFile { name, shown, bytes });
        } else {
            ignored.push(shown);
        }
    }
    Ok(())
}
