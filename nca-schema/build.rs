//! A migration that was added by hand, and is not in `chain.lock` yet, builds again too.

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
}
