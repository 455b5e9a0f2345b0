struct SqliteConnection;

#[nca_migrations::test(fixture = "users")]
fn with_users(_conn: &mut SqliteConnection) {}

#[nca_migrations::test(at = "head", at = "base")]
fn somewhere(_conn: &mut SqliteConnection) {}

#[nca_migrations::test(fixtures())]
fn with_nothing(_conn: &mut SqliteConnection) {}

fn main() {}
