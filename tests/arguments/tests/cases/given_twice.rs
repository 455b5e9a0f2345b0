use nca_migrations::{EmbeddedMigrations, embed_migrations};

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations", schema = "a.rs", schema = "b.rs");

fn main() {
    let _ = &MIGRATIONS;
}
