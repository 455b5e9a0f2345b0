//! What Diesel wrote, and what we write.

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diesel_schema::{Patch, Settings, module};

use crate::case::{self, Variant};
use crate::engine::Database;

/// The program `diesel` that writes what it writes anew.
const VARIABLE: &str = "NCA_DIESEL";

/// Where the two differ, if they do.
pub(crate) fn compare(database: &Database, variant: &Variant) -> Option<String> {
    if let Some(diesel) = env::var_os(VARIABLE) {
        rewrite(diesel.as_ref(), database, variant);
    }
    let name = &variant.name;
    let written = ours(&database.catalog, variant);
    let diesels = fs::read_to_string(variant.golden.with_added_extension("rs"));
    let own = variant.golden.with_added_extension("ours");
    if env::var_os(VARIABLE).is_some()
        && variant.is_unlike()
        && diesels.as_ref().ok() != written.as_ref().ok()
    {
        fs::write(&own, written.as_ref().unwrap()).unwrap();
    }
    let expected = fs::read_to_string(own).or(diesels);
    match (expected, written) {
        (Ok(expected), Ok(found)) if expected == found => None,
        (Ok(expected), Ok(found)) => Some(format!("{name}:\n{}", difference(&expected, &found))),
        (Ok(_), Err(refused)) => Some(format!("{name}: Diesel writes it, we refuse:\n{refused}")),
        (Err(_), Ok(found)) => Some(format!("{name}: Diesel refuses, we write\n{found}")),
        (Err(_), Err(_)) => {
            let refused = variant.golden.with_added_extension("refused");
            (!refused.exists()).then(|| format!("{name}: not known what Diesel does"))
        }
    }
}

/// The modules of all sections, one after another.
fn ours(catalog: &Catalog, variant: &Variant) -> Result<String, String> {
    let mut settings = Settings::read(&variant.settings).map_err(|error| error.to_string())?;
    let mut text = String::new();
    for section in &mut settings.sections {
        if let Some(patch) = &mut section.patch {
            patch.text = Some(fs::read_to_string(variant.folder().join(&patch.file)).unwrap());
        }
        let module = module(catalog, section).map_err(|error| error.to_string())?;
        text.push_str(&module.text);
    }
    Ok(text)
}

/// The lines that are not the same at their places.
fn difference(expected: &str, found: &str) -> String {
    let pairs = expected.lines().zip(found.lines());
    let same = pairs.take_while(|(a, b)| a == b).count();
    let rest = |mark: char, text: &str| {
        let lines = text.lines().skip(same).take(12);
        let lines: Vec<String> = lines.map(|line| format!("{mark} {line}")).collect();
        lines.join("\n")
    };
    format!(
        "from line {}\n{}\n{}\n",
        same + 1,
        rest('-', expected),
        rest('+', found)
    )
}

/// Lets Diesel write it, in a directory where there are no settings of rustfmt's.
fn rewrite(diesel: &Path, database: &Database, variant: &Variant) {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("diesel.toml"), &variant.settings).unwrap();
    for section in Settings::read(&variant.settings).unwrap().sections {
        if let Some(Patch { file, .. }) = section.patch {
            fs::copy(variant.folder().join(&file), directory.path().join(&file)).unwrap();
        }
    }
    let mut command = Command::new(diesel);
    command.arg("print-schema");
    command
        .env("DATABASE_URL", &database.url)
        .current_dir(directory.path());
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let (written, refused) = (
        variant.golden.with_added_extension("rs"),
        variant.golden.with_added_extension("refused"),
    );
    if status.success() {
        fs::write(written, stdout).unwrap();
        fs::remove_file(refused).ok();
    } else {
        let said = String::from_utf8(stderr).unwrap();
        let place = directory.path().display().to_string();
        fs::write(refused, said.replace(&place, "")).unwrap();
        fs::remove_file(written).ok();
    }
    let version = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output().unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .replace("diesel \n", "diesel\n")
    };
    let versions = format!(
        "{}{}",
        version(diesel.to_str().unwrap(), "--version"),
        version("rustfmt", "--version")
    );
    fs::write(case::folder().join("VERSION"), versions).unwrap();
}
