//! Lets cargo watch the migrations as a whole, so that one added by hand builds again too.

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
    println!("cargo::rustc-env=NCA_MIGRATIONS_WATCHED=../migrations");
}
