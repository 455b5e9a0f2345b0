//! The engines take and refuse the same rows, but for what is listed.

use nca_migrations::Dialect;
use nca_migrations::backend::Engine as _;

use crate::bed::{Ask, Bed, stories};

stories! {
    the_same_rows_are_taken_and_refused,
    what_differs_is_known,
    an_agent_takes_everything_with_it,
    the_audit_log_is_only_added_to,
}

/// What the probes refer to. Ids are left to the database where a probe leaves them.
const BASE: &str = "
INSERT INTO agents (id, public_id, name) VALUES
  (101, X'00000000000000000000000000000a01', 'ada'), (102, X'00000000000000000000000000000a02', 'bob');
INSERT INTO sessions (id, public_id, agent_id, external_ref) VALUES
  (101, X'00000000000000000000000000000b01', 101, 'x');
INSERT INTO memories (id, public_id, agent_id, tier, content, content_sha256, source, decay_policy_id)
  SELECT 101, X'01900000000070008000000000000001', 101, 'working', 'a',
    X'0000000000000000000000000000000000000000000000000000000000000000', 'system', min(id) FROM decay_policies;
INSERT INTO memories (id, public_id, agent_id, tier, content, content_sha256, source, decay_policy_id)
  SELECT 102, X'01900000000070008000000000000002', 101, 'episodic', 'a',
    X'0000000000000000000000000000000000000000000000000000000000000000', 'system', min(id) FROM decay_policies;
INSERT INTO memories (id, public_id, agent_id, tier, content, content_sha256, source, decay_policy_id)
  SELECT 103, X'01900000000070008000000000000003', 101, 'semantic', 'a',
    X'0000000000000000000000000000000000000000000000000000000000000000', 'system', min(id) FROM decay_policies;
INSERT INTO working_memories (memory_id, agent_id) VALUES (101, 101);
INSERT INTO concepts (id, public_id, agent_id, name, name_key) VALUES
  (101, X'00000000000000000000000000000c01', 101, 'A', 'a'), (102, X'00000000000000000000000000000c02', 101, 'B', 'b');
INSERT INTO tags (id, agent_id, name) VALUES (101, 101, 'tag');
INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code) VALUES (101, 102, 'precedes');
INSERT INTO llm_providers (id, code, display_name, hosting) VALUES (101, 'here', 'Here', 'local');
INSERT INTO llm_models (id, provider_id, name, kind, embedding_dims) VALUES (101, 101, 'small', 'embedding', 2);
INSERT INTO llm_models (id, provider_id, name, kind) VALUES (102, 101, 'talk', 'chat');
INSERT INTO llm_interactions (id, public_id, agent_id, model_id, kind) VALUES
  (101, X'00000000000000000000000000000d01', 101, 102, 'chat'), (102, X'00000000000000000000000000000d02', 101, 102, 'chat');
INSERT INTO health_components (id, agent_id, code) VALUES (101, 101, 'memory');
INSERT INTO health_parameters (id, component_id, metric_id, value) SELECT 101, 101, min(id), 0.5 FROM health_metrics;
INSERT INTO health_samples (parameter_id, sampled_at_us, value) VALUES (101, 1, 0.5);
INSERT INTO neurotransmitter_states (id, agent_id, transmitter_code, level, tonic_level)
  VALUES (101, 101, 'dopamine', 0.6, 0.5);
INSERT INTO plasticity_rules (id, code, kind, learning_rate) VALUES (101, 'plain', 'hebbian', 0.1);
INSERT INTO context_slots (session_id, slot_no, memory_id, relevance, reason) VALUES (101, 0, 101, 0.5, 'recency');
INSERT INTO consolidations (id, agent_id, target_memory_id, source_tier, target_tier, strategy, score)
  VALUES (101, 101, 103, 'episodic', 'semantic', 'manual', 0.5);
";

const TAKEN: &[&str] = &[
    // Upper and lower case differ in every key.
    "INSERT INTO agents (public_id, name) VALUES (X'00000000000000000000000000000a03', 'Ada')",
    "INSERT INTO tags (agent_id, name) VALUES (101, 'Tag')",
    "INSERT INTO tags (agent_id, name) VALUES (101, 'größe')",
    "INSERT INTO tags (agent_id, name) VALUES (102, 'tag')",
    "INSERT INTO llm_models (provider_id, name, kind) VALUES (101, 'größer', 'chat')",
    // A NULL is not equal to another in a unique key.
    "INSERT INTO sessions (public_id, agent_id) VALUES (X'00000000000000000000000000000b02', 101)",
    "INSERT INTO sessions (public_id, agent_id) VALUES (X'00000000000000000000000000000b03', 101)",
    "UPDATE memories SET importance = 0.0, strength = 1.0, valence = -1.0, arousal = 1.0 WHERE id = 101",
    r#"UPDATE memories SET metadata = '{"a": [1, null]}' WHERE id = 101"#,
    "UPDATE memory_links SET temporal_distance_s = -1.5",
    "INSERT INTO memory_embeddings (memory_id, model_id, dims, vector, norm) VALUES (101, 101, 2, X'0000803f00000040', 2.25)",
    "INSERT INTO memory_embeddings (memory_id, model_id, dims, encoding, vector) VALUES (102, 101, 2, 'i8', X'0001')",
    "INSERT INTO llm_usage (interaction_id, prompt_tokens, cached_tokens) VALUES (101, 5, 5)",
    "UPDATE llm_usage SET currency = 'äöü'",
    "INSERT INTO context_slots (session_id, slot_no, memory_id, relevance, reason) VALUES (101, 127, 102, 1.0, 'pinned')",
    "INSERT INTO health_samples (parameter_id, sampled_at_us, value) VALUES (101, 9223372036854775807, -1.0)",
    "INSERT INTO consolidation_sources (consolidation_id, source_public_id, source_memory_id, contribution) VALUES (101, X'01900000000070008000000000000002', 102, 1.0)",
    "DELETE FROM memories WHERE id = 102",
];

const REFUSED: &[&str] = &[
    // Scores are numbers between two bounds: what is no number is refused with what is too large.
    "UPDATE memories SET strength = 1.5 WHERE id = 101",
    "UPDATE memories SET strength = -0.1 WHERE id = 101",
    "UPDATE memories SET strength = 'abc' WHERE id = 101",
    "UPDATE memories SET strength = 'NaN' WHERE id = 101",
    "UPDATE memories SET importance = 80 WHERE id = 101",
    "UPDATE memories SET valence = -1.1 WHERE id = 101",
    "UPDATE memories SET access_count = -1 WHERE id = 101",
    "UPDATE memories SET access_count = 'many' WHERE id = 101",
    "UPDATE health_parameters SET value = 'NaN'",
    "UPDATE health_parameters SET value = 'Infinity'",
    "UPDATE health_parameters SET value = 'abc'",
    "UPDATE health_samples SET value = 'NaN'",
    "UPDATE memory_links SET temporal_distance_s = 'NaN'",
    "UPDATE health_metrics SET max_value = 'Infinity'",
    "UPDATE neurotransmitters SET baseline = 2.0",
    "INSERT INTO health_samples (parameter_id, sampled_at_us, value) VALUES (101, -1, 0.5)",
    "INSERT INTO health_samples (parameter_id, sampled_at_us, value) VALUES (101, 'now', 0.5)",
    "INSERT INTO health_samples (parameter_id, sampled_at_us, value) VALUES (101, 1, 0.75)",
    "INSERT INTO health_samples (parameter_id, sampled_at_us, value) VALUES (999, 2, 0.75)",
    // Ids and digests have one length.
    "INSERT INTO agents (public_id, name) VALUES (X'0a', 'short')",
    "INSERT INTO agents (public_id, name) VALUES (X'0000000000000000000000000000000a04', 'long')",
    "UPDATE memories SET content_sha256 = X'0000' WHERE id = 101",
    "UPDATE memories SET content_sha256 = NULL WHERE id = 101",
    "INSERT INTO agents (public_id, name) VALUES (X'00000000000000000000000000000a01', 'again')",
    "INSERT INTO agents (public_id, name) VALUES (X'00000000000000000000000000000a05', 'bob')",
    "INSERT INTO sessions (public_id, agent_id, external_ref) VALUES (X'00000000000000000000000000000b04', 101, 'x')",
    "INSERT INTO tags (agent_id, name) VALUES (101, 'tag')",
    // Words of a closed set, as they are written.
    "UPDATE agents SET cognitive_state = 'asleep'",
    "UPDATE agents SET cognitive_state = 'IDLE'",
    "UPDATE memories SET status = 'Active' WHERE id = 101",
    "INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code) VALUES (102, 101, 'PRECEDES')",
    "INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code) VALUES (102, 101, 'unheard_of')",
    "INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code) VALUES (101, 101, 'causes')",
    "INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code) VALUES (101, 999, 'causes')",
    "INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code) VALUES (101, 102, 'precedes')",
    // A tier's row is of a memory of this tier and agent, and stays so.
    "INSERT INTO working_memories (memory_id, agent_id) VALUES (102, 101)",
    "INSERT INTO episodic_memories (memory_id, agent_id, occurred_at) VALUES (102, 102, '2026-01-05 09:30:00')",
    "INSERT INTO semantic_memories (memory_id, tier, agent_id) VALUES (102, 'episodic', 101)",
    "INSERT INTO semantic_memories (memory_id, agent_id) VALUES (101, 101)",
    "UPDATE memories SET tier = 'episodic' WHERE id = 101",
    "UPDATE memories SET agent_id = 102 WHERE id = 101",
    // Made of something above, or of another agent's.
    "INSERT INTO consolidations (agent_id, target_memory_id, source_tier, target_tier, strategy, score) VALUES (101, 102, 'semantic', 'episodic', 'manual', 0.5)",
    "INSERT INTO consolidations (agent_id, target_memory_id, source_tier, target_tier, strategy, score) VALUES (102, 103, 'episodic', 'semantic', 'manual', 0.5)",
    // Text and time.
    "UPDATE memories SET content = '' WHERE id = 101",
    "UPDATE memories SET metadata = '{' WHERE id = 101",
    "UPDATE sessions SET closed_at = '2000-01-01 00:00:00'",
    "INSERT INTO health_events (component_id, kind, occurred_at_us) VALUES (101, 'state_change', 1)",
    // Truth values are two.
    "UPDATE memories SET is_pinned = 2 WHERE id = 101",
    "UPDATE decay_policies SET is_default = NULL",
    "UPDATE decay_policies SET floor_strength = 0.5, forget_below = 0.25",
    // Money, tokens, vectors.
    "UPDATE llm_interactions SET status = 'failed' WHERE id = 101",
    "INSERT INTO llm_usage (interaction_id, prompt_tokens, cached_tokens) VALUES (102, 5, 6)",
    "INSERT INTO llm_usage (interaction_id, cost_micros) VALUES (102, -1)",
    "INSERT INTO llm_usage (interaction_id, currency) VALUES (102, 'EURO')",
    "INSERT INTO llm_usage (interaction_id, currency) VALUES (102, 'EU')",
    "INSERT INTO llm_usage_daily (agent_id, model_id, day, prompt_tokens) VALUES (101, 102, '2026-01-05', -1)",
    "INSERT INTO llm_usage_daily (agent_id, model_id, day, requests, failures) VALUES (101, 102, '2026-01-05', 1, 2)",
    "INSERT INTO llm_models (provider_id, name, kind, embedding_dims) VALUES (101, 'm', 'chat', 2)",
    "INSERT INTO llm_models (provider_id, name, kind) VALUES (101, 'm', 'embedding')",
    "INSERT INTO memory_embeddings (memory_id, model_id, dims, vector) VALUES (103, 101, 2, X'00000000')",
    "INSERT INTO memory_embeddings (memory_id, model_id, dims, encoding, vector) VALUES (103, 101, 2, 'f64', X'00000000')",
    "INSERT INTO context_slots (session_id, slot_no, memory_id, relevance, reason) VALUES (101, 128, 103, 1.0, 'pinned')",
    "INSERT INTO context_slots (session_id, slot_no, memory_id, relevance, reason) VALUES (101, 5, 101, 1.0, 'pinned')",
    "INSERT INTO context_slots (session_id, slot_no, memory_id, relevance, reason) VALUES (101, 0, 103, 1.0, 'pinned')",
    "UPDATE plasticity_rules SET min_weight = 1.0",
    "INSERT INTO weight_changes (source_memory_id, target_memory_id, relation_code, delta, weight_after, occurred_at_us) VALUES ('a', 1, 'causes', 0.1, 0.1, 1)",
    // What is in use is not taken away.
    "DELETE FROM relation_types WHERE code = 'precedes'",
    "DELETE FROM decay_policies",
    "DELETE FROM llm_models WHERE id = 102",
    "DELETE FROM llm_providers",
    "DELETE FROM neurotransmitters WHERE code = 'dopamine'",
];

fn at_head<B: Bed>(bed: &B) -> B::Conn {
    let mut conn = bed.connect();
    conn.up("head");
    conn.run(BASE);
    conn
}

fn the_same_rows_are_taken_and_refused<B: Bed>() {
    let bed = B::new();
    let mut conn = at_head(&bed);
    let taken: Vec<_> = (REFUSED.iter())
        .filter(|probe| conn.try_run(probe).is_ok())
        .collect();
    assert!(taken.is_empty(), "to be refused: {taken:#?}");
    for probe in TAKEN {
        conn.run(probe);
    }
    // What a memory was made of is known when that is gone.
    assert_eq!(
        conn.count("consolidation_sources WHERE source_memory_id IS NULL"),
        1
    );
    assert_eq!(conn.count("memory_links"), 0);
}

/// SQLite has no lengths of text and no type for time; MySQL and MariaDB fill text with spaces before they
/// compare it (<https://dev.mysql.com/doc/refman/8.4/en/charset-binary-collations.html>), and the two have
/// no collation in common that does not.
fn what_differs_is_known<B: Bed>() {
    let bed = B::new();
    let mut conn = at_head(&bed);
    let long = format!(
        "UPDATE agents SET name = '{}' WHERE id = 101",
        "x".repeat(121)
    );
    for (probe, takes) in [
        (&*long, Dialect::Sqlite),
        (
            "UPDATE sessions SET last_active_at = 'the day before'",
            Dialect::Sqlite,
        ),
        (
            "UPDATE agents SET cognitive_state = 'idle '",
            Dialect::Mysql,
        ),
    ] {
        assert_eq!(
            conn.try_run(probe).is_ok(),
            takes == B::Conn::DIALECT,
            "{probe}"
        );
    }
}

fn an_agent_takes_everything_with_it<B: Bed>() {
    let bed = B::new();
    let mut conn = at_head(&bed);
    conn.run("DELETE FROM agents");
    for table in [
        "sessions",
        "memories",
        "working_memories",
        "memory_links",
        "concepts",
        "tags",
        "consolidations",
        "context_slots",
        "health_components",
        "health_parameters",
        "health_samples",
        "neurotransmitter_states",
        "llm_interactions",
    ] {
        assert_eq!(conn.count(table), 0, "{table}");
    }
    assert_eq!(conn.count("llm_models"), 2);
}

fn the_audit_log_is_only_added_to<B: Bed>() {
    let bed = B::new();
    let mut conn = at_head(&bed);
    conn.run(
        "INSERT INTO audit_log (actor, action, subject_table, subject_id, outcome) \
         VALUES ('me', 'forget', 'memories', '1', 'ok')",
    );
    let mut changes = vec![
        "UPDATE audit_log SET actor = 'you'",
        "DELETE FROM audit_log",
    ];
    if B::Conn::DIALECT == Dialect::Postgres {
        changes.push("TRUNCATE audit_log");
    }
    for change in changes {
        let error = conn.try_run(change).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
    assert_eq!(conn.count("audit_log WHERE actor = 'me'"), 1);
    let overview = "memory_overview WHERE agent_name = 'ada' AND memory_id = 101 AND links_out = 1";
    assert_eq!(conn.count(overview), 1);
}
