struct SqliteConnection;

#[nca_migrations::test]
fn a_url(_url: &str) {}

#[nca_migrations::test(migrations = "../migrations")]
fn a_directory(_conn: &mut SqliteConnection) {}

fn main() {}
