//! Functions and procedures, and MariaDB's packages of them.
//!
//! Only MariaDB has `CREATE OR REPLACE` for them, so one that changes is dropped and made again, and what was
//! granted on it goes with it.

use super::mode::Modes;
use super::program::{sets, with_comment};
use super::script::Script;
use super::text::{self, value};
use crate::generate::pairs::Pairs;
use crate::generate::{Cost, Hazard, Statement, Subject};
use crate::model::{Catalog, Other, Routine, RoutineKind};

const fn kind(routine: &Routine) -> &'static str {
    match routine.kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Aggregate => "aggregate",
    }
}

fn routines<'a>(from: &'a Catalog, to: &'a Catalog) -> Pairs<'a, Routine> {
    let key = |routine: &Routine| (routine.kind, routine.name.name.to_lowercase());
    Pairs::by(&from.routines, &to.routines, key)
}

/// A package comes before its body, and goes after it.
fn packages<'a>(from: &'a Catalog, to: &'a Catalog) -> (Vec<&'a Other>, Vec<&'a Other>) {
    let is_package = |other: &&Other| other.kind.starts_with("package");
    let key = |other: &Other| (other.kind, other.name.name.to_lowercase());
    let pairs = Pairs::by(&from.others, &to.others, key);
    let (mut gone, mut new) = (pairs.gone, pairs.new);
    for (old, changed) in &pairs.both {
        let is_its_body = |(was, is): &&(&Other, &Other)| {
            was.kind == "package" && was != is && was.name == old.name
        };
        if old != changed || pairs.both.iter().any(|pair| is_its_body(&pair)) {
            gone.push(old);
            new.push(changed);
        }
    }
    gone.retain(is_package);
    new.retain(is_package);
    new.sort_by_key(|other| other.kind);
    gone.sort_by_key(|other| std::cmp::Reverse(other.kind));
    (gone, new)
}

pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    let mut gone = |kind: &'static str, name: &crate::model::Name, comes_back: Option<()>| {
        let words = kind.to_ascii_uppercase();
        let statement = Statement::new(format!("DROP {words} {}", text::name(name)));
        let lost = comes_back
            .map(|()| Hazard::new(Cost::LosesGrants, Subject::Object(kind, name.clone())));
        script.push(lost.into_iter().fold(statement, Statement::costs));
    };
    let pairs = routines(from, to);
    for routine in pairs.gone {
        gone(kind(routine), &routine.name, None);
    }
    for (old, new) in pairs.both {
        if old != new {
            gone(kind(old), &old.name, Some(()));
        }
    }
    for package in packages(from, to).0 {
        let stays = to
            .others
            .iter()
            .any(|other| other.kind == package.kind && other.name == package.name);
        gone(package.kind, &package.name, stays.then_some(()));
    }
}

pub(super) fn create(script: &mut Script, modes: &mut Modes, from: &Catalog, to: &Catalog) {
    let pairs = routines(from, to);
    let changed = pairs.both.into_iter().filter(|(old, new)| old != new);
    let mut all: Vec<&Routine> = changed.map(|(_, new)| new).chain(pairs.new).collect();
    all.sort_by_key(|routine| (routine.kind, &routine.name));
    for routine in all {
        modes.sql_mode(
            script,
            value(&routine.settings, "sql_mode").unwrap_or_default(),
        );
        let object = format!("{} {}", kind(routine), routine.name);
        let sql = with_comment(&routine.definition, routine.comment.as_ref(), None);
        script.program(&object, sql);
    }
    for package in packages(from, to).1 {
        let (sets, definition) = sets(&package.definition);
        for (_, mode) in sets {
            modes.sql_mode(script, mode);
        }
        let object = format!("{} {}", package.kind, package.name);
        script.program(
            &object,
            with_comment(definition, package.comment.as_ref(), None),
        );
    }
}
