//! From a directory to a chain and a list of problems.
//!
//! Loading never fails. It goes through phases, each of which adds problems and marks what is
//! faulty, so that one slip is one problem: a migration whose parent cannot be told is not also a
//! second base, and its children are not lost ends.

mod demand;
mod generated;
mod link;
mod locked;
mod node;
mod parallel;
mod planned;
mod scripts;

use std::path::Path;
use std::sync::Arc;

pub use demand::Demands;
use node::Node;
use planned::Plan;
pub use planned::{Change, PlannedFile};

use crate::chain::{self, Chain, Revision, Script};
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::listing::{self, Folder, LockFile};
use crate::lock::{self, Lock};
use crate::metadata::Parent;
use crate::name::RevisionName;
use crate::problem::{Kind, Problem};
use crate::shared_str::SharedStr;
use crate::source::{Place, Source};

/// What a directory turned out to hold.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The chain, as far as it can be told: all of it when there are no problems.
    pub chain: Chain,
    /// The files of each revision of the chain, in the same order.
    pub files: Vec<RevisionFiles>,
    /// Every migration directory by name, whether it has a place in the chain or not.
    pub migrations: Vec<Migration>,
    /// The lock file, when it could be read.
    pub lock: Option<Lock>,
    /// The lock file's text, when there is one.
    pub lock_source: Option<Arc<Source>>,
    /// The texts of catalogs that the chain has, in the order of [`Chain::catalog_text`]'s engines.
    pub catalogs: Vec<(Dialect, Arc<Source>)>,
    /// What is wrong, by file and place.
    pub problems: Vec<Problem>,
}

/// The files of one revision.
#[derive(Clone, Debug)]
pub struct RevisionFiles {
    /// Its `metadata.toml`.
    pub metadata: Arc<Source>,
    /// Its scripts, in the order of [`Revision::scripts`].
    pub scripts: Vec<Arc<Source>>,
    /// Rows to try it with: see [`crate::rows_file`].
    pub rows: Vec<Arc<Source>>,
    /// Why no receipt is demanded of it, if none is.
    pub unverified: Option<String>,
}

/// A migration directory, and what it says it follows.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The directory's name.
    pub name: RevisionName,
    /// What it says it follows; none where that cannot be read.
    pub parent: Option<Parent>,
    /// Its scripts that could be read, by file name.
    pub scripts: Vec<Arc<Source>>,
    /// Why there is no way back, when it says so.
    pub irreversible: Option<String>,
}

/// Loads the directory at `path`. Places call it `shown`: the path as the user would write it.
pub fn load(path: &Path, shown: &str, demands: &Demands) -> Loaded {
    load_planned(path, shown, demands, &[])
}

/// Loads the directory at `path` as it will be once `files` are written. It need not be there yet.
pub fn load_planned(path: &Path, shown: &str, demands: &Demands, files: &[PlannedFile]) -> Loaded {
    let plan = Plan::new(files);
    let (mut listing, mut problems) = listing::read(path, shown);
    if !plan.is_empty() {
        listing::take_for_empty(&mut listing, &mut problems);
    }

    let there: Vec<&str> = (listing.folders.iter())
        .map(|folder| folder.name.as_str())
        .collect();
    let new = plan.new_folders(&there, path, shown);
    let read = parallel::map(listing.folders, |folder| {
        let mut problems = Vec::new();
        let mut folder = Folder::read(folder, &mut problems);
        plan.apply(&mut folder, &mut problems);
        (Node::read(folder, &mut problems), problems)
    });
    let mut nodes = gather(read, &mut problems);
    if !new.is_empty() {
        for mut folder in new {
            plan.apply(&mut folder, &mut problems);
            nodes.push(Node::read(folder, &mut problems));
        }
        nodes.sort_by(|a, b| a.name.cmp(&b.name));
    }

    let (lock, lock_source) = read_lock(listing.lock, &listing.root, &mut problems);
    let served = demands.serves.or(lock.as_ref().map(|lock| lock.dialects));
    let served = served.unwrap_or_else(|| guess_dialects(&nodes));

    let checked = parallel::map(nodes, |mut node| {
        let mut problems = Vec::new();
        scripts::check(&mut node, served, &mut problems);
        (node, problems)
    });
    let mut nodes = gather(checked, &mut problems);

    let links = link::resolve(&mut nodes, lock.as_ref(), &mut problems);

    if let (Some(lock), Some(source)) = (&lock, &lock_source) {
        locked::compare(&mut nodes, &links, lock, source, &mut problems);
        generated::check(
            lock,
            source,
            &listing.catalogs,
            &listing.root,
            &mut problems,
        );
        demand::check(demands, &nodes, &links.order, lock, source, &mut problems);
    }

    problems.sort_by(|a, b| {
        let key = |problem: &Problem| {
            let place = &problem.places[0];
            (place.source.shown.clone(), place.span.start, problem.code())
        };
        key(a).cmp(&key(b))
    });
    let in_order = || links.order.iter().map(|index| &nodes[*index]);
    let wanted = demands.backends.unwrap_or(Dialects::ALL);
    let chain = chain(in_order(), demands.backends);
    let verified = lock
        .as_ref()
        .map(|lock| generated::verified(&chain, lock, listing.catalogs));
    let (verified, catalogs) = verified.unwrap_or_default();
    Loaded {
        chain: chain.verified(verified),
        files: in_order().filter_map(|node| node.files(wanted)).collect(),
        catalogs,
        migrations: nodes.iter().map(Node::migration).collect(),
        lock,
        lock_source,
        problems,
    }
}

fn gather(parts: Vec<(Node, Vec<Problem>)>, problems: &mut Vec<Problem>) -> Vec<Node> {
    let one = |(node, found)| {
        problems.extend::<Vec<Problem>>(found);
        node
    };
    parts.into_iter().map(one).collect()
}

fn read_lock(
    file: LockFile,
    root: &Arc<Source>,
    problems: &mut Vec<Problem>,
) -> (Option<Lock>, Option<Arc<Source>>) {
    match file {
        LockFile::Unreadable => (None, None),
        LockFile::Missing => {
            problems.push(Problem::new(Kind::LockMissing, Place::new(root, 0..0)));
            (None, None)
        }
        LockFile::Read(source) => match lock::read(&source) {
            Ok(lock) => (Some(lock), Some(source)),
            Err(found) => {
                problems.extend(found);
                (None, Some(source))
            }
        },
    }
}

/// Without a lock file to say it: the dialects that have files of their own, else SQLite.
fn guess_dialects(nodes: &[Node]) -> Dialects {
    let named: Dialects = nodes.iter().flat_map(Node::named_dialects).collect();
    if named.is_empty() {
        Dialects::only(Dialect::Sqlite)
    } else {
        named
    }
}

fn chain<'a>(nodes: impl Iterator<Item = &'a Node>, backends: Option<Dialects>) -> Chain {
    let wanted = backends.unwrap_or(Dialects::ALL);
    let mut digests: Vec<(Dialect, Option<Digest>)> =
        wanted.iter().map(|dialect| (dialect, None)).collect();
    let mut revisions = Vec::new();
    for node in nodes {
        let Some(revision) = revision(node, wanted, &mut digests) else {
            break;
        };
        revisions.push(revision);
    }
    revisions.into_iter().collect()
}

/// One revision; none without metadata to tell how it runs. A dialect without an up script here
/// has no digest from here on.
fn revision(
    node: &Node,
    wanted: Dialects,
    digests: &mut Vec<(Dialect, Option<Digest>)>,
) -> Option<Revision> {
    let version = node.name.version();
    digests.retain_mut(|(dialect, digest)| {
        let up = node.digest(chain::Direction::Up, *dialect);
        *digest = up.map(|up| chain::chain_digest(*digest, &version, up));
        digest.is_some()
    });
    let scripts = node
        .scripts
        .iter()
        .map(|script| Script {
            direction: script.direction,
            dialects: script.dialects.and(wanted),
            file: script.source.file_name().into(),
            text: script.source.text.clone(),
            digest: script.digest,
        })
        .filter(|script| wanted == Dialects::ALL || !script.dialects.is_empty())
        .collect();
    Some(Revision {
        name: node.name.clone(),
        run_in_transaction: node.metadata.run_in_transaction?,
        irreversible: node.metadata.irreversible.as_deref().map(SharedStr::from),
        lossy: node.metadata.lossy.as_deref().map(SharedStr::from),
        scripts,
        chain_digests: digests
            .iter()
            .filter_map(|(dialect, digest)| Some((*dialect, (*digest)?)))
            .collect(),
    })
}
