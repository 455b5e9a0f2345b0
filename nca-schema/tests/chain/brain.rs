//! Rows for a database at `create_llm_integration`, where every table of the first version is: a small
//! brain with what later migrations have to be careful with.

use crate::bed::Ask;

/// How many memories there are.
pub(crate) const MEMORIES: i64 = 204;

pub(crate) fn fill(conn: &mut impl Ask) {
    conn.run(IDENTITY);
    conn.run(MEMORY);
    conn.run(&many());
    conn.run(GRAPH);
    conn.run(HEALTH);
    conn.run(CHEMISTRY);
    conn.run(LLM);
}

const IDENTITY: &str = "
INSERT INTO agents (id, public_id, name) VALUES
  (1, X'00000000000000000000000000000a01', 'ada'), (2, X'00000000000000000000000000000a02', 'bob');
INSERT INTO sessions (id, public_id, agent_id) VALUES (1, X'00000000000000000000000000000b01', 1);
INSERT INTO episodes (id, public_id, agent_id, session_id, started_at) VALUES
  (1, X'00000000000000000000000000000e01', 1, 1, '2026-01-05 09:30:00');
";

/// 1 has tags that are the same but for letters and spaces, and a vector of a model that is known; 2 an
/// empty list and a vector of one that is not; 3 was made of 4.
const MEMORY: &str = r#"
INSERT INTO memories (id, public_id, agent_id, origin_session_id, tier, content, source, importance,
  strength, access_count, status, decay_policy_id, tags, embedding, embedding_model, metadata) VALUES
  (1, X'01900000000070008000000000000001', 1, 1, 'working', 'abc', 'conversation', 80, 0.9, 3, 'active',
    (SELECT id FROM decay_policies WHERE code = 'working_default'),
    '["Alpha", " beta ", "alpha", "", "größe"]', X'0000803f00000040', 'small', NULL),
  (2, X'01900000000070008000000000000002', 1, 1, 'episodic', 'Größe', 'observation', 37, 0.5, 0, 'active',
    (SELECT id FROM decay_policies WHERE code = 'episodic_default'),
    '[]', X'0000803f0000004000004040', 'mystery', '{"mood": "calm"}'),
  (3, X'01900000000070008000000000000003', 1, NULL, 'semantic', 'made of 4', 'reflection', 100, 1.0, 9,
    'active', (SELECT id FROM decay_policies WHERE code = 'semantic_default'), NULL, NULL, NULL,
    '{"consolidated_from": "01900000-0000-7000-8000-000000000004"}'),
  (4, X'01900000000070008000000000000004', 1, 1, 'episodic', 'gone into 3', 'conversation', 60, 0.2, 4,
    'consolidated', (SELECT id FROM decay_policies WHERE code = 'episodic_default'),
    '["beta"]', NULL, NULL, NULL);
INSERT INTO working_memories (memory_id, agent_id, activation) VALUES (1, 1, 0.75);
INSERT INTO episodic_memories (memory_id, agent_id, episode_id, occurred_at) VALUES
  (2, 1, 1, '2026-01-05 09:31:00'), (4, 1, 1, '2026-01-05 09:32:00');
INSERT INTO semantic_memories (memory_id, agent_id) VALUES (3, 1);
"#;

/// Enough that one row out of range, the first, is less than 1 in 100.
fn many() -> String {
    let row = |n: i64| {
        let importance = if n == 5 { 150 } else { n % 101 };
        format!(
            "({n}, X'019000000000700080000000{n:08x}', 2, 'episodic', 'note {n}', 'system', {importance}, \
             (SELECT min(id) FROM decay_policies))"
        )
    };
    let rows: Vec<String> = (5..=MEMORIES).map(row).collect();
    format!(
        "INSERT INTO memories (id, public_id, agent_id, tier, content, source, importance, decay_policy_id) \
         VALUES {};",
        rows.join(", ")
    )
}

const GRAPH: &str = "
INSERT INTO tubules (source_id, target_id, relation_code, strength) VALUES
  (1, 2, 'precedes', 0.75), (3, 4, 'elaborates', 0.5);
INSERT INTO concepts (id, public_id, agent_id, name, name_key) VALUES
  (1, X'00000000000000000000000000000c01', 1, 'A', 'a'), (2, X'00000000000000000000000000000c02', 1, 'B', 'b');
INSERT INTO concept_edges (source_concept_id, target_concept_id, relation_code) VALUES (1, 2, 'is_a');
INSERT INTO memory_concepts (memory_id, concept_id) VALUES (3, 1);
";

/// Energy has a parameter, stress has none; two samples are of one time, and two hours are touched.
const HEALTH: &str = "
INSERT INTO health_components (id, agent_id, code) VALUES (1, 1, 'memory');
INSERT INTO health_parameters (component_id, metric_id, value)
  SELECT 1, id, 0.5 FROM health_metrics WHERE code = 'energy';
INSERT INTO health_thresholds (metric_id, severity, direction, bound)
  SELECT id, 'critical', 'below', 0.1 FROM health_metrics WHERE code = 'energy';
INSERT INTO health_threshold_overrides (parameter_id, severity, direction, bound)
  SELECT id, 'critical', 'below', 0.2 FROM health_parameters;
INSERT INTO health_events (component_id, kind, occurred_at_us) VALUES (1, 'custom', 1);
INSERT INTO health_samples (component_id, metric_id, sampled_at, value)
  SELECT 1, id, '2026-01-07 09:59:59.999999', 0.25 FROM health_metrics WHERE code = 'energy';
INSERT INTO health_samples (component_id, metric_id, sampled_at, value)
  SELECT 1, id, '2026-01-07 10:00:00', 0.5 FROM health_metrics WHERE code = 'energy';
INSERT INTO health_samples (component_id, metric_id, sampled_at, value)
  SELECT 1, id, '2026-01-07 10:00:00', 0.75 FROM health_metrics WHERE code = 'energy';
INSERT INTO health_samples (component_id, metric_id, sampled_at, value)
  SELECT 1, id, '2026-01-07 10:30:00.5', 0.125 FROM health_metrics WHERE code = 'energy';
INSERT INTO health_samples (component_id, metric_id, sampled_at, value)
  SELECT 1, id, '2026-01-07 10:00:00', 0.875 FROM health_metrics WHERE code = 'stress';
";

const CHEMISTRY: &str = "
INSERT INTO neurotransmitter_states (id, agent_id, transmitter_code, level, tonic_level)
  VALUES (1, 1, 'dopamine', 0.6, 0.5);
INSERT INTO neurotransmitter_events (state_id, occurred_at_us, kind, amount, level_after, cause)
  VALUES (1, 1, 'release', 0.1, 0.6, 'reward');
INSERT INTO modulation_rules (transmitter_code, target, curve, gain) VALUES ('dopamine', 'attention', 'linear', 1.0);
INSERT INTO plasticity_rules (id, code, kind, learning_rate) VALUES (1, 'plain', 'hebbian', 0.1);
INSERT INTO weight_changes (source_memory_id, target_memory_id, relation_code, rule_id, delta, weight_after,
  occurred_at_us) VALUES (1, 2, 'precedes', 1, 0.25, 0.75, 1);
";

/// 1 and 2 are of one day and model; 2 failed and cost nothing that is known; 3 retried it, the day after.
const LLM: &str = "
INSERT INTO llm_providers (code, display_name, hosting) VALUES ('here', 'Here', 'local');
INSERT INTO llm_models (provider_id, name, kind, embedding_dims) SELECT id, 'small', 'embedding', 2 FROM llm_providers;
INSERT INTO llm_models (provider_id, name, kind) SELECT id, 'talk', 'chat' FROM llm_providers;
INSERT INTO prompt_templates (id, code, version, body, body_sha256)
  VALUES (1, 'greet', 1, 'Hello', X'0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO prompt_variables (template_id, name) VALUES (1, 'name');
INSERT INTO llm_interactions (id, public_id, agent_id, session_id, model_id, template_id, kind, status,
  requested_at, raw_response, prompt_tokens, completion_tokens, cost_usd)
  SELECT 1, X'00000000000000000000000000000d01', 1, 1, id, 1, 'chat', 'succeeded', '2026-01-13 23:59:59.5',
    'secret', 100, 20, 0.0123456 FROM llm_models WHERE name = 'talk';
INSERT INTO llm_interactions (id, public_id, agent_id, model_id, kind, status, error_code, requested_at)
  SELECT 2, X'00000000000000000000000000000d02', 1, id, 'chat', 'failed', 'timeout', '2026-01-13 12:00:00'
    FROM llm_models WHERE name = 'talk';
INSERT INTO llm_interactions (id, public_id, agent_id, model_id, retry_of_id, kind, status, requested_at,
  prompt_tokens, cost_usd)
  SELECT 3, X'00000000000000000000000000000d03', 1, id, 2, 'chat', 'succeeded', '2026-01-14 00:00:00',
    7, 0.0000014 FROM llm_models WHERE name = 'talk';
INSERT INTO llm_messages (interaction_id, seq, role, content) VALUES (1, 0, 'user', 'hello'), (3, 0, 'user', 'again');
INSERT INTO llm_interaction_memories (interaction_id, memory_id, role) VALUES (1, 1, 'injected'), (1, 3, 'created');
";
