//! The commands over a migrations directory.

use std::process::ExitCode;

use nca_migrations_cli::Program;

fn main() -> ExitCode {
    Program::of_directory("nca-migrate")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Writes, checks and runs a directory of database migrations")
        .main()
}
