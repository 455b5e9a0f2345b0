//! `nca wait` for a server: one that comes later, and one that refuses.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;

use nca_tests::server;

use crate::nca::Nca;

/// Waits where there is no socket yet; then there is one.
fn comes_later(nca: &Nca, socket: &str, link: &Path) {
    let mut waiting = nca
        .command("wait --timeout 1h")
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut says = BufReader::new(waiting.stderr.take().unwrap()).lines();
    let first = says.next().unwrap().unwrap();
    assert!(first.starts_with("waiting for the database `"), "{first}");
    symlink(socket, link).unwrap();
    assert!(waiting.wait().unwrap().success());
    assert!(nca.ok("wait").ends_with("answers\n"));
}

#[cfg(feature = "postgres")]
#[test]
fn postgres() {
    let database = server::own_postgres().database();
    let url = database.url();
    // The directory of its socket stands where a host would.
    let host = url.split(['@', '/']).nth(3).unwrap();
    let host = host.split(':').next().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("socket");
    let through_link = url.replace(host, &link.to_str().unwrap().replace('/', "%2F"));
    comes_later(&Nca::on(through_link), &host.replace("%2F", "/"), &link);

    let elsewhere = url.replace(database.name(), "nca_is_not_there");
    let refused = Nca::on(elsewhere).fails(3, "wait --timeout 1h");
    assert!(refused.starts_with("FAILED: the database `"), "{refused}");
    assert!(refused.contains("answers, and refuses: "), "{refused}");
    assert!(refused.contains("nca_is_not_there"), "{refused}");
}

#[cfg(feature = "mysql")]
#[test]
fn mariadb() {
    let database = server::own_mariadb().database();
    let url = database.url();
    let (_, socket) = url.split_once("?unix_socket=").unwrap();
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("socket");
    let through_link = url.replace(socket, link.to_str().unwrap());
    comes_later(&Nca::on(through_link), socket, &link);

    let elsewhere = url.replace(database.name(), "nca_is_not_there");
    let refused = Nca::on(elsewhere).fails(3, "wait --timeout 1h");
    assert!(refused.contains("answers, and refuses: "), "{refused}");
}
