use nca_migrations::{EmbeddedMigrations, embed_migrations};

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("no/such/directory");

fn main() {
    let _ = &MIGRATIONS;
}
