//! Each query, over the demo's brain: what it finds, and that the engines agree to the last byte.

use std::fmt::Debug;

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use nca_schema::models::biology::{Neurotransmitter, NeurotransmitterEvent, NeurotransmitterState};
use nca_schema::models::health::{
    HealthComponent, HealthEvent, HealthMetric, HealthParameter, HealthSample,
};
use nca_schema::models::llm::{LlmInteraction, LlmUsageDay, MemoryRole};
use nca_schema::models::memory::{
    EpisodicMemory, Memory, MemoryConcept, MemoryLink, Tier, WorkingMemory,
};
use nca_schema::models::{ContentDigest, PublicId, micros};
use nca_schema::queries::graph::Reached;
use nca_schema::queries::llm::UsageTotals;
use nca_schema::queries::{biology, graph, health, llm, memory};
use nca_schema::{demo, schema};

use crate::bed::{Ask, Bed, Sqlite, for_each_connection, stories};

stories! { each_query_finds_what_it_should, all_engines_answer_alike }

/// What a query was asked, in short what it found, and that in full.
type Answer = (&'static str, Vec<String>, String);

/// A connection that has been asked everything.
pub(crate) trait Answers: Ask {
    fn answers(&mut self) -> Vec<Answer>;
}

fn answer<T: Debug>(name: &'static str, rows: &[T], short: impl Fn(&T) -> String) -> Answer {
    (name, rows.iter().map(short).collect(), format!("{rows:#?}"))
}

/// The first word that is not the same in all of them.
fn word(memory: &Memory) -> String {
    memory
        .content
        .split(' ')
        .take(2)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the demo leaves empty: labels, a consolidation, an event, an expiry.
const MORE: &str = "\
    INSERT INTO tags (id, agent_id, name) VALUES (1, 1, 'urgent'), (2, 1, 'plants');
    INSERT INTO memory_tags (memory_id, tag_id) VALUES (3, 1), (1, 1), (4, 2);
    INSERT INTO consolidations (id, agent_id, target_memory_id, source_tier, target_tier, strategy, score)
      VALUES (1, 1, 9, 'episodic', 'semantic', 'clustering', 0.9);
    INSERT INTO consolidation_sources (consolidation_id, source_public_id, source_memory_id, contribution)
      SELECT 1, public_id, id, CASE id WHEN 4 THEN 0.25 ELSE 0.125 END FROM memories WHERE id IN (4, 6);
    INSERT INTO health_events (id, component_id, kind, old_state, new_state, occurred_at_us)
      VALUES (1, 2, 'state_change', 'normal', 'stressed', 1000), (2, 2, 'recovery_started', NULL, NULL, 2000);
    UPDATE llm_interactions SET status = 'pending' WHERE id = 5;";

macro_rules! answers {
    ($connection:ty) => {
        impl Answers for $connection {
            #[expect(clippy::too_many_lines, reason = "a list")]
            fn answers(&mut self) -> Vec<Answer> {
                let (_, brain) = demo::brain(self).unwrap();
                for statement in MORE.split_inclusive(';') {
                    self.run(statement);
                }
                let (agent, now) = (brain.agent.id, brain.agent.updated_at);
                let ago = |minutes| now - TimeDelta::minutes(minutes);
                let day = now.date();
                let tomatoes = ContentDigest::of("tomatoes die below 0 °C");
                let concept = schema::concepts::table.filter(schema::concepts::name.eq("tomato"));
                let concept: i64 = concept.select(schema::concepts::id).first(self).unwrap();
                let recent: Vec<Memory> = memory::recent(agent, Tier::Working).load(self).unwrap();
                let created: Vec<Memory> =
                    memory::created(agent, Tier::Episodic, ago(3000), ago(1440))
                        .load(self)
                        .unwrap();
                let important: Vec<Memory> = memory::most_important(agent, Tier::Semantic)
                    .limit(2)
                    .load(self)
                    .unwrap();
                let weakest: Vec<Memory> = memory::weakest(agent, Tier::Episodic)
                    .limit(2)
                    .load(self)
                    .unwrap();
                let due: Vec<Memory> = memory::decay_due(Tier::Episodic, ago(1440))
                    .load(self)
                    .unwrap();
                let expired: Vec<Memory> = memory::expired(ago(3) + TimeDelta::hours(1))
                    .load(self)
                    .unwrap();
                let same: Vec<Memory> = memory::with_content(agent, tomatoes).load(self).unwrap();
                let timeline: Vec<(EpisodicMemory, Memory)> =
                    memory::timeline(agent, ago(1500), ago(0))
                        .load(self)
                        .unwrap();
                let episodic: Vec<(WorkingMemory, Memory)> =
                    memory::to_episodic(agent, 0.5).load(self).unwrap();
                let semantic: Vec<(EpisodicMemory, Memory)> =
                    memory::to_semantic(agent, 0.75).load(self).unwrap();
                let tagged: Vec<i64> = memory::tagged(1).load(self).unwrap();
                let out: Vec<(MemoryLink, Memory)> = graph::links_out(6).load(self).unwrap();
                let into: Vec<(MemoryLink, Memory)> =
                    graph::links_in(3, "causes").load(self).unwrap();
                let about: Vec<(MemoryConcept, Memory)> = graph::about(concept).load(self).unwrap();
                let made: Vec<(PublicId, Option<i64>, f64)> =
                    graph::made_from(9).load(self).unwrap();
                let became: Vec<i64> = graph::became(6).load(self).unwrap();
                let reached: Vec<Reached> = graph::spread(1, 3).load(self).unwrap();
                let latest: Vec<HealthSample> =
                    health::latest_samples(1).limit(3).load(self).unwrap();
                let samples: Vec<HealthSample> =
                    health::samples(2, micros(ago(10)), micros(ago(7)))
                        .load(self)
                        .unwrap();
                let parts: Vec<(HealthComponent, HealthParameter, HealthMetric)> =
                    health::now(agent).load(self).unwrap();
                let happened: Vec<HealthEvent> = health::events(2).load(self).unwrap();
                let levels: Vec<(NeurotransmitterState, Neurotransmitter)> =
                    biology::levels(agent).load(self).unwrap();
                let moved: Vec<NeurotransmitterEvent> =
                    biology::events(4, micros(ago(60)), micros(ago(20)))
                        .load(self)
                        .unwrap();
                let open: Vec<LlmInteraction> = llm::open(ago(0)).load(self).unwrap();
                let calls: Vec<LlmInteraction> =
                    llm::requests(agent, ago(61), ago(3)).load(self).unwrap();
                let used: Vec<i64> = llm::that_used(9, MemoryRole::Injected).load(self).unwrap();
                let usage: Vec<LlmUsageDay> = llm::usage(agent, day, day).load(self).unwrap();
                let totals: UsageTotals = brain.usage.iter().collect();
                vec![
                    answer("recent", &recent, word),
                    answer("created", &created, word),
                    answer("most_important", &important, word),
                    answer("weakest", &weakest, word),
                    answer("decay_due", &due, word),
                    answer("expired", &expired, word),
                    answer("with_content", &same, word),
                    answer("timeline", &timeline, |(_, memory)| word(memory)),
                    answer("to_episodic", &episodic, |(_, memory)| word(memory)),
                    answer("to_semantic", &semantic, |(_, memory)| word(memory)),
                    answer("tagged", &tagged, i64::to_string),
                    answer("links_out", &out, |(link, to)| {
                        format!("{} {}", link.relation_code, word(to))
                    }),
                    answer("links_in", &into, |(_, from)| word(from)),
                    answer("about", &about, |(_, memory)| word(memory)),
                    answer("made_from", &made, |(_, id, _)| format!("{id:?}")),
                    answer("became", &became, i64::to_string),
                    answer("spread", &reached, |to| {
                        format!("{} in {}", to.memory_id, to.hops)
                    }),
                    answer("latest_samples", &latest, |sample| {
                        at(sample.sampled_at_us, now)
                    }),
                    answer("samples", &samples, |sample| at(sample.sampled_at_us, now)),
                    answer("now", &parts, |(part, _, of)| {
                        format!("{} {}", part.code, of.code)
                    }),
                    answer("health events", &happened, |event| event.kind.to_string()),
                    answer("levels", &levels, |(state, _)| {
                        state.transmitter_code.clone()
                    }),
                    answer("events", &moved, |event| event.cause.to_string()),
                    answer("open", &open, |call| call.id.to_string()),
                    answer("requests", &calls, |call| call.status.to_string()),
                    answer("that_used", &used, i64::to_string),
                    answer("usage", &usage, |day| day.requests.to_string()),
                    answer("totals", &[totals], |totals| totals.cost_micros.to_string()),
                ]
            }
        }
    };
}
for_each_connection!(answers);

/// How many minutes before `now`.
fn at(us: i64, now: NaiveDateTime) -> String {
    let at = DateTime::from_timestamp_micros(us).unwrap().naive_utc();
    format!("-{}", (now - at).num_minutes())
}

const EXPECTED: &[(&str, &[&str])] = &[
    ("recent", &["tonight falls", "cover the", "the fleece"]),
    ("created", &["the first", "a late"]),
    ("most_important", &["tomatoes die", "fleece holds"]),
    ("weakest", &["Noor laughed", "a late"]),
    ("decay_due", &["Noor sowed", "the first", "a late"]),
    ("expired", &["the fleece", "cover the"]),
    ("with_content", &["tomatoes die"]),
    ("timeline", &["a late", "Noor laughed", "the weather"]),
    ("to_episodic", &["tonight falls", "cover the"]),
    ("to_semantic", &["a late", "the weather"]),
    ("tagged", &["1", "3"]),
    ("links_out", &["elaborates tomatoes die", "causes I warn"]),
    ("links_in", &["tonight falls", "tomatoes die"]),
    (
        "about",
        &["tomatoes die", "cover the", "the first", "Noor sowed"],
    ),
    ("made_from", &["Some(4)", "Some(6)"]),
    ("became", &["9"]),
    ("spread", &["3 in 1", "4 in 2", "5 in 3"]),
    ("latest_samples", &["-0", "-1", "-2"]),
    ("samples", &["-10", "-9", "-8"]),
    (
        "now",
        &[
            "memory cognitive_load",
            "memory energy",
            "reasoning attention",
            "reasoning energy",
            "reasoning stress",
        ],
    ),
    ("health events", &["recovery_started", "state_change"]),
    (
        "levels",
        &[
            "acetylcholine",
            "cortisol",
            "dopamine",
            "norepinephrine",
            "serotonin",
        ],
    ),
    ("events", &["threat"]),
    ("open", &["5"]),
    ("requests", &["failed", "succeeded"]),
    ("that_used", &["4"]),
    ("usage", &["3"]),
    ("totals", &["7990"]),
];

fn each_query_finds_what_it_should<B: Bed<Conn: Answers>>() {
    let bed = B::new();
    let answers = bed.connect().answers();
    assert_eq!(answers.len(), EXPECTED.len());
    for ((name, short, _), (expected_name, expected)) in answers.iter().zip(EXPECTED) {
        assert_eq!(name, expected_name);
        assert_eq!(short, expected, "{name}");
    }
}

fn all_engines_answer_alike<B: Bed<Conn: Answers>>() {
    let bed = B::new();
    for ((name, _, full), (_, _, reference)) in bed
        .connect()
        .answers()
        .iter()
        .zip(Sqlite::new().connect().answers())
    {
        assert_eq!(*full, reference, "{name}");
    }
}
