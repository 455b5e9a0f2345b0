//! How well the parts of an agent are: parameters, their series, and what happened.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::closed_set::closed_set;
use super::identity::Agent;
use crate::schema::{
    health_components, health_events, health_metrics, health_parameters, health_samples,
};

/// A part of an agent whose health is tracked.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = health_components)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
pub struct HealthComponent {
    /// The key inside the database.
    pub id: i64,
    /// Whose it is.
    pub agent_id: i64,
    /// Its name; one agent has each once.
    pub code: String,
    /// For people.
    pub description: Option<String>,
    /// How it is.
    pub state: HealthState,
    /// Since when.
    pub state_since: NaiveDateTime,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// A quantity that is measured.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = health_metrics)]
pub struct HealthMetric {
    /// The key inside the database.
    pub id: i64,
    /// Its name in programs.
    pub code: String,
    /// What it measures.
    pub kind: MetricKind,
    /// The unit of its values.
    pub unit: String,
    /// The least possible.
    pub min_value: f64,
    /// The most possible.
    pub max_value: f64,
    /// The best.
    pub optimal_value: f64,
    /// What is lost in a second of work.
    pub decay_per_s: f64,
    /// What comes back in a second of rest.
    pub recovery_per_s: f64,
    /// For people.
    pub description: Option<String>,
}

/// A metric of a part: its value now, and what its series hangs on.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = health_parameters)]
#[diesel(belongs_to(HealthComponent, foreign_key = component_id))]
#[diesel(belongs_to(HealthMetric, foreign_key = metric_id))]
pub struct HealthParameter {
    /// The key inside the database.
    pub id: i64,
    /// Of which part.
    pub component_id: i64,
    /// Which metric.
    pub metric_id: i64,
    /// The value now, so that reading it never touches the series.
    pub value: f64,
    /// Instead of the metric's own.
    pub decay_per_s: Option<f64>,
    /// Instead of the metric's own.
    pub recovery_per_s: Option<f64>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// One value of a series. The key is the only index: the table is written far more than read.
#[derive(
    Clone, Copy, Debug, PartialEq, Insertable, Queryable, Selectable, Identifiable, Associations,
)]
#[diesel(table_name = health_samples)]
#[diesel(primary_key(parameter_id, sampled_at_us))]
#[diesel(belongs_to(HealthParameter, foreign_key = parameter_id))]
pub struct HealthSample {
    /// Of which parameter.
    pub parameter_id: i64,
    /// When: microseconds since 1970, UTC.
    pub sampled_at_us: i64,
    /// The value.
    pub value: f64,
}

/// Something that happened to the health of a part.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = health_events)]
#[diesel(belongs_to(HealthComponent, foreign_key = component_id))]
#[diesel(belongs_to(HealthMetric, foreign_key = metric_id))]
pub struct HealthEvent {
    /// The key inside the database.
    pub id: i64,
    /// To which part.
    pub component_id: i64,
    /// About which metric.
    pub metric_id: Option<i64>,
    /// What happened.
    pub kind: HealthEventKind,
    /// The value before.
    pub old_value: Option<f64>,
    /// The value after.
    pub new_value: Option<f64>,
    /// The state before.
    pub old_state: Option<HealthState>,
    /// The state after.
    pub new_state: Option<HealthState>,
    /// When: microseconds since 1970, UTC.
    pub occurred_at_us: i64,
    /// More about it, as JSON.
    pub detail: Option<String>,
}

/// A part to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = health_components)]
pub struct NewHealthComponent<'a> {
    /// Whose it is.
    pub agent_id: i64,
    /// Its name; one agent has each once.
    pub code: &'a str,
    /// For people.
    pub description: Option<&'a str>,
    /// How it is.
    pub state: HealthState,
    /// Since when.
    pub state_since: NaiveDateTime,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// A parameter to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = health_parameters)]
pub struct NewHealthParameter {
    /// Of which part.
    pub component_id: i64,
    /// Which metric.
    pub metric_id: i64,
    /// The value now, so that reading it never touches the series.
    pub value: f64,
    /// Instead of the metric's own.
    pub decay_per_s: Option<f64>,
    /// Instead of the metric's own.
    pub recovery_per_s: Option<f64>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// An event to write.
#[derive(Clone, Copy, Debug, PartialEq, Insertable)]
#[diesel(table_name = health_events)]
pub struct NewHealthEvent<'a> {
    /// To which part.
    pub component_id: i64,
    /// About which metric.
    pub metric_id: Option<i64>,
    /// What happened.
    pub kind: HealthEventKind,
    /// The value before.
    pub old_value: Option<f64>,
    /// The value after.
    pub new_value: Option<f64>,
    /// The state before.
    pub old_state: Option<HealthState>,
    /// The state after.
    pub new_state: Option<HealthState>,
    /// When: microseconds since 1970, UTC.
    pub occurred_at_us: i64,
    /// More about it, as JSON.
    pub detail: Option<&'a str>,
}

closed_set!(
    /// How well a part is.
    HealthState {
        /// As good as it gets.
        Optimal = "optimal",
        /// Well.
        Normal = "normal",
        /// Tired: recovers faster.
        Fatigued = "fatigued",
        /// Under pressure: loses faster.
        Stressed = "stressed",
        /// Working badly.
        Impaired = "impaired",
        /// Hardly working.
        Critical = "critical",
    }
);

closed_set!(
    /// What a metric measures.
    MetricKind {
        /// What work uses up.
        Energy = "energy",
        /// What focus uses up.
        Attention = "attention",
        /// How much is going on.
        CognitiveLoad = "cognitive_load",
        /// How much presses.
        Stress = "stress",
        /// How tired it is.
        Fatigue = "fatigue",
        /// How fast it recovers.
        Recovery = "recovery",
        /// How well it adjusts.
        Adaptation = "adaptation",
        /// Something else.
        Custom = "custom",
    }
);

closed_set!(
    /// What happened to the health of a part.
    HealthEventKind {
        /// A value moved by a tenth of its range or more.
        ParameterChange = "parameter_change",
        /// The state is another one; both are recorded.
        StateChange = "state_change",
        /// A bound was passed.
        ThresholdCrossed = "threshold_crossed",
        /// Recovery began.
        RecoveryStarted = "recovery_started",
        /// Recovery is over.
        RecoveryCompleted = "recovery_completed",
        /// Something else.
        Custom = "custom",
    }
);
