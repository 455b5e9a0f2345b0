//! `nca upgrade --sql`, piped into the client of each engine, as one would type it.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::nca::Nca;

/// `nca WORDS | CLIENT ARGUMENTS`.
fn pipe(nca: &Nca, words: &str, client: &str, arguments: &[OsString]) {
    let mut writes = nca.command(words).stdout(Stdio::piped()).spawn().unwrap();
    let script = writes.stdout.take().unwrap();
    let reads = Command::new(client).args(arguments).stdin(script).output();
    let reads = reads.unwrap_or_else(|error| panic!("{client}: {error}: is it installed?"));
    assert!(writes.wait().unwrap().success(), "{words}");
    assert!(reads.status.success(), "{words}: {reads:?}");
}

/// The way up, in two parts and past each kind of migration; and the last one back.
fn as_one_would(nca: &Nca, client: &str, arguments: &[OsString]) {
    pipe(nca, "upgrade base:rename_tubules --sql", client, arguments);
    assert!(nca.ok("current").starts_with("20260126090000"));
    // Behind, and what it should be.
    assert_eq!(nca.ok("check"), "No new upgrade operations detected.\n");
    nca.fails(1, "current --check-heads");
    pipe(nca, "upgrade rename_tubules:head --sql", client, arguments);
    assert_eq!(nca.ok("current"), nca.ok("heads"));
    assert_eq!(nca.ok("check"), "No new upgrade operations detected.\n");
    assert!(nca.ok("upgrade head").starts_with("nothing to do"));
}

fn and_from_the_base_at_once(nca: &Nca, client: &str, arguments: &[OsString]) {
    pipe(nca, "upgrade base:head --sql", client, arguments);
    assert_eq!(nca.ok("current"), nca.ok("heads"));
    assert_eq!(nca.ok("check"), "No new upgrade operations detected.\n");
}

#[test]
fn sqlite3_reads_it() {
    let arguments = |nca: &Nca| {
        let file = nca.path("nca.db").into_os_string();
        ["-init".into(), "/dev/null".into(), file]
    };
    let nca = Nca::new();
    as_one_would(&nca, "sqlite3", &arguments(&nca));
    let nca = Nca::new();
    and_from_the_base_at_once(&nca, "sqlite3", &arguments(&nca));
}

#[cfg(feature = "postgres")]
#[test]
fn psql_reads_it() {
    let story = |story: fn(&Nca, &str, &[OsString])| {
        let database = nca_tests::server::postgres().database();
        let url = database.url();
        let arguments = ["--no-psqlrc".into(), format!("--dbname={url}").into()];
        story(&Nca::on(url), "psql", &arguments);
    };
    story(as_one_would);
    story(and_from_the_base_at_once);
}

#[cfg(feature = "mysql")]
#[test]
fn mariadb_reads_it() {
    let story = |story: fn(&Nca, &str, &[OsString])| {
        let database = nca_tests::server::mariadb().database();
        let arguments: Vec<OsString> = mariadb(&database.url(), database.name());
        story(&Nca::on(database.url()), "mariadb", &arguments);
    };
    story(as_one_would);
    story(and_from_the_base_at_once);
}

/// What the client is told for `mysql://user[:password]@host[:port]/name[?unix_socket=path]`.
#[cfg(feature = "mysql")]
fn mariadb(url: &str, name: &str) -> Vec<OsString> {
    let (authority, path) = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .unwrap();
    let (account, host) = authority.rsplit_once('@').unwrap();
    let (user, password) = account.split_once(':').unwrap_or((account, ""));
    let (host, port) = host.split_once(':').unwrap_or((host, "3306"));
    let mut options = vec![
        "--no-defaults".to_owned(),
        "--comments".to_owned(),
        format!("--user={user}"),
    ];
    match path.split_once("unix_socket=") {
        Some((_, socket)) => options.push(format!("--socket={socket}")),
        None => options.extend([
            "--protocol=tcp".to_owned(),
            format!("--host={host}"),
            format!("--port={port}"),
            format!("--password={password}"),
        ]),
    }
    options.push(name.to_owned());
    options.into_iter().map(Into::into).collect()
}
