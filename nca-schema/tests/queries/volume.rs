//! 60,000 memories and 600,000 health samples, made in the database by a few statements.

use nca_migrations::Dialect;

/// The statements; the tables that matter are analysed at the end.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(crate) fn statements(dialect: Dialect) -> Vec<String> {
    let bytes = |n: u8, of: &str| match dialect {
        Dialect::Sqlite => format!("CAST(printf('%0{n}d', {of}) AS BLOB)"),
        Dialect::Postgres => format!("CAST(lpad(CAST({of} AS text), {n}, '0') AS bytea)"),
        _ => format!("CAST(LPAD({of}, {n}, '0') AS BINARY)"),
    };
    let minutes = |of: &str| match dialect {
        Dialect::Sqlite => format!("datetime('2026-01-01', '+' || ({of}) || ' minutes')"),
        Dialect::Postgres => format!("TIMESTAMP '2026-01-01' + ({of}) * INTERVAL '1 minute'"),
        _ => format!("TIMESTAMP('2026-01-01') + INTERVAL ({of}) MINUTE"),
    };
    let day = |of: &str| match dialect {
        Dialect::Sqlite => format!("date('2026-01-01', '+' || ({of}) || ' days')"),
        Dialect::Postgres => format!("DATE '2026-01-01' + CAST({of} AS integer)"),
        _ => format!("DATE('2026-01-01') + INTERVAL ({of}) DAY"),
    };
    let (id, digest) = (bytes(16, "i"), bytes(32, "i % 59000"));
    let (at, on) = (minutes("i"), day("(i - 1) / 200 % 365"));
    let on = if dialect == Dialect::Mysql {
        on.replace("/ 200", "DIV 200")
    } else {
        on
    };
    let digits = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 \
                   UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
    let mut all = vec![
        "CREATE TABLE numbers (i INTEGER NOT NULL PRIMARY KEY)".to_owned(),
        format!(
            "INSERT INTO numbers SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS i \
               FROM {digits} a, {digits} b, {digits} c, {digits} e, {digits} f ORDER BY i"
        ),
        format!(
            "INSERT INTO agents (id, public_id, name) SELECT i, {id}, i FROM numbers WHERE i <= 2000"
        ),
        format!(
            "INSERT INTO memories (id, public_id, agent_id, tier, content, content_sha256, source, importance, \
               strength, status, decay_policy_id, last_accessed_at, decayed_at, expires_at, created_at) \
             SELECT i, {id}, 1 + i % 20, \
                    CASE WHEN i / 20 % 20 < 1 THEN 'working' WHEN i / 20 % 20 < 7 THEN 'episodic' ELSE 'semantic' END, \
                    'something to remember', {digest}, 'observation', (i % 1000) / 1000.0, (i % 997) / 997.0, \
                    CASE WHEN i % 13 = 0 THEN 'archived' ELSE 'active' END, 1, \
                    {at}, {at}, CASE WHEN i % 50 = 0 THEN {at} END, {at} \
               FROM numbers WHERE i <= 60000"
        ),
        "INSERT INTO working_memories (memory_id, agent_id, activation, promote_candidate) \
         SELECT id, agent_id, strength, importance > 0.9 FROM memories WHERE tier = 'working'"
            .to_owned(),
        "INSERT INTO episodic_memories (memory_id, agent_id, occurred_at, promotion_score) \
         SELECT id, agent_id, created_at, importance FROM memories WHERE tier = 'episodic'"
            .to_owned(),
    ];
    for (step, relation) in [(7, "causes"), (11, "precedes"), (13, "related_to")] {
        all.push(format!(
            "INSERT INTO memory_links (source_memory_id, target_memory_id, relation_code, weight) \
             SELECT i, 1 + (i * {step} + 1) % 60000, '{relation}', (i % 89) / 89.0 FROM numbers \
              WHERE i <= 50000 AND i <> 1 + (i * {step} + 1) % 60000"
        ));
    }
    all.extend([
        format!(
            "INSERT INTO concepts (id, public_id, agent_id, name, name_key) \
             SELECT i, {id}, 1 + i % 20, i, i FROM numbers WHERE i <= 2000"
        ),
        "INSERT INTO memory_concepts (memory_id, concept_id, weight) \
         SELECT i, 1 + i % 2000, (i % 97) / 97.0 FROM numbers WHERE i <= 60000"
            .to_owned(),
        "INSERT INTO tags (id, agent_id, name) SELECT i, 1 + i % 20, i FROM numbers WHERE i <= 500".to_owned(),
        "INSERT INTO memory_tags (memory_id, tag_id) SELECT i, 1 + i % 500 FROM numbers WHERE i <= 60000".to_owned(),
        "INSERT INTO consolidations (id, agent_id, target_memory_id, source_tier, target_tier, strategy, score) \
         SELECT id, agent_id, id, 'episodic', 'semantic', 'frequency', 0.5 FROM memories \
          WHERE tier = 'semantic' AND id % 3 = 0"
            .to_owned(),
        format!(
            "INSERT INTO consolidation_sources (consolidation_id, source_public_id, source_memory_id, contribution) \
             SELECT c.id, {}, c.id - 1, 0.5 FROM consolidations c",
            bytes(16, "c.id")
        ),
        "INSERT INTO health_components (id, agent_id, code) SELECT i, 1 + i % 2000, i FROM numbers WHERE i <= 10000"
            .to_owned(),
        "INSERT INTO health_parameters (id, component_id, metric_id, value) \
         SELECT i, i, m.id, 0.5 FROM numbers, \
                (SELECT id FROM health_metrics ORDER BY id LIMIT 1) m WHERE i <= 10000"
            .to_owned(),
        // 100 series with 6,000 samples each.
        "INSERT INTO health_samples (parameter_id, sampled_at_us, value) \
         SELECT p.i, n.i * 5000000, 0.5 FROM numbers p, numbers n WHERE p.i <= 100 AND n.i <= 6000"
            .replace("n.i * 5000000", "n.i * CAST(5000000 AS ##)")
            .replace("##", if dialect == Dialect::Mysql { "SIGNED" } else { "BIGINT" }),
        "INSERT INTO health_events (id, component_id, kind, occurred_at_us) \
         SELECT i, 1 + i % 200, 'custom', i FROM numbers WHERE i <= 20000"
            .to_owned(),
        "INSERT INTO neurotransmitter_states (id, agent_id, transmitter_code, level, tonic_level) \
         SELECT i, i, 'dopamine', 0.5, 0.5 FROM numbers WHERE i <= 2000"
            .to_owned(),
        "INSERT INTO neurotransmitter_events (state_id, occurred_at_us, kind, amount, level_after, cause) \
         SELECT 1 + i % 20, i, 'release', 0.1, 0.5, 'goal' FROM numbers WHERE i <= 60000"
            .to_owned(),
        "INSERT INTO llm_providers (id, code, display_name, hosting) VALUES (1, 'p', 'P', 'local')".to_owned(),
        "INSERT INTO llm_models (id, provider_id, name, kind) VALUES (1, 1, 'm', 'chat')".to_owned(),
        format!(
            "INSERT INTO llm_interactions (id, public_id, agent_id, model_id, kind, status, requested_at) \
             SELECT i, {id}, 1 + i % 20, 1, 'chat', CASE WHEN i % 200 = 0 THEN 'pending' ELSE 'succeeded' END, {at} \
               FROM numbers WHERE i <= 20000"
        ),
        "INSERT INTO llm_interaction_memories (interaction_id, memory_id, role) \
         SELECT 1 + i % 20000, i, 'injected' FROM numbers WHERE i <= 60000"
            .to_owned(),
        format!(
            "INSERT INTO llm_usage_daily (agent_id, model_id, day) SELECT 1 + i % 200, 1, {on} FROM numbers WHERE i <= 73000"
        ),
    ]);
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => all.push("ANALYZE".to_owned()),
        _ => all.push(
            "ANALYZE TABLE memories, working_memories, episodic_memories, memory_links, memory_concepts, \
             memory_tags, consolidations, consolidation_sources, health_components, health_parameters, \
             health_samples, health_events, neurotransmitter_states, neurotransmitter_events, \
             llm_interactions, llm_interaction_memories, llm_usage_daily"
                .to_owned(),
        ),
    }
    all
}
