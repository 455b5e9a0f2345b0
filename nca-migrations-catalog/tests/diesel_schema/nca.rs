//! NCA's own database.

use std::fs;
use std::path::Path;

use crate::case::{self, Variant};
use crate::engine::Engine;
use crate::golden;

#[test]
fn nca_is_as_diesel_writes_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let settings = fs::read_to_string(root.join("nca-schema/diesel.toml")).unwrap();
    let mut differences = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::Mysql] {
        let database = engine.database(&chain(&root.join("migrations"), engine));
        let variant = Variant {
            name: format!("NCA on {}", engine.name()),
            settings: settings.clone(),
            golden: case::folder().join(format!("nca.{}", engine.name())),
        };
        differences.extend(golden::compare(&database, &variant));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let golden = fs::read_to_string(case::folder().join("nca.sqlite.rs")).unwrap();
    let committed = fs::read_to_string(root.join("nca-schema/src/schema.rs")).unwrap();
    assert_eq!(golden, committed);
}

/// The up scripts, in the order of their versions.
pub(crate) fn chain(migrations: &Path, engine: Engine) -> String {
    let entries = fs::read_dir(migrations).unwrap();
    let mut folders: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    // Not what `verify` keeps beside them.
    folders.retain(|path| path.join("up.sql").is_file());
    folders.sort();
    let scripts = folders.iter().map(|folder| {
        let own = folder.join(format!("up.{}.sql", engine.name()));
        let script = fs::read_to_string(own).or_else(|_| fs::read_to_string(folder.join("up.sql")));
        script.unwrap() + "\n"
    });
    scripts.collect()
}
