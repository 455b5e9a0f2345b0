//! Parents: from each migration's claim to one order.

use std::collections::{BTreeMap, HashMap};

use super::node::Node;
use crate::lock::{Content, Lock};
use crate::metadata::Parent;
use crate::problem::{Kind, Problem};
use crate::source::Place;

/// How the migrations hang together.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Indices of nodes in chain order, from the base to the first thing that is not clear.
    pub(super) order: Vec<usize>,
    /// Claims of a parent that the lock file holds and the directory lacks.
    pub(super) orphans: Vec<(String, Place)>,
}

/// What a node follows, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Link {
    Base,
    After(usize),
    /// Not known, for a reason that has been reported. Nothing is concluded from it.
    Poisoned,
}

pub(super) fn resolve(
    nodes: &mut [Node],
    lock: Option<&Lock>,
    problems: &mut Vec<Problem>,
) -> Links {
    let locked: HashMap<&str, Option<&str>> = lock
        .into_iter()
        .flat_map(|lock| &lock.blocks)
        .filter(|block| block.content != Content::Draft)
        .map(|block| (&*block.name, block.parent.as_deref()))
        .collect();
    let mut found = Found {
        nodes,
        locked,
        problems,
    };
    found.suggest_parents();
    let (mut links, orphans) = found.claims();
    found.duplicates(&mut links);
    found.cycles(&mut links);
    let followers = followers(&links);
    // What a merge conflict in the lock file says about two branches is not said twice.
    if !found.lock_is_in_conflict() {
        found.forks(&followers);
    }
    found.versions(&links);
    Links {
        order: order(&followers),
        orphans,
    }
}

struct Found<'a> {
    nodes: &'a mut [Node],
    /// The names that the lock file holds with their parents there, drafts aside: nothing of those
    /// was locked.
    locked: HashMap<&'a str, Option<&'a str>>,
    problems: &'a mut Vec<Problem>,
}

/// What follows each place: `Link::Base`, or a node.
type Followers = HashMap<Link, Vec<usize>>;

fn followers(links: &[Link]) -> Followers {
    let mut followers = Followers::new();
    for (index, link) in links.iter().enumerate() {
        if *link != Link::Poisoned {
            followers.entry(*link).or_default().push(index);
        }
    }
    followers
}

impl Found<'_> {
    fn name(&self, index: usize) -> String {
        self.nodes[index].name.to_string()
    }

    fn lock_is_in_conflict(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| matches!(problem.kind, Kind::LockConflict { .. }))
    }

    fn is_locked(&self, index: usize) -> bool {
        self.locked.contains_key(self.nodes[index].name.as_str())
    }

    /// The parent that was locked, as metadata names it, where the claim is another one.
    fn locked_parent(&self, index: usize) -> Option<String> {
        let node = &self.nodes[index];
        let locked = *self.locked.get(node.name.as_str())?;
        let claimed = match node.parent()? {
            Parent::Base => None,
            Parent::Migration(name) => Some(&**name),
        };
        (claimed != locked).then(|| locked.unwrap_or("base").to_owned())
    }

    fn report(&mut self, kind: Kind, about: &[usize], place: fn(&Node) -> Place) {
        let places = about
            .iter()
            .map(|index| place(&self.nodes[*index]))
            .collect();
        self.problems.push(Problem { kind, places });
        for index in about {
            self.nodes[*index].fault();
        }
    }

    /// Where metadata is missing, the help names the migration before as the likely parent.
    fn suggest_parents(&mut self) {
        for problem in self.problems.iter_mut() {
            if let Kind::MetadataMissing { migration, parent } = &mut problem.kind {
                let names = self.nodes.iter().map(|node| node.name.as_str());
                *parent = names
                    .take_while(|name| name < &migration.as_str())
                    .last()
                    .map(str::to_owned);
            }
        }
    }

    fn claims(&mut self) -> (Vec<Link>, Vec<(String, Place)>) {
        let by_name: BTreeMap<String, usize> = (0..self.nodes.len())
            .map(|index| (self.name(index), index))
            .collect();
        let mut orphans = Vec::new();
        let links = (0..self.nodes.len())
            .map(|index| match self.nodes[index].parent().cloned() {
                None => Link::Poisoned,
                Some(Parent::Base) => Link::Base,
                Some(Parent::Migration(name)) => match by_name.get(&name) {
                    Some(parent) if *parent == index => {
                        let kind = Kind::SelfParent {
                            migration: name,
                            locked: self.locked_parent(index),
                        };
                        self.report(kind, &[index], Node::parent_place);
                        Link::Poisoned
                    }
                    Some(parent) => Link::After(*parent),
                    None if self.locked.contains_key(&*name) => {
                        orphans.push((name, self.nodes[index].parent_place()));
                        self.nodes[index].fault();
                        Link::Poisoned
                    }
                    None => {
                        let nearest = self.nearest(&name, index);
                        let migration = self.name(index);
                        let kind = Kind::UnknownParent {
                            migration,
                            parent: name,
                            nearest,
                        };
                        self.report(kind, &[index], Node::parent_place);
                        Link::Poisoned
                    }
                },
            })
            .collect();
        (links, orphans)
    }

    /// The migration that an unknown parent was probably meant to be.
    fn nearest(&self, parent: &str, child: usize) -> Option<String> {
        let others = || {
            self.nodes
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != child)
                .map(|(_, node)| &node.name)
        };
        let by_part = others().find(|name| {
            parent == name.version() || parent == name.version_part() || parent == name.slug()
        });
        let by_distance = || {
            others()
                .map(|name| (strsim::damerau_levenshtein(name.as_str(), parent), name))
                .filter(|(distance, name)| *distance <= name.as_str().len() / 4)
                .min()
                .map(|(_, name)| name)
        };
        by_part.or_else(by_distance).map(ToString::to_string)
    }

    /// Two directories of one version: the one that is not locked, or else the later by name, is
    /// taken for the copy, and nothing more is said about where it hangs.
    fn duplicates(&mut self, links: &mut [Link]) {
        let mut by_version: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, node) in self.nodes.iter().enumerate() {
            by_version
                .entry(node.name.version().into_owned())
                .or_default()
                .push(index);
        }
        for (version, mut same) in by_version {
            same.sort_by_key(|index| !self.is_locked(*index));
            let [first, copies @ ..] = &same[..] else {
                continue;
            };
            for copy in copies {
                let (migration, other) = (self.name(*copy), self.name(*first));
                let kind = Kind::DuplicateVersion {
                    version: version.clone(),
                    migration,
                    other,
                };
                self.report(kind, &[*copy, *first], Node::first_place);
                links[*copy] = Link::Poisoned;
            }
        }
    }

    fn cycles(&mut self, links: &mut [Link]) {
        let mut done = vec![false; links.len()];
        for start in 0..links.len() {
            let mut path = Vec::new();
            let mut at = start;
            while !done[at] {
                done[at] = true;
                path.push(at);
                match links[at] {
                    Link::After(parent) => at = parent,
                    Link::Base | Link::Poisoned => break,
                }
            }
            // Only a path that closes on itself is a cycle; one that runs into an older path is not.
            let closes = matches!(links[path.last().copied().unwrap_or(start)], Link::After(parent) if parent == at);
            if let (true, Some(first)) = (closes, path.iter().position(|index| *index == at)) {
                let mut members = path.split_off(first);
                members.reverse();
                // The one that was moved closes the circle. The order around it stays.
                let moved = members
                    .iter()
                    .position(|index| self.locked_parent(*index).is_some());
                members.rotate_left(moved.unwrap_or_default());
                let kind = Kind::Cycle {
                    migrations: members.iter().map(|index| self.name(*index)).collect(),
                    locked: self.locked_parent(members[0]),
                };
                self.report(kind, &members, Node::parent_place);
                for member in members {
                    links[member] = Link::Poisoned;
                }
            }
        }
    }

    /// More than one base, or more than one child: the newest comes first, that is what is not
    /// locked and then what is later by name, because it is what has to move.
    fn forks(&mut self, followers: &Followers) {
        let mut forks: Vec<(Link, Vec<usize>)> = followers
            .iter()
            .filter(|(_, same)| same.len() > 1)
            .map(|(link, same)| (*link, same.iter().rev().copied().collect()))
            .collect();
        forks.sort_by_key(|(_, same): &(Link, Vec<usize>)| same[0]);
        for (link, mut same) in forks {
            same.sort_by_key(|index| {
                let moved = link == Link::Base && self.locked_parent(*index).is_some();
                (!moved, self.is_locked(*index))
            });
            let migrations = same.iter().map(|index| self.name(*index)).collect();
            let kind = match link {
                Link::After(parent) => {
                    let tip = same.last().map_or(parent, |oldest| tip(*oldest, followers));
                    let (parent, tip) = (self.name(parent), self.name(tip));
                    Kind::Fork {
                        parent,
                        migrations,
                        tip,
                    }
                }
                Link::Base | Link::Poisoned => Kind::TwoBases {
                    migrations,
                    locked: self.locked_parent(same[0]),
                },
            };
            self.report(kind, &same, Node::parent_place);
        }
    }

    fn versions(&mut self, links: &[Link]) {
        for (child, link) in links.iter().enumerate() {
            let Link::After(parent) = *link else {
                continue;
            };
            let [of_child, of_parent] =
                [child, parent].map(|index| self.nodes[index].name.version().into_owned());
            if of_child < of_parent {
                let kind = Kind::VersionOrder {
                    migration: self.name(child),
                    version: of_child,
                    parent: self.name(parent),
                    parent_version: of_parent,
                };
                self.report(kind, &[child], Node::parent_place);
            }
        }
    }
}

/// The end of the line that begins at `from`.
fn tip(from: usize, followers: &Followers) -> usize {
    let mut tip = from;
    while let Some([only]) = followers.get(&Link::After(tip)).map(Vec::as_slice) {
        tip = *only;
    }
    tip
}

/// From the one base along only children.
fn order(followers: &Followers) -> Vec<usize> {
    let mut order = Vec::new();
    let mut at = Link::Base;
    while let Some([only]) = followers.get(&at).map(Vec::as_slice) {
        order.push(*only);
        at = Link::After(*only);
    }
    order
}
