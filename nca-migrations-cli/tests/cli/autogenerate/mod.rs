//! `revision --autogenerate` and `check --pending`.

mod consent;
mod desired;
mod module;
#[cfg(all(feature = "postgres", feature = "mysql"))]
mod servers;
mod written;

use crate::fixture::{Project, Ran};

/// A chain that has made these tables, verified.
fn project(tables: &str, drop: &str) -> Project {
    let project = Project::initialised();
    project.ok("revision -m first --rev-id 2026-01-01");
    let file = |file: &str| format!("migrations/2026-01-01_first/{file}");
    project.write(&file("up.sql"), tables);
    project.write(&file("down.sql"), drop);
    project.ok("verify");
    project
}

const USERS: &str = "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);
CREATE INDEX users_by_name ON users (name);
";

fn users() -> Project {
    project(USERS, "DROP TABLE users;\n")
}

/// Runs it with this as the desired schema.
fn autogenerate(project: &Project, schema: &str, more: &[&str]) -> Ran {
    project.write("schema.sql", schema);
    let mut args = vec!["revision", "--autogenerate", "-m", "change it"];
    args.extend(["--rev-id", "2026-01-02", "--from", "schema.sql"]);
    args.extend(more);
    project.run_args(&args)
}

fn up(project: &Project) -> String {
    project.read("migrations/2026-01-02_change_it/up.sql")
}

fn down(project: &Project) -> String {
    project.read("migrations/2026-01-02_change_it/down.sql")
}

fn metadata(project: &Project) -> String {
    project.read("migrations/2026-01-02_change_it/metadata.toml")
}
