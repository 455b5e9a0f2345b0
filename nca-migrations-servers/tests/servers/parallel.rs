//! Several processes at once.

use std::collections::HashSet;

use nca_migrations_servers::Server;

use crate::child::{self, Child};
use crate::shared::{databases, mysql, postgres};

const DATABASES: usize = 5;

/// Each has a server of its own, and databases on one that they share.
#[test]
fn processes_are_in_nobodys_way() {
    if let Some(task) = child::task() {
        let (own, theirs) = match task.split_once(' ').unwrap() {
            ("postgres", url) => (
                Server::postgres().unwrap(),
                Server::postgres_at(url).unwrap(),
            ),
            (_, url) => (Server::mysql().unwrap(), Server::mysql_at(url).unwrap()),
        };
        let scratch: Vec<_> = (0..DATABASES).map(|_| theirs.scratch().unwrap()).collect();
        let _own_scratch = own.scratch().unwrap();
        child::say(&own.directory().unwrap().display().to_string());
        for scratch in &scratch {
            child::say(scratch.name());
        }
        return child::wait();
    }
    for (kind, server) in [("postgres", postgres()), ("mysql", mysql())] {
        let task = format!("{kind} {}", server.url());
        let start = || Child::start("parallel::processes_are_in_nobodys_way", &task);
        let mut children = [start(), start(), start()];
        let mut directories = HashSet::new();
        let mut names = HashSet::new();
        for child in &mut children {
            directories.insert(child.hear());
            names.extend((0..DATABASES).map(|_| child.hear()));
        }
        assert_eq!((directories.len(), names.len()), (3, 3 * DATABASES));
        // Another one that looks for leftovers takes none of these.
        assert_eq!(server.remove_leftovers().unwrap(), [""; 0]);
        let here: HashSet<String> = databases(server).into_iter().collect();
        assert!(here.is_superset(&names), "{here:?}");
        children.into_iter().for_each(Child::finish);
        let here: HashSet<String> = databases(server).into_iter().collect();
        assert!(here.is_disjoint(&names), "{here:?}");
    }
}
