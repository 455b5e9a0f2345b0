//! Runs five hundred tests of each kind with cargo-nextest, which gives each a process, and says what they
//! cost. Arguments go to `cargo nextest run`.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::sql_types::Text;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query};
use nca_migrations::testing::TestDatabase;
use nca_migrations_servers::Server;
use nca_parallel::{MIGRATIONS, TEMPLATE, URL};

const TESTS: u32 = 500;
const VARIABLE: &str = "NCA_TEST_POSTGRES_URL";

fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::postgres()?;
    let mut admin = PgConnection::establish(server.url())?;
    admin.batch_execute(&format!("CREATE DATABASE {TEMPLATE}"))?;
    let (base, _) = server.url().rsplit_once('/').unwrap_or_default();
    MIGRATIONS.run_pending(&mut PgConnection::establish(&format!("{base}/{TEMPLATE}"))?)?;
    let before = databases(&mut admin)?;
    let url = server.url();

    println!("{TESTS} tests with NCA's schema, a process for each");
    let nothing = run("nothing", &[(URL, url)])?;
    line("a connection, no database", nothing, nothing);
    for _ in 0..2 {
        let plain = run("plain", &[(URL, url)])?;
        line("CREATE DATABASE ... TEMPLATE by hand", plain, nothing);
        let kit = run("kit", &[(VARIABLE, url)])?;
        line("the kit, on the same server", kit, nothing);
        let shared = run("kit", &[])?;
        line("the kit, on the server that it shares", shared, nothing);
    }

    let mut left = databases(&mut admin)?;
    left.retain(|name| !before.contains(name));
    println!("left on the server: {left:?}");

    println!("one after the other in one process, milliseconds each:");
    one_by_one(&mut admin, base)
}

/// Runs the tests of a kind.
fn run(kind: &str, environment: &[(&str, &str)]) -> Result<Duration, Box<dyn Error>> {
    let environment: HashMap<_, _> = environment.iter().copied().collect();
    let begun = Instant::now();
    let status = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args([
            "nextest",
            "run",
            "--package",
            "nca-parallel",
            "--test",
            "many",
        ])
        .args(["--features", "postgres", "--run-ignored", "only"])
        .args(["--cargo-quiet", "--status-level", "fail"])
        .args(["--final-status-level", "fail", "--hide-progress-bar"])
        .args(["-E", &format!("test(/::{kind}$/)")])
        .args(env::args().skip(1))
        .env_remove(VARIABLE)
        .envs(environment)
        .status()?;
    if !status.success() {
        return Err(format!("tests of the kind `{kind}` have failed").into());
    }
    Ok(begun.elapsed())
}

fn line(what: &str, whole: Duration, nothing: Duration) {
    let each = whole.saturating_sub(nothing).as_secs_f64() * 1000.0 / f64::from(TESTS);
    let whole = whole.as_secs_f64();
    println!("{what:<40} {whole:>7.1} s {each:>7.1} ms each above a connection");
}

fn one_by_one(admin: &mut PgConnection, base: &str) -> Result<(), Box<dyn Error>> {
    const ROUNDS: u32 = 50;
    let mut plain = Duration::ZERO;
    let mut kit = Duration::ZERO;
    drop(TestDatabase::<PgConnection>::new(&MIGRATIONS)?);
    for round in 0..ROUNDS {
        let begun = Instant::now();
        admin.batch_execute(&format!(
            "CREATE DATABASE plain_{round} TEMPLATE {TEMPLATE}"
        ))?;
        drop(PgConnection::establish(&format!("{base}/plain_{round}"))?);
        plain += begun.elapsed();
        admin.batch_execute(&format!("DROP DATABASE plain_{round} WITH (FORCE)"))?;

        let begun = Instant::now();
        let database = TestDatabase::<PgConnection>::new(&MIGRATIONS)?;
        drop(database.connect()?);
        kit += begun.elapsed();
        drop(database);
    }
    let each = |whole: Duration| whole.as_secs_f64() * 1000.0 / f64::from(ROUNDS);
    println!("  by hand {:.1}, the kit {:.1}", each(plain), each(kit));
    Ok(())
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn databases(admin: &mut PgConnection) -> diesel::QueryResult<Vec<String>> {
    let names = "SELECT datname::text AS name FROM pg_database";
    let names: Vec<Name> = sql_query(names).load(admin)?;
    Ok(names.into_iter().map(|Name { name }| name).collect())
}
