//! Builds again when a migration changes.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rustc-env=NCA_MIGRATIONS_WATCHED=migrations");
}
