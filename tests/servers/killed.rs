//! What is left of the servers of a test process that was killed: nothing.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nca_tests::server;

/// Set in the process that is killed.
const VICTIM: &str = "NCA_TEST_VICTIM";
const DIRECTORY: &str = "a server is in ";

#[test]
fn a_killed_process_leaves_no_server_and_no_directory() {
    if env::var_os(VICTIM).is_some() {
        let servers = [
            server::own_postgres().directory(),
            server::own_mariadb().directory(),
        ];
        for directory in servers {
            println!("{DIRECTORY}{}", directory.unwrap().display());
        }
        // Until it is killed, or the test that should do it has gone.
        io::stdin().lines().for_each(drop);
        return;
    }
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg("killed::a_killed_process_leaves_no_server_and_no_directory")
        .env(VICTIM, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let directories: Vec<PathBuf> = lines
        .filter_map(|line| Some(PathBuf::from(line.unwrap().split_once(DIRECTORY)?.1)))
        .take(2)
        .collect();
    assert_eq!(directories.len(), 2, "{directories:?}");
    let pids = directories.iter().map(|directory| {
        let pid = fs::read_to_string(directory.join("pid")).unwrap();
        pid.trim().to_owned()
    });
    let pids: Vec<String> = pids.collect();
    assert!(pids.iter().all(|pid| is_running(pid)), "{pids:?}");

    victim.kill().unwrap();
    victim.wait().unwrap();

    let deadline = Instant::now() + Duration::from_mins(1);
    while pids.iter().any(|pid| is_running(pid)) || directories.iter().any(|path| path.exists()) {
        assert!(Instant::now() < deadline, "{pids:?} {directories:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

fn is_running(pid: &str) -> bool {
    let ps = Command::new("ps").args(["-p", pid]).output().unwrap();
    ps.status.success()
}
