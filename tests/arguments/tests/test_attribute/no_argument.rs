#[nca_migrations::test]
fn nothing() {}

fn main() {}
