//! MariaDB's packages of functions and procedures: <https://mariadb.com/kb/en/create-package/>.

use super::mode::Modes;
use super::program::{sets, with_comment};
use super::routine::drop_one;
use super::script::Script;
use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Other};

/// What is gone, and what is new or changes: a package before its body.
fn packages<'a>(from: &'a Catalog, to: &'a Catalog) -> (Vec<&'a Other>, Vec<&'a Other>) {
    let key = |other: &Other| (other.kind, other.name.name.to_lowercase());
    let pairs = Pairs::by(&from.others, &to.others, key);
    let differ = |old: &Other, new: &Other| old != new;
    // The body goes with its package.
    let goes_with = |body: &Other| {
        let mut both = pairs.both.iter();
        body.kind == "package body"
            && both.any(|(old, new)| {
                old.kind == "package" && differ(old, new) && old.name == body.name
            })
    };
    let changed: Vec<_> = (pairs.both.iter())
        .filter(|(old, new)| differ(old, new) || goes_with(old))
        .collect();
    let new = changed
        .iter()
        .map(|(_, new)| *new)
        .chain(pairs.new.iter().copied());
    let gone = pairs.gone.iter().copied();
    let is_package = |other: &&Other| other.kind.starts_with("package");
    let (gone, mut new): (Vec<_>, Vec<_>) = (
        gone.filter(is_package).collect(),
        new.filter(is_package).collect(),
    );
    new.sort_by_key(|other| (other.kind, &other.name));
    (gone, new)
}

pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    let gone = packages(from, to).0;
    for package in &gone {
        let goes_with = |other: &&Other| other.kind == "package" && other.name == package.name;
        if package.kind == "package" || !gone.iter().any(goes_with) {
            drop_one(script, package.kind, &package.name);
        }
    }
}

pub(super) fn create(script: &mut Script, modes: &mut Modes, from: &Catalog, to: &Catalog) {
    let new = packages(from, to).1;
    for package in &new {
        let (sets, definition) = sets(&package.definition);
        for (_, mode) in sets {
            modes.sql_mode(script, mode);
        }
        let is_there = |kind: &str, among: &[&Other]| {
            among
                .iter()
                .any(|other| other.kind == kind && other.name == package.name)
        };
        let before: Vec<&Other> = from.others.iter().collect();
        let went = package.kind == "package body" && is_there("package", &new);
        if is_there(package.kind, &before) && !went {
            drop_one(script, package.kind, &package.name);
        }
        let object = format!("{} {}", package.kind, package.name);
        script.program(
            &object,
            with_comment(definition, package.comment.as_ref(), None),
        );
    }
}
