//! A migration while it is being checked.

use std::sync::Arc;

use crate::chain::Direction;
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::listing::{Folder, Reading};
use crate::load::{Migration, RevisionFiles};
use crate::metadata::{self, Metadata, Parent};
use crate::name::RevisionName;
use crate::problem::{Kind, Problem};
use crate::script_file;
use crate::source::{Place, Source};

#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: RevisionName,
    pub(super) place: Arc<Source>,
    pub(super) metadata_source: Option<Arc<Source>>,
    pub(super) metadata: Metadata,
    pub(super) scripts: Vec<NodeScript>,
    pub(super) rows: Vec<Arc<Source>>,
    pub(super) state: State,
}

#[derive(Debug)]
pub(super) struct NodeScript {
    pub(super) source: Arc<Source>,
    pub(super) direction: Direction,
    pub(super) dialects: Dialects,
    pub(super) digest: Digest,
    pub(super) state: State,
}

/// Whether something has been found here already. Consequences of it are not reported as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Sound,
    /// Something is wrong, and all that should be here has been read.
    Faulty,
    /// Something could not be read: what is missing is not missed.
    Partial,
}

impl Node {
    pub(super) fn read(folder: Folder, problems: &mut Vec<Problem>) -> Self {
        let mut node = Self {
            name: folder.name,
            place: folder.place,
            metadata_source: folder.metadata,
            metadata: Metadata::default(),
            scripts: folder
                .scripts
                .into_iter()
                .filter_map(NodeScript::new)
                .collect(),
            rows: folder.rows,
            state: match folder.state {
                Reading::Complete => State::Sound,
                Reading::Faulty => State::Partial,
            },
        };
        if let Some(source) = &node.metadata_source {
            let (metadata, found) = metadata::read(source, node.name.as_str());
            if found.iter().any(|problem| {
                matches!(
                    problem.kind,
                    Kind::MetadataSyntax { .. } | Kind::MergeConflict { .. }
                )
            }) {
                node.state = State::Partial;
            } else if !found.is_empty() {
                node.fault();
            }
            node.metadata = metadata;
            problems.extend(found);
        } else if node.state == State::Sound {
            node.fault();
            let migration = node.name.to_string();
            let kind = Kind::MetadataMissing {
                migration,
                parent: None,
            };
            problems.push(Problem::new(kind, Place::new(&node.place, 0..0)));
        }
        node
    }

    pub(super) fn fault(&mut self) {
        if self.state == State::Sound {
            self.state = State::Faulty;
        }
    }

    /// Where the migration as a whole is looked at: the start of its metadata, else its directory.
    pub(super) fn first_place(&self) -> Place {
        match &self.metadata_source {
            Some(source) => Place::first_line(source),
            None => Place::new(&self.place, 0..0),
        }
    }

    /// Where its parent is named.
    pub(super) fn parent_place(&self) -> Place {
        match (&self.metadata_source, &self.metadata.parent) {
            (Some(source), Some((_, span))) => Place::new(source, span.clone()),
            _ => self.first_place(),
        }
    }

    pub(super) fn parent(&self) -> Option<&Parent> {
        self.metadata.parent.as_ref().map(|(parent, _)| parent)
    }

    pub(super) fn named_dialects(&self) -> impl Iterator<Item = Dialect> + '_ {
        self.scripts
            .iter()
            .filter_map(|script| script_file::parse(script.source.file_name())?.1)
    }

    pub(super) fn digest(&self, direction: Direction, dialect: Dialect) -> Option<Digest> {
        self.scripts
            .iter()
            .find(|script| script.direction == direction && script.dialects.contains(dialect))
            .map(|script| script.digest)
    }

    pub(super) fn migration(&self) -> Migration {
        let scripts = self.scripts.iter();
        Migration {
            name: self.name.clone(),
            parent: self.parent().cloned(),
            scripts: scripts.map(|script| Arc::clone(&script.source)).collect(),
            irreversible: self.metadata.irreversible.clone(),
        }
    }

    /// The files behind the revision, with the scripts that are embedded for `wanted`.
    pub(super) fn files(&self, wanted: Dialects) -> Option<RevisionFiles> {
        let scripts = self
            .scripts
            .iter()
            .filter(|script| wanted == Dialects::ALL || !script.dialects.and(wanted).is_empty())
            .map(|script| Arc::clone(&script.source))
            .collect();
        Some(RevisionFiles {
            metadata: Arc::clone(self.metadata_source.as_ref()?),
            scripts,
            rows: self.rows.clone(),
            unverified: self.metadata.unverified.clone(),
        })
    }
}

impl NodeScript {
    fn new(source: Arc<Source>) -> Option<Self> {
        let (direction, _) = script_file::parse(source.file_name())?;
        let digest = Digest::of(&source.text);
        Some(Self {
            source,
            direction,
            dialects: Dialects::NONE,
            digest,
            state: State::Sound,
        })
    }
}
