//! The pages of `docs/problems`: one per problem code, and their examples hold.
//!
//! `docs/problems/README.md` says how an example is read; here it is done. Examples may have `sh`
//! blocks, so all of this is for unix.
#![cfg(unix)]

mod call;
mod example;
mod index;
mod judge;
mod page;
mod refused;

use std::fs;
use std::path::PathBuf;

use nca_migrations_core::problem::Code;

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/problems")
}

fn read(name: &str) -> String {
    let path = directory().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All faults of all pages at once: who edits pages wants them so.
#[test]
fn every_code_has_a_page_whose_examples_hold() {
    let faults: Vec<String> = Code::ALL
        .iter()
        .flat_map(|code| {
            let faults = judge::page(*code, &read(&format!("{code}.md")));
            faults
                .into_iter()
                .map(move |fault| format!("{code}.md: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_index_lists_every_page_once_with_its_title() {
    let titles: Vec<(Code, String)> = Code::ALL
        .iter()
        .map(|code| {
            let text = read(&format!("{code}.md"));
            (*code, page::title(&text).unwrap_or_default().to_owned())
        })
        .collect();
    assert_eq!(
        index::faults(&read("README.md"), &titles),
        Vec::<String>::new()
    );
}

#[test]
fn there_is_no_page_of_a_code_that_does_not_exist() {
    let mut expected: Vec<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    expected.push("README.md".to_owned());
    let mut found: Vec<String> = fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}
