//! What a build demands, and the command that gives it.

use std::path::Path;
use std::process::Command;

use crate::fixture::Project;

const LIB: &str = r#"
use nca_migrations::{EmbeddedMigrations, embed_migrations};

pub static MIGRATIONS: EmbeddedMigrations =
    embed_migrations!("migrations", verified = [sqlite], schema = "src/schema.rs");
"#;

/// A crate that embeds the migrations beside it.
pub(crate) fn embedding() -> Project {
    let project = Project::with_two();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = workspace.join("nca-migrations");
    let manifest = format!(
        "[package]\nname = \"demanding\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nnca-migrations = {{ path = {:?}, default-features = false }}\n",
        runtime.to_str().unwrap()
    );
    project.write("Cargo.toml", &manifest);
    project.write("src/lib.rs", LIB);
    // The versions that the workspace has been built with, so that nothing is looked up.
    std::fs::copy(workspace.join("Cargo.lock"), project.path("Cargo.lock")).unwrap();
    project
}

/// The codes of the problems that stop the build; none when nothing does.
pub(crate) fn refused(project: &Project) -> (Vec<String>, String) {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--color=never", "--offline"])
        .current_dir(project.path(""))
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let codes = said
        .match_indices("[NCA")
        .map(|(at, _)| said[at + 1..at + 8].to_owned());
    let codes: Vec<String> = codes.collect();
    assert_eq!(codes.is_empty(), output.status.success(), "{said}");
    (codes, said)
}

#[test]
fn what_is_demanded_is_given_by_the_command_that_is_named() {
    let project = embedding();
    let (codes, said) = refused(&project);
    assert_eq!(codes, ["NCA0701", "NCA0702"], "{said}");
    assert!(
        said.contains("`nca-migrate verify --backends sqlite` tries it"),
        "{said}"
    );
    assert!(
        said.contains("`nca-migrate schema` writes and pins it"),
        "{said}"
    );

    project.ok("verify --backends sqlite");
    project.ok("schema --file src/schema.rs");
    assert_eq!(refused(&project).0, [""; 0]);

    // One byte of a script, and of the module.
    let down = "migrations/2026-01-02-000000_two/down.sql";
    project.write(down, "DROP TABLE two ;\n");
    assert_eq!(refused(&project).0, ["NCA0606"]);
    project.ok("lock --accept two");
    assert_eq!(refused(&project).0, ["NCA0701"]);
    project.ok("verify");
    assert_eq!(refused(&project).0, [""; 0]);
    let module = project.read("src/schema.rs");
    project.write("src/schema.rs", &module.replace("two (id)", "tow (id)"));
    assert_eq!(refused(&project).0, ["NCA0703"]);
    project.ok("schema --file src/schema.rs");
    assert_eq!(refused(&project).0, [""; 0]);

    // A chain that goes on.
    project.add("2026-01-03-000000_three", "2026-01-02-000000_two", "three");
    project.ok("lock");
    assert_eq!(refused(&project).0, ["NCA0701", "NCA0703"]);
    project.ok("verify");
    project.ok("schema --file src/schema.rs");
    assert_eq!(refused(&project).0, [""; 0]);
}
