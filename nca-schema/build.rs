//! A migration that was added by hand, and is not in `chain.lock` yet, builds again too.

#[expect(
    clippy::print_stdout,
    reason = "this is how a build script speaks to cargo"
)]
fn main() {
    println!("cargo::rerun-if-changed=../migrations");
}
