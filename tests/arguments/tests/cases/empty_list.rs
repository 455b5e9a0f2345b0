use nca_migrations::{EmbeddedMigrations, embed_migrations};

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations", verified = []);

fn main() {
    let _ = &MIGRATIONS;
}
