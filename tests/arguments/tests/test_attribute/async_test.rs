struct SqliteConnection;

#[nca_migrations::test]
async fn waits(_conn: &mut SqliteConnection) {}

fn main() {}
