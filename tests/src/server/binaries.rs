//! Where the servers' programs are.

use std::env;
use std::path::PathBuf;
#[cfg(feature = "postgres")]
use std::{fs, path::Path};

/// The directory with all of PostgreSQL's `programs`: they have to be of one version. Debian keeps
/// the server's in `/usr/lib/postgresql/<major>/bin`, not on the path; the newest is taken.
#[cfg(feature = "postgres")]
pub(super) fn postgres(programs: &[&str]) -> Result<PathBuf, String> {
    let mut majors: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    // 15 of `/usr/lib/postgresql/15/bin`
    let major = |bin: &Path| bin.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    majors.sort_by_key(|bin| std::cmp::Reverse(major(bin)));
    let elsewhere = ["/usr/local/pgsql/bin", "/usr/local/bin"].map(PathBuf::from);
    let mut directories = path().into_iter().chain(majors).chain(elsewhere);
    directories
        .find(|directory| {
            let mut programs = programs.iter();
            programs.all(|program| directory.join(program).is_file())
        })
        .ok_or_else(|| {
            missing(
                &programs.join("` and `"),
                "postgresql",
                Some(super::postgres::VARIABLE),
            )
        })
}

/// The first of `names` that there is, on the path or where Debian keeps servers.
pub(super) fn program(
    names: &[&str],
    package: &str,
    variable: Option<&str>,
) -> Result<PathBuf, String> {
    let mut directories = path();
    directories.extend(["/usr/sbin", "/usr/local/sbin", "/usr/local/bin"].map(PathBuf::from));
    let candidates = names.iter().flat_map(|name| {
        directories
            .iter()
            .map(move |directory| directory.join(name))
    });
    candidates
        .into_iter()
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| missing(&names.join("` or `"), package, variable))
}

fn missing(programs: &str, package: &str, variable: Option<&str>) -> String {
    let or = variable.map_or(String::new(), |variable| {
        format!(", or set `{variable}` to the URL of a server that tests may make databases on")
    });
    format!(
        "this test needs a server, and this machine lacks `{programs}`: \
         run `apt-get install {package}` or `scripts/prepare`{or}"
    )
}

fn path() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).collect()
}
