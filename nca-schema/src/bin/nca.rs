//! The program that creates, upgrades, inspects and downgrades an NCA database.

use std::process::ExitCode;

use nca_migrations_cli::Program;

fn main() -> ExitCode {
    Program::new("nca", &nca_schema::MIGRATIONS)
        .version(env!("CARGO_PKG_VERSION"))
        .about("Creates and migrates the database of the NeuroCognitive Architecture")
        .default_database("nca.db")
        .directory_commands()
        .own_command(nca_schema::demo::own_command())
        .main()
}
