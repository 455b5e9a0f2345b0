//! How memories decay: data, not constants.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use super::{Memory, Tier};
use crate::models::closed_set::closed_set;
use crate::schema::decay_policies;

/// How the memories of a tier lose strength.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = decay_policies)]
pub struct DecayPolicy {
    /// The key inside the database.
    pub id: i64,
    /// Its name in programs.
    pub code: String,
    /// The tier that it is for.
    pub tier: Tier,
    /// The shape of the loss.
    pub curve: DecayCurve,
    /// The loss in one unit.
    pub rate: f64,
    /// How long a unit is.
    pub unit_seconds: i32,
    /// Decay stops here.
    pub floor_strength: f64,
    /// What is weaker is forgotten.
    pub forget_below: f64,
    /// How much importance slows the loss, 0 to 1.
    pub importance_weight: f64,
    /// How much being retrieved slows the loss, 0 to 1.
    pub access_weight: f64,
    /// What a retrieval adds to the strength.
    pub access_boost: f64,
    /// How long a memory lives that nobody retrieves; for ever when none.
    pub base_ttl_seconds: Option<i64>,
    /// How many memories the tier should hold.
    pub capacity: Option<i32>,
    /// Whether it is the one that the tier uses.
    pub is_default: bool,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// Retrievals beyond this many slow decay no further.
const MOST_ACCESSES: f64 = 20.0;

impl DecayPolicy {
    /// When a memory goes that is made or retrieved now.
    pub fn expiry(&self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let lifetime = TimeDelta::try_seconds(self.base_ttl_seconds?)?;
        now.checked_add_signed(lifetime)
    }

    /// The strength that `memory` has at `now`, going on from what was applied up to `decayed_at`.
    ///
    /// Important and often retrieved memories lose less. Nothing falls below the floor, and a pinned
    /// memory loses nothing.
    pub fn strength_at(&self, memory: &Memory, now: NaiveDateTime) -> f64 {
        let elapsed = (now - memory.decayed_at).as_seconds_f64();
        if memory.is_pinned || elapsed <= 0.0 {
            return memory.strength;
        }
        let units = elapsed / f64::from(self.unit_seconds);
        let kept = f64::from(u32::try_from(memory.access_count).unwrap_or(u32::MAX));
        let accesses = kept.min(MOST_ACCESSES) / MOST_ACCESSES;
        let slowed = (1.0 - self.importance_weight * memory.importance)
            * (1.0 - self.access_weight * accesses);
        let loss = self.rate * slowed;
        let strength = match self.curve {
            DecayCurve::Linear => memory.strength - loss * units,
            DecayCurve::Exponential => memory.strength * (-loss * units).exp(),
            DecayCurve::Hyperbolic => memory.strength / (1.0 + loss * units),
            DecayCurve::Logarithmic => memory.strength - loss * units.ln_1p(),
        };
        // What is below the floor already stays where it is.
        strength.max(self.floor_strength.min(memory.strength))
    }
}

closed_set!(
    /// How strength is lost over time.
    DecayCurve {
        /// The same amount in each unit of time.
        Linear = "linear",
        /// The same part in each unit.
        Exponential = "exponential",
        /// Fast at first, then ever slower.
        Hyperbolic = "hyperbolic",
        /// With the logarithm of the time.
        Logarithmic = "logarithmic",
    }
);
