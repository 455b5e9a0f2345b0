//! How Iris is, and what moves her.

use diesel::QueryResult;
use diesel::result::Error;

use super::{Pen, Writes};
use crate::demo::story::{HEALTH, LEVELS};
use crate::models::biology::{
    NeurotransmitterEvent, NewNeurotransmitterState, TransmitterEventKind,
};
use crate::models::health::{HealthSample, NewHealthComponent, NewHealthParameter};
use crate::models::{UnknownWord, micros};

impl<C: Writes> Pen<'_, C> {
    pub(super) fn health(&mut self) -> QueryResult<()> {
        for (code, state, parameters) in HEALTH {
            let component = self.conn.insert(&NewHealthComponent {
                agent_id: self.agent,
                code,
                description: None,
                state: state.parse().map_err(invalid)?,
                state_since: self.ago(30),
                created_at: self.ago(90),
            })?;
            for (metric, value, before) in *parameters {
                let metrics = &self.seeds.metrics;
                let metric = metrics.iter().find(|known| known.code == *metric);
                let parameter = self.conn.insert(&NewHealthParameter {
                    component_id: component,
                    metric_id: metric.ok_or(Error::NotFound)?.id,
                    value: *value,
                    decay_per_s: None,
                    recovery_per_s: None,
                    created_at: self.ago(90),
                    updated_at: self.now,
                })?;
                for minutes in (0..60).rev() {
                    self.conn.insert(&HealthSample {
                        parameter_id: parameter,
                        sampled_at_us: micros(self.ago(minutes.into())),
                        value: course(*before, *value, minutes),
                    })?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn levels(&mut self) -> QueryResult<()> {
        for (code, level, events) in LEVELS {
            let known = self.seeds.transmitters.iter().find(|t| t.code == *code);
            let state = self.conn.insert(&NewNeurotransmitterState {
                agent_id: self.agent,
                transmitter_code: code,
                level: *level,
                tonic_level: known.ok_or(Error::NotFound)?.baseline,
                receptor_sensitivity: 1.0,
                updated_at: self.now,
            })?;
            for (amount, cause, minutes) in *events {
                self.conn.insert(&NeurotransmitterEvent {
                    state_id: state,
                    occurred_at_us: micros(self.ago(*minutes)),
                    seq: 0,
                    kind: if *amount < 0.0 {
                        TransmitterEventKind::Depletion
                    } else {
                        TransmitterEventKind::Release
                    },
                    amount: *amount,
                    level_after: (level + amount / 2.0).clamp(0.0, 1.0),
                    cause: cause.parse().map_err(invalid)?,
                    cause_public_id: None,
                })?;
            }
        }
        Ok(())
    }
}

/// The way from one value to another within the hour, smooth, with a pulse on it.
fn course(from: f64, to: f64, minutes_ago: i32) -> f64 {
    let way = 1.0 - f64::from(minutes_ago) / 60.0;
    let smooth = way * way * (3.0 - 2.0 * way);
    let pulse = f64::from(minutes_ago * 7 % 11 - 5) * 0.008 * (1.0 - way);
    (from + (to - from) * smooth + pulse).clamp(0.0, 1.0)
}

/// A word of the story that the database does not know.
fn invalid(word: UnknownWord) -> Error {
    Error::SerializationError(Box::new(word))
}
