//! How the parts of an agent are, and how they were.

use diesel::dsl::auto_type;
use diesel::prelude::*;

use crate::schema::{
    health_components, health_events, health_metrics, health_parameters, health_samples,
};

/// The last samples of a parameter, newest first. Gives
/// [`HealthSample`](crate::models::health::HealthSample).
///
/// Index: the key of `health_samples`, read backwards.
#[auto_type(no_type_alias)]
pub fn latest_samples(parameter: i64) -> _ {
    health_samples::table
        .filter(health_samples::parameter_id.eq(parameter))
        .order(health_samples::sampled_at_us.desc())
}

/// The samples of a parameter in `from_us..to_us`, oldest first.
///
/// Index: the key of `health_samples`.
#[auto_type(no_type_alias)]
pub fn samples(parameter: i64, from_us: i64, to_us: i64) -> _ {
    health_samples::table
        .filter(health_samples::parameter_id.eq(parameter))
        .filter(health_samples::sampled_at_us.ge(from_us))
        .filter(health_samples::sampled_at_us.lt(to_us))
        .order(health_samples::sampled_at_us.asc())
}

/// How an agent is now. Gives `(`[`HealthComponent`](crate::models::health::HealthComponent)`,
/// `[`HealthParameter`](crate::models::health::HealthParameter)`,
/// `[`HealthMetric`](crate::models::health::HealthMetric)`)`; the series are not touched.
///
/// Index: `uq_health_components_agent_id_code`, then `uq_health_parameters_component_id_metric_id`.
#[auto_type(no_type_alias)]
pub fn now(agent: i64) -> _ {
    let columns: (
        <health_components::table as Table>::AllColumns,
        <health_parameters::table as Table>::AllColumns,
        <health_metrics::table as Table>::AllColumns,
    ) = (
        health_components::all_columns,
        health_parameters::all_columns,
        health_metrics::all_columns,
    );
    health_components::table
        .inner_join(health_parameters::table.inner_join(health_metrics::table))
        .filter(health_components::agent_id.eq(agent))
        .order((health_components::code.asc(), health_metrics::code.asc()))
        .select(columns)
}

/// What happened to the health of a part, newest first. Gives
/// [`HealthEvent`](crate::models::health::HealthEvent).
///
/// Index: `ix_health_events_timeline`, read backwards.
#[auto_type(no_type_alias)]
pub fn events(component: i64) -> _ {
    health_events::table
        .filter(health_events::component_id.eq(component))
        .order((
            health_events::occurred_at_us.desc(),
            health_events::id.desc(),
        ))
}
