//! Where the servers' programs are.

use std::cmp::Reverse;
use std::env;
use std::ffi::OsString;
use std::fmt::{self, Display, Formatter};
use std::fs;
#[cfg(feature = "postgres")]
use std::path::Path;
use std::path::PathBuf;

use crate::error::{Error, Missing};
use crate::package::Package;

/// Where programs are looked for: in the directories of PATH, then in others.
#[derive(Clone, Debug)]
pub struct Places {
    /// None where PATH does not matter.
    path: Option<OsString>,
    beyond: Vec<String>,
}

impl Places {
    /// PATH as this process has it, then `beyond`: directories, where a `*` stands for a number, the
    /// highest first.
    pub fn path_and(beyond: &[&str]) -> Self {
        Self {
            path: Some(env::var_os("PATH").unwrap_or_default()),
            beyond: beyond.iter().map(ToString::to_string).collect(),
        }
    }

    /// This directory alone.
    #[cfg(feature = "postgres")]
    pub(crate) fn only(directory: &Path) -> Self {
        Self {
            path: None,
            beyond: vec![directory.to_string_lossy().into_owned()],
        }
    }

    /// As if this were PATH.
    #[cfg(all(test, feature = "postgres"))]
    pub(crate) fn with_path(mut self, path: &str) -> Self {
        self.path = Some(path.into());
        self
    }

    /// All directories, in the order in which they are to be looked at.
    pub(crate) fn directories(&self) -> Vec<PathBuf> {
        let mut beyond: Vec<_> = self
            .beyond
            .iter()
            .flat_map(|place| numbered(place))
            .collect();
        beyond.sort_by_key(|(number, _)| Reverse(*number));
        let on_path = self.path.iter().flat_map(env::split_paths);
        let on_path = on_path.filter(|directory| directory.is_absolute());
        let beyond = beyond.into_iter().map(|(_, directory)| directory);
        on_path.chain(beyond).collect()
    }
}

impl Display for Places {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut places = Vec::new();
        if let Some(path) = &self.path {
            places.push(match path.to_string_lossy() {
                path if path.is_empty() => "PATH, which is empty".to_owned(),
                path => format!("PATH (`{path}`)"),
            });
        }
        places.extend(self.beyond.iter().map(|place| format!("`{place}`")));
        f.write_str(&places.join(", "))
    }
}

/// The program in the first of these places that has one of `names`: the first one of them there.
///
/// # Errors
///
/// When there is none of them: where was looked and how to install it.
pub fn find(package: &Package, names: &[&str], places: &Places) -> Result<PathBuf, Error> {
    let directories = places.directories().into_iter();
    let mut candidates = directories.flat_map(|directory| {
        let names = names.iter();
        names.map(move |name| directory.join(name))
    });
    candidates
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| missing(package, &names.join("` or `"), places))
}

pub(crate) fn missing(package: &Package, programs: &str, places: &Places) -> Error {
    Error::Missing(Box::new(Missing {
        what: package.name,
        programs: format!("`{programs}`"),
        places: places.to_string(),
        install: package.install(),
    }))
}

/// What a place stands for on this machine, each with the number that its `*` stands for.
fn numbered(place: &str) -> Vec<(u32, PathBuf)> {
    let Some((before, after)) = place.split_once('*') else {
        return vec![(0, PathBuf::from(place))];
    };
    let (parent, stem) = before.rsplit_once('/').unwrap_or(("", before));
    let entries = fs::read_dir(format!("{parent}/")).into_iter().flatten();
    let directories = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        let number = path.file_name()?.to_str()?.strip_prefix(stem)?.parse();
        Some((number.ok()?, path.join(after.trim_start_matches('/'))))
    });
    directories.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: Package = Package {
        name: "Thing",
        apt: "thing",
        dnf: "thing",
        apk: "thing",
        pacman: "thing",
        brew: "thing",
    };

    fn places(path: &str, beyond: &[String]) -> Places {
        Places {
            path: Some(path.into()),
            beyond: beyond.to_vec(),
        }
    }

    #[test]
    fn path_comes_first_and_then_the_highest_number() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().to_str().unwrap();
        for directory in ["9/bin", "10/bin", "latest/bin", "on-path"] {
            fs::create_dir_all(format!("{root}/{directory}")).unwrap();
        }
        let places = places(
            &format!("{root}/on-path:relative"),
            &[format!("{root}/*/bin")],
        );
        let expected = ["on-path", "10/bin", "9/bin"];
        assert_eq!(
            places.directories(),
            expected.map(|directory| PathBuf::from(format!("{root}/{directory}")))
        );
    }

    #[test]
    fn the_first_place_counts_and_there_the_first_name() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().to_str().unwrap();
        for directory in ["a", "b"] {
            fs::create_dir(format!("{root}/{directory}")).unwrap();
        }
        let places = places(&format!("{root}/a"), &[format!("{root}/b")]);
        for program in ["b/old", "b/new", "a/old", "a/new"] {
            fs::write(format!("{root}/{program}"), "").unwrap();
            let found = find(&PACKAGE, &["new", "old"], &places).unwrap();
            assert_eq!(found, PathBuf::from(format!("{root}/{program}")));
        }
    }

    #[test]
    fn what_is_missing_is_named_with_where_it_was_looked_for() {
        let beyond = ["/nowhere/*/bin".to_owned(), "/nowhere/else".to_owned()];
        let error = find(&PACKAGE, &["new", "old"], &places("", &beyond)).unwrap_err();
        let message = error.to_string();
        let (message, install) = message.rsplit_once('\n').unwrap();
        assert_eq!(
            message,
            "Thing is not installed: there is no `new` or `old`\n\
             looked in PATH, which is empty, `/nowhere/*/bin`, `/nowhere/else`"
        );
        assert!(install.starts_with("install it"), "{install}");
        let error = find(&PACKAGE, &["new"], &places("/nowhere:/never", &[])).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("\nlooked in PATH (`/nowhere:/never`)\n"),
            "{error}"
        );
    }
}
