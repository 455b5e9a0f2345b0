struct SqliteConnection;

#[nca_migrations::test]
#[test]
fn twice(_conn: &mut SqliteConnection) {}

#[nca_migrations::test]
struct NoFunction;

fn main() {}
