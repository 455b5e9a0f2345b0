use nca_migrations::{EmbeddedMigrations, embed_migrations};

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations", backend = [sqlite]);

fn main() {
    let _ = &MIGRATIONS;
}
