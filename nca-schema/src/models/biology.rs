//! Neurotransmitters: substances, their levels, and what moved them. Values are parameters of a
//! simulation, not claims about brains.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::PublicId;
use super::closed_set::closed_set;
use super::identity::Agent;
use crate::schema::{neurotransmitter_events, neurotransmitter_states, neurotransmitters};

/// A substance.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = neurotransmitters)]
#[diesel(primary_key(code))]
pub struct Neurotransmitter {
    /// Its name in programs.
    pub code: String,
    /// What it is.
    pub class: TransmitterClass,
    /// What it does.
    pub effect: TransmitterEffect,
    /// The usual level, 0 to 1.
    pub baseline: f64,
    /// How long half of an excess stays, in seconds.
    pub half_life_s: f64,
    /// What is taken back in a second.
    pub reuptake_per_s: f64,
    /// For people.
    pub description: Option<String>,
}

/// How much of a substance an agent has, and what its events hang on.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = neurotransmitter_states)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
#[diesel(belongs_to(Neurotransmitter, foreign_key = transmitter_code))]
pub struct NeurotransmitterState {
    /// The key inside the database.
    pub id: i64,
    /// Whose it is.
    pub agent_id: i64,
    /// Which substance.
    pub transmitter_code: String,
    /// How much there is now, 0 to 1.
    pub level: f64,
    /// Where the level returns to, 0 to 1.
    pub tonic_level: f64,
    /// How strongly it acts, 0 to 4; 1 is usual.
    pub receptor_sensitivity: f64,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// What moved a level. Only ever added to.
#[derive(
    Clone, Copy, Debug, PartialEq, Insertable, Queryable, Selectable, Identifiable, Associations,
)]
#[diesel(table_name = neurotransmitter_events)]
#[diesel(primary_key(state_id, occurred_at_us, seq))]
#[diesel(belongs_to(NeurotransmitterState, foreign_key = state_id))]
pub struct NeurotransmitterEvent {
    /// To which level.
    pub state_id: i64,
    /// When: microseconds since 1970, UTC.
    pub occurred_at_us: i64,
    /// The order within one microsecond.
    pub seq: i16,
    /// What happened.
    pub kind: TransmitterEventKind,
    /// By how much, -1 to 1.
    pub amount: f64,
    /// The level then, 0 to 1.
    pub level_after: f64,
    /// Why.
    pub cause: TransmitterCause,
    /// What caused it, by its id outside the database.
    pub cause_public_id: Option<PublicId>,
}

/// A level to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = neurotransmitter_states)]
pub struct NewNeurotransmitterState<'a> {
    /// Whose it is.
    pub agent_id: i64,
    /// Which substance.
    pub transmitter_code: &'a str,
    /// How much there is now, 0 to 1.
    pub level: f64,
    /// Where the level returns to, 0 to 1.
    pub tonic_level: f64,
    /// How strongly it acts, 0 to 4; 1 is usual.
    pub receptor_sensitivity: f64,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

closed_set!(
    /// What a substance is.
    TransmitterClass {
        /// Acts from cell to cell.
        Transmitter = "transmitter",
        /// Acts on how cells react.
        Modulator = "modulator",
        /// Acts everywhere, slowly.
        Hormone = "hormone",
    }
);

closed_set!(
    /// What a substance does.
    TransmitterEffect {
        /// Raises activity.
        Excitatory = "excitatory",
        /// Lowers activity.
        Inhibitory = "inhibitory",
        /// Changes how strongly others act.
        Modulatory = "modulatory",
    }
);

closed_set!(
    /// What happened to a level.
    TransmitterEventKind {
        /// More came.
        Release = "release",
        /// It was taken back.
        Reuptake = "reuptake",
        /// The store ran out.
        Depletion = "depletion",
        /// The reaction to it changed.
        Modulation = "modulation",
        /// It was set.
        Reset = "reset",
    }
);

closed_set!(
    /// Why it happened.
    TransmitterCause {
        /// Something went well.
        Reward = "reward",
        /// Something was new.
        Novelty = "novelty",
        /// Something was dangerous.
        Threat = "threat",
        /// A goal came closer, or went.
        Goal = "goal",
        /// A memory was retrieved.
        Memory = "memory",
        /// A part of the system was unwell.
        Health = "health",
        /// A language model answered.
        Llm = "llm",
        /// The time of day.
        Circadian = "circadian",
        /// Somebody did it.
        Manual = "manual",
    }
);
