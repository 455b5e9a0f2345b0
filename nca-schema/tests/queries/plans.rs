//! Each query uses the index that its documentation names, among 60,000 memories and 600,000 samples.

use chrono::NaiveDate;
use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
#[cfg(feature = "mysql")]
use diesel::sql_types::Nullable;
use diesel::sql_types::{Text, Untyped};
use nca_migrations::Dialect;
use nca_schema::models::ContentDigest;
use nca_schema::models::llm::MemoryRole;
use nca_schema::models::memory::Tier::{Episodic, Semantic, Working};
use nca_schema::queries::{biology, graph, health, llm, memory};

use crate::bed::{Ask, Bed, stories};
use crate::volume;

stories! { each_query_uses_its_index }

/// A query's name, the indexes that it should use, and what the engine says about it.
type Plan = (&'static str, &'static [Index], Vec<String>);

/// How a table is to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Index {
    /// By this index.
    Named(&'static str),
    /// By the key of this table.
    Key(&'static str),
    /// By the index of this constraint, which on SQLite has the name of the table.
    Unique(&'static str, &'static str),
}
use Index::{Key, Named, Unique};

/// `EXPLAIN` of a query.
struct Explain<Q>(&'static str, Q);

impl<Q> Query for Explain<Q> {
    type SqlType = Untyped;
}

impl<Q> QueryId for Explain<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q, C> RunQueryDsl<C> for Explain<Q> {}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Explain<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        out.push_sql(self.0);
        self.1.walk_ast(out.reborrow())
    }
}

#[derive(QueryableByName)]
struct SqliteStep {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[cfg(feature = "postgres")]
#[derive(QueryableByName)]
struct PostgresStep {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

#[cfg(feature = "mysql")]
#[derive(QueryableByName)]
struct MysqlStep {
    #[diesel(sql_type = Nullable<Text>)]
    table: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    key: Option<String>,
}

/// A connection that says how it would run the queries.
pub(crate) trait Plans: Ask {
    fn plans(&mut self) -> Vec<Plan>;
}

macro_rules! plans {
    ($connection:ty, $explain:literal, $step:ty, $show:expr) => {
        impl Plans for $connection {
            #[expect(clippy::too_many_lines, reason = "a list")]
            fn plans(&mut self) -> Vec<Plan> {
                let mut plans: Vec<Plan> = Vec::new();
                macro_rules! plan {
                    ($name:literal, $query:expr, $index:expr) => {
                        let steps: Vec<$step> = Explain($explain, $query).load(self).unwrap();
                        plans.push(($name, $index, steps.into_iter().map($show).collect()));
                    };
                }
                let at = |day, hour| {
                    let day = NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
                    day.and_hms_opt(hour, 0, 0).unwrap()
                };
                let (from, to) = (at(20, 0), at(20, 3));
                let days = (from.date(), at(27, 0).date());
                let digest = ContentDigest::of("something");
                plan!(
                    "recent",
                    memory::recent(7, Semantic).limit(20),
                    &[Named("ix_memories_recent")]
                );
                plan!(
                    "created",
                    memory::created(7, Semantic, from, to),
                    &[Named("ix_memories_created")]
                );
                plan!(
                    "most_important",
                    memory::most_important(7, Semantic).limit(5),
                    &[Named("ix_memories_ranked")]
                );
                plan!(
                    "weakest",
                    memory::weakest(7, Episodic).limit(5),
                    &[Named("ix_memories_weakest")]
                );
                plan!(
                    "decay_due",
                    memory::decay_due(Working, to).limit(100),
                    &[Named("ix_memories_decay_due")]
                );
                plan!(
                    "expired",
                    memory::expired(at(2, 0)).limit(100),
                    &[Named("ix_memories_expiry")]
                );
                plan!(
                    "with_content",
                    memory::with_content(7, digest),
                    &[Named("ix_memories_digest")]
                );
                plan!(
                    "timeline",
                    memory::timeline(7, from, to),
                    &[Named("ix_episodic_memories_timeline"), Key("memories")]
                );
                plan!(
                    "to_episodic",
                    memory::to_episodic(7, 0.9).limit(5),
                    &[Named("ix_working_memories_promotion"), Key("memories")]
                );
                plan!(
                    "to_semantic",
                    memory::to_semantic(7, 0.9).limit(3),
                    &[Named("ix_episodic_memories_promotion"), Key("memories")]
                );
                plan!(
                    "tagged",
                    memory::tagged(7),
                    &[Named("ix_memory_tags_by_tag")]
                );
                plan!(
                    "links_out",
                    graph::links_out(7),
                    &[Key("memory_links"), Key("memories")]
                );
                plan!(
                    "links_in",
                    graph::links_in(7, "causes"),
                    &[Named("ix_memory_links_incoming"), Key("memories")]
                );
                plan!(
                    "about",
                    graph::about(7).limit(10),
                    &[Named("ix_memory_concepts_by_concept"), Key("memories")]
                );
                plan!(
                    "made_from",
                    graph::made_from(9),
                    &[
                        Named("ix_consolidations_target"),
                        Key("consolidation_sources")
                    ]
                );
                plan!(
                    "became",
                    graph::became(9),
                    &[
                        Named("ix_consolidation_sources_by_source"),
                        Key("consolidations")
                    ]
                );
                plan!("spread", graph::spread(7, 3), &[Key("memory_links")]);
                plan!(
                    "latest_samples",
                    health::latest_samples(7).limit(1),
                    &[Key("health_samples")]
                );
                plan!(
                    "samples",
                    health::samples(7, 0, 50_000_000),
                    &[Key("health_samples")]
                );
                plan!(
                    "now",
                    health::now(7),
                    &[
                        Unique("uq_health_components_agent_id_code", "health_components"),
                        Unique(
                            "uq_health_parameters_component_id_metric_id",
                            "health_parameters"
                        ),
                    ]
                );
                plan!(
                    "health events",
                    health::events(7).limit(10),
                    &[Named("ix_health_events_timeline")]
                );
                plan!(
                    "levels",
                    biology::levels(7),
                    &[Unique(
                        "uq_neurotransmitter_states_agent_id_transmitter_code",
                        "neurotransmitter_states"
                    ),]
                );
                plan!(
                    "events",
                    biology::events(7, 0, 500),
                    &[Key("neurotransmitter_events")]
                );
                plan!("open", llm::open(to), &[Named("ix_llm_interactions_open")]);
                plan!(
                    "requests",
                    llm::requests(7, at(10, 0), at(10, 3)),
                    &[Named("ix_llm_interactions_agent_time")]
                );
                plan!(
                    "that_used",
                    llm::that_used(7, MemoryRole::Injected),
                    &[Named("ix_llm_interaction_memories_by_memory")]
                );
                plan!(
                    "usage",
                    llm::usage(7, days.0, days.1),
                    &[Key("llm_usage_daily")]
                );
                plans
            }
        }
    };
}
plans!(
    SqliteConnection,
    "EXPLAIN QUERY PLAN ",
    SqliteStep,
    |step| step.detail
);
#[cfg(feature = "postgres")]
plans!(PgConnection, "EXPLAIN ", PostgresStep, |step| step.line);
#[cfg(feature = "mysql")]
plans!(MysqlConnection, "EXPLAIN ", MysqlStep, |step| format!(
    "{} by {}",
    step.table.unwrap_or_default(),
    step.key.unwrap_or_default()
));

fn each_query_uses_its_index<B: Bed<Conn: Plans>>() {
    let bed = B::new();
    let mut conn = bed.connect();
    for statement in volume::statements(B::DIALECT) {
        conn.run(&statement);
    }
    let mut missed = Vec::new();
    for (name, indexes, steps) in conn.plans() {
        for index in indexes {
            if !steps.iter().any(|step| uses(B::DIALECT, step, *index)) {
                missed.push(format!("{name}: {index:?}\n  {}", steps.join("\n  ")));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

fn uses(dialect: Dialect, step: &str, index: Index) -> bool {
    match (dialect, index) {
        (Dialect::Sqlite, Named(name)) => {
            names(step, &format!("INDEX {name}")) && step.starts_with("SEARCH")
        }
        (Dialect::Sqlite, Unique(_, table)) => step.starts_with(&format!(
            "SEARCH {table} USING INDEX sqlite_autoindex_{table}_"
        )),
        // A recursion reads the table under a short name.
        (Dialect::Sqlite, Key(table)) => {
            let table = if step.starts_with("SEARCH l ") {
                "l"
            } else {
                table
            };
            step.starts_with(&format!("SEARCH {table} ")) && step.contains("PRIMARY KEY")
        }
        (Dialect::Postgres, Named(name) | Unique(name, _)) => {
            names(step, name) && step.contains("Index")
        }
        // It begins with the key, and PostgreSQL thinks that it costs the same.
        (Dialect::Postgres, Key("memories")) => {
            names(step, "memories_pkey") || names(step, "uq_memories_id_tier_agent_id")
        }
        (Dialect::Postgres, Key(table)) => names(step, &format!("{table}_pkey")),
        (_, Named(name) | Unique(name, _)) => step.ends_with(&format!(" by {name}")),
        (_, Key(table)) => {
            let short = table == "memory_links" && step == "l by PRIMARY";
            short || step == format!("{table} by PRIMARY")
        }
    }
}

/// Whether the text has the name, and not as the start of a longer one.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let next = text[at + name.len()..].chars().next();
        next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
    })
}

/// The tests of the tests: an index that is not there is missed.
#[test]
fn a_scan_is_not_an_index() {
    let scan = "SCAN memories USING INDEX ix_memories_recent";
    assert!(!uses(Dialect::Sqlite, scan, Named("ix_memories_recent")));
    assert!(!names("using ix_memories_recent_2", "ix_memories_recent"));
    assert!(!uses(Dialect::Mysql, "memories by ", Key("memories")));
}
