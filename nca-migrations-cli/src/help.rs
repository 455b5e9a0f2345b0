//! The help of every command, as it is shown.

use insta::assert_snapshot;
use nca_migrations::EmbeddedMigrations;

use crate::program::{Offers, Program};

fn help(program: &Program, path: &str) -> String {
    let mut command = program.command(Offers::Directory).term_width(90);
    command.build();
    let command = match path {
        "" => &mut command,
        name => command.find_subcommand_mut(name).unwrap(),
    };
    command.render_long_help().to_string()
}

#[test]
fn of_nca_migrate() {
    let program = Program::of_directory("nca-migrate")
        .version("1.2.3")
        .about("About the program");
    assert_snapshot!("nca-migrate", help(&program, ""));
    let mut names: Vec<String> = program
        .command(Offers::Directory)
        .get_subcommands()
        .filter(|command| !command.is_disable_help_flag_set())
        .map(|command| command.get_name().to_owned())
        .collect();
    names.sort();
    for name in names {
        assert_snapshot!(format!("nca-migrate-{name}"), help(&program, &name));
    }
}

#[test]
fn of_a_program_with_a_chain() {
    let program = Program::new("app", &EmbeddedMigrations::EMPTY);
    assert_snapshot!("app", help(&program, ""));
}
