//! Decay, and rows that are written.

use chrono::TimeDelta;
use diesel::prelude::*;
use nca_schema::demo;
use nca_schema::models::memory::{DecayPolicy, Memory, MemoryStatus, NewMemory, Tier};
use nca_schema::models::now;
use nca_schema::queries::{Decay as _, Insert as _, Sweep};
use nca_schema::schema::{decay_policies, memories};

use crate::bed::{Bed, for_each_connection, stories};

stories! { an_insertion_gives_its_id, a_sweep_decays_and_forgets, a_second_demo_changes_nothing }

/// What each story does on a connection.
pub(crate) trait Writing: demo::Reads + demo::Writes {
    fn inserts(&mut self);
    fn sweeps(&mut self);
    /// The working memories, in the order of their ids.
    fn working(&mut self) -> Vec<Memory>;
}

macro_rules! policy {
    ($conn:expr, $tier:expr) => {
        decay_policies::table
            .filter(decay_policies::tier.eq($tier))
            .first::<DecayPolicy>($conn)
            .unwrap()
    };
}

macro_rules! writing {
    ($connection:ty) => {
        impl Writing for $connection {
            fn inserts(&mut self) {
                let (_, brain) = demo::brain(self).unwrap();
                let policy = policy!(self, Tier::Semantic);
                let at = now();
                for n in 0..3 {
                    let content = format!("ü {n}");
                    let row = NewMemory::of(brain.agent.id, &policy, &content, at);
                    let id = self.insert(&row).unwrap();
                    let read: Memory = memories::table.find(id).first(self).unwrap();
                    assert_eq!(read.content, content);
                    // To the microsecond, and byte by byte.
                    assert_eq!((read.created_at, read.public_id), (at, row.public_id));
                    assert_eq!(read.content_sha256, row.content_sha256);
                    assert_eq!(read.tier, Tier::Semantic);
                }
            }

            fn working(&mut self) -> Vec<Memory> {
                let working = memories::table.filter(memories::tier.eq(Tier::Working));
                working.order(memories::id).load(self).unwrap()
            }

            fn sweeps(&mut self) {
                let (_, brain) = demo::brain(self).unwrap();
                let policy = policy!(self, Tier::Working);
                let last = brain
                    .memories
                    .iter()
                    .map(|memory| memory.decayed_at)
                    .max()
                    .unwrap();
                let later = last + TimeDelta::minutes(10);
                let before = self.working();
                assert_eq!(before.len(), 3);
                // In two batches, and then there is nothing left.
                let first = self.sweep(&policy, later, 2).unwrap();
                assert_eq!(
                    first,
                    Sweep {
                        decayed: 2,
                        ..Sweep::default()
                    }
                );
                assert_eq!(self.sweep(&policy, later, 2).unwrap().decayed, 1);
                assert_eq!(self.sweep(&policy, later, 2).unwrap(), Sweep::default());
                for (before, after) in before.iter().zip(self.working()) {
                    let expected = policy.strength_at(before, later);
                    assert!(expected < before.strength);
                    assert!((after.strength - expected).abs() < 1e-12);
                    assert_eq!(
                        (after.decayed_at, after.row_version),
                        (later, before.row_version + 1)
                    );
                    assert_eq!(after.status, MemoryStatus::Active);
                }
                // In a day nothing is left of them, but for the one that is pinned.
                diesel::update(memories::table.find(before[0].id))
                    .set(memories::is_pinned.eq(true))
                    .execute(self)
                    .unwrap();
                let sweep = self
                    .sweep(&policy, later + TimeDelta::days(1), 100)
                    .unwrap();
                assert_eq!(
                    sweep,
                    Sweep {
                        decayed: 3,
                        forgotten: 2,
                        contested: 0
                    }
                );
                let forgotten = self.working();
                let forgotten = forgotten.iter().map(|memory| memory.status);
                assert_eq!(
                    forgotten.collect::<Vec<_>>(),
                    [
                        MemoryStatus::Active,
                        MemoryStatus::Forgotten,
                        MemoryStatus::Forgotten
                    ]
                );
            }
        }
    };
}
for_each_connection!(writing);

fn an_insertion_gives_its_id<B: Bed<Conn: Writing>>() {
    let bed = B::new();
    bed.connect().inserts();
}

fn a_sweep_decays_and_forgets<B: Bed<Conn: Writing>>() {
    let bed = B::new();
    bed.connect().sweeps();
}

fn a_second_demo_changes_nothing<B: Bed<Conn: Writing>>() {
    let bed = B::new();
    let mut conn = bed.connect();
    let (made, brain) = demo::brain(&mut conn).unwrap();
    assert_eq!(made, demo::Made::Now);
    assert_eq!(demo::brain(&mut conn).unwrap(), (demo::Made::Before, brain));
}
