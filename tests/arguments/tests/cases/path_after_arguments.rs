use nca_migrations::{EmbeddedMigrations, embed_migrations};

static MIGRATIONS: EmbeddedMigrations = embed_migrations!(backends = [sqlite], "migrations");

fn main() {
    let _ = &MIGRATIONS;
}
