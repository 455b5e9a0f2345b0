//! What happened: Iris helps Noor with a garden.

use crate::models::llm::InteractionStatus::{self, Failed, Succeeded};
use crate::models::memory::MemorySource::{self, Conversation, Inference, Observation, Reflection};
use crate::models::memory::Tier::{self, Episodic, Semantic, Working};

pub(super) const AGENT: &str = "iris";
pub(super) const ABOUT: &str = "helps Noor with her garden";

/// When the story is told, in seconds since 1970: 30 March 2026, 18:00.
pub(super) const NOW_S: i64 = 1_774_893_600;

/// The sessions: what the caller calls them, and hours ago.
pub(super) const SESSIONS: [(&str, i64); 2] = [("garden-plan", 52), ("frost-warning", 1)];

pub(super) struct Recollection {
    pub(super) tier: Tier,
    pub(super) content: &'static str,
    pub(super) source: MemorySource,
    pub(super) importance: f64,
    pub(super) strength: f64,
    /// How pleasant and how exciting, where it is either.
    pub(super) affect: Option<(f64, f64)>,
    pub(super) accesses: i64,
    pub(super) minutes_ago: i64,
    pub(super) concepts: &'static [&'static str],
}

const fn recollection(
    tier: Tier,
    source: MemorySource,
    content: &'static str,
    (importance, strength): (f64, f64),
    affect: Option<(f64, f64)>,
    (accesses, minutes_ago): (i64, i64),
    concepts: &'static [&'static str],
) -> Recollection {
    Recollection {
        tier,
        content,
        source,
        importance,
        strength,
        affect,
        accesses,
        minutes_ago,
        concepts,
    }
}

#[rustfmt::skip]
pub(super) const MEMORIES: &[Recollection] = &[
    recollection(Working, Observation, "tonight falls to -2 °C", (0.9, 0.97), Some((-0.4, 0.8)), (3, 2), &["frost"]),
    recollection(Working, Conversation, "the fleece is in the shed", (0.7, 0.9), None, (1, 9), &["frost"]),
    recollection(Working, Inference, "cover the seedlings before nine", (0.8, 0.95), Some((-0.1, 0.6)), (2, 4), &["frost", "tomato"]),
    recollection(Episodic, Conversation, "Noor sowed 24 tomatoes, variety Matina", (0.6, 0.82), Some((0.6, 0.3)), (5, 3120), &["tomato"]),
    recollection(Episodic, Observation, "the first seedlings came up", (0.65, 0.74), Some((0.8, 0.5)), (4, 2890), &["tomato"]),
    recollection(Episodic, Conversation, "a late frost took the beans last spring", (0.85, 0.61), Some((-0.7, 0.7)), (7, 1500), &["frost", "bean"]),
    recollection(Episodic, Conversation, "Noor laughed about the snail fence", (0.3, 0.44), Some((0.9, 0.4)), (1, 1440), &["snail"]),
    recollection(Episodic, Observation, "the weather service warned of ground frost", (0.75, 0.9), Some((-0.3, 0.6)), (2, 62), &["frost"]),
    recollection(Semantic, Inference, "tomatoes die below 0 °C", (0.95, 0.99), None, (14, 20160), &["tomato", "frost"]),
    recollection(Semantic, Conversation, "Noor's garden faces north-east", (0.7, 0.93), None, (9, 30240), &["garden"]),
    recollection(Semantic, Inference, "fleece holds off about 3 °C", (0.8, 0.88), None, (6, 15840), &["frost"]),
    recollection(Semantic, Reflection, "I warn too late rather than too early", (0.6, 0.7), Some((-0.2, 0.2)), (3, 8640), &["self"]),
];

/// Links: from and to as places in [`MEMORIES`], the relation, the weight.
#[rustfmt::skip]
pub(super) const LINKS: &[(usize, usize, &str, f64)] = &[
    (0, 2, "causes", 0.92), (1, 2, "related_to", 0.71), (7, 0, "precedes", 0.95), (8, 2, "causes", 0.88),
    (10, 2, "related_to", 0.66), (3, 4, "precedes", 0.81), (5, 8, "elaborates", 0.58), (5, 11, "causes", 0.47),
    (9, 0, "related_to", 0.4), (2, 3, "related_to", 0.77),
];

/// A part, its state, and for each metric the value now and where it was an hour ago.
type Part = (
    &'static str,
    &'static str,
    &'static [(&'static str, f64, f64)],
);

#[rustfmt::skip]
pub(super) const HEALTH: &[Part] = &[
    ("memory", "normal", &[("energy", 0.71, 0.94), ("cognitive_load", 0.46, 0.22)]),
    ("reasoning", "stressed", &[("attention", 0.83, 0.41), ("energy", 0.55, 0.9), ("stress", 0.81, 0.12)]),
];

/// A substance, its level now, and what moved it: by how much, why, minutes ago.
type Level = (&'static str, f64, &'static [(f64, &'static str, i64)]);

#[rustfmt::skip]
pub(super) const LEVELS: &[Level] = &[
    ("acetylcholine", 0.58, &[(0.15, "novelty", 60), (0.05, "goal", 8)]),
    ("cortisol", 0.43, &[(0.25, "threat", 58)]),
    ("dopamine", 0.62, &[(0.2, "reward", 2890), (0.1, "goal", 3)]),
    ("norepinephrine", 0.66, &[(0.3, "threat", 59), (0.1, "health", 20)]),
    ("serotonin", 0.47, &[(-0.05, "health", 30)]),
];

pub(super) struct Call {
    pub(super) status: InteractionStatus,
    pub(super) minutes_ago: i64,
    pub(super) latency_ms: i32,
    pub(super) tokens: (i32, i32),
    pub(super) cost_micros: i64,
    pub(super) said: (&'static str, &'static str),
    /// The memories that were in the prompt, as places in [`MEMORIES`].
    pub(super) injected: &'static [usize],
}

#[rustfmt::skip]
pub(super) const CALLS: &[Call] = &[
    Call { status: Succeeded, minutes_ago: 3120, latency_ms: 840, tokens: (412, 96), cost_micros: 1_310,
        said: ("I sowed the tomatoes today, 24 of them.", "Lovely! Matina is early; I'll remember the date."), injected: &[9] },
    Call { status: Succeeded, minutes_ago: 1440, latency_ms: 1_120, tokens: (655, 141), cost_micros: 2_040,
        said: ("The snails just walk over my fence.", "They were promised copper, and got string."), injected: &[9, 3] },
    Call { status: Failed, minutes_ago: 61, latency_ms: 30_000, tokens: (0, 0), cost_micros: 0,
        said: ("Is it going to freeze?", ""), injected: &[] },
    Call { status: Succeeded, minutes_ago: 60, latency_ms: 970, tokens: (903, 118), cost_micros: 2_490,
        said: ("Is it going to freeze?", "Yes: -2 °C tonight. The seedlings need cover."), injected: &[7, 8, 5] },
    Call { status: Succeeded, minutes_ago: 3, latency_ms: 610, tokens: (1_020, 74), cost_micros: 2_150,
        said: ("Where is the fleece?", "In the shed. Before nine, please!"), injected: &[0, 1, 2, 10] },
];

/// The model that answers.
pub(super) const MODEL: (&str, &str, &str) = ("local", "On this machine", "garden-7b");
