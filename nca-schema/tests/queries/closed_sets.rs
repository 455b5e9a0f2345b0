//! The enums have the words that the database admits.

use std::collections::BTreeMap;

use nca_schema::models::{biology, health, identity, llm, memory};

use crate::bed::{Ask as _, Bed as _, Sqlite};

const SETS: &[(&str, &[&str])] = &[
    ("agents_cognitive_state", identity::CognitiveState::WORDS),
    ("sessions_state", identity::SessionState::WORDS),
    ("memories_tier", memory::Tier::WORDS),
    ("decay_policies_tier", memory::Tier::WORDS),
    ("memories_status", memory::MemoryStatus::WORDS),
    ("memories_content_kind", memory::ContentKind::WORDS),
    ("memories_source", memory::MemorySource::WORDS),
    ("decay_policies_curve", memory::DecayCurve::WORDS),
    ("memory_links_polarity", memory::LinkPolarity::WORDS),
    ("memory_links_state", memory::LinkState::WORDS),
    ("memory_concepts_basis", memory::ConceptBasis::WORDS),
    ("health_components_state", health::HealthState::WORDS),
    ("health_metrics_kind", health::MetricKind::WORDS),
    ("health_events_kind", health::HealthEventKind::WORDS),
    ("neurotransmitters_class", biology::TransmitterClass::WORDS),
    (
        "neurotransmitters_effect",
        biology::TransmitterEffect::WORDS,
    ),
    (
        "neurotransmitter_events_kind",
        biology::TransmitterEventKind::WORDS,
    ),
    (
        "neurotransmitter_events_cause",
        biology::TransmitterCause::WORDS,
    ),
    ("llm_providers_hosting", llm::Hosting::WORDS),
    ("llm_models_kind", llm::ModelKind::WORDS),
    ("llm_interactions_kind", llm::InteractionKind::WORDS),
    ("llm_interactions_status", llm::InteractionStatus::WORDS),
    ("llm_messages_role", llm::MessageRole::WORDS),
    ("llm_interaction_memories_role", llm::MemoryRole::WORDS),
];

#[test]
fn have_the_words_of_their_checks() {
    let tables = Sqlite::new()
        .connect()
        .texts("SELECT sql AS value FROM sqlite_schema WHERE sql IS NOT NULL");
    let mut checks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for table in &tables {
        for check in table.split("CONSTRAINT ck_").skip(1) {
            let Some((name, rest)) = check.split_once(" CHECK (") else {
                continue;
            };
            let Some((_, words)) = rest.split_once(" IN ('") else {
                continue;
            };
            let words = words.split("')").next().unwrap();
            checks.insert(name, words.split("', '").collect());
        }
    }
    for (name, words) in SETS {
        let check = checks
            .get(name)
            .unwrap_or_else(|| panic!("no check `{name}`"));
        assert_eq!(check, words, "{name}");
    }
}

#[test]
fn say_what_they_expected() {
    let error = "semantik".parse::<memory::Tier>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`semantik` is not one of `working`, `episodic`, `semantic`"
    );
}
