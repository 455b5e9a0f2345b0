struct SqliteConnection;

#[nca_migrations::test]
fn on_each<C>(_conn: &mut C) {}

#[nca_migrations::test(connections = [SqliteConnection])]
fn on_one(_conn: &mut SqliteConnection) {}

#[nca_migrations::test(connections = [SqliteConnection, String])]
fn on_text<C>(_conn: &mut C) {}

#[nca_migrations::test(connections = [])]
fn on_none<C>(_conn: &mut C) {}

fn main() {}
