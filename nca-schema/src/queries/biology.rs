//! Levels of neurotransmitters.

use diesel::dsl::auto_type;
use diesel::prelude::*;

use crate::schema::{neurotransmitter_events, neurotransmitter_states, neurotransmitters};

/// The levels of an agent. Gives
/// `(`[`NeurotransmitterState`](crate::models::biology::NeurotransmitterState)`,
/// `[`Neurotransmitter`](crate::models::biology::Neurotransmitter)`)`.
///
/// Index: `uq_neurotransmitter_states_agent_id_transmitter_code`, then the key of `neurotransmitters`.
#[auto_type(no_type_alias)]
pub fn levels(agent: i64) -> _ {
    neurotransmitter_states::table
        .inner_join(neurotransmitters::table)
        .filter(neurotransmitter_states::agent_id.eq(agent))
        .order(neurotransmitter_states::transmitter_code.asc())
}

/// What moved a level in `from_us..to_us`, in order. Gives
/// [`NeurotransmitterEvent`](crate::models::biology::NeurotransmitterEvent).
///
/// Index: the key of `neurotransmitter_events`.
#[auto_type(no_type_alias)]
pub fn events(state: i64, from_us: i64, to_us: i64) -> _ {
    neurotransmitter_events::table
        .filter(neurotransmitter_events::state_id.eq(state))
        .filter(neurotransmitter_events::occurred_at_us.ge(from_us))
        .filter(neurotransmitter_events::occurred_at_us.lt(to_us))
        .order((
            neurotransmitter_events::occurred_at_us.asc(),
            neurotransmitter_events::seq.asc(),
        ))
}
