//! What migrations do to rows, and what their downs give back.

use crate::bed::{Ask, Bed, stories};
use crate::brain::{self, MEMORIES};

stories! {
    tags_and_vectors_move_out_and_back,
    memories_are_tightened_and_keep_what_hangs_on_them,
    samples_become_narrow_and_wide_again,
    what_a_memory_was_made_of_is_recorded,
    usage_moves_out_and_back,
    links_keep_their_rows_under_new_names,
}

/// A database with rows, at a revision.
fn at<B: Bed>(bed: &B, revision: &str) -> B::Conn {
    let mut conn = bed.connect();
    conn.up("create_llm_integration");
    brain::fill(&mut conn);
    conn.up(revision);
    conn
}

fn tags_and_vectors_move_out_and_back<B: Bed>() {
    let bed = B::new();
    let mut conn = at(&bed, "add_retrieval_indexes");
    conn.run("UPDATE memories SET valence = -0.5, arousal = 0.25 WHERE id = 1");
    conn.up("split_tags_and_embeddings");
    let tags_of = "SELECT concat_ws(' ', mt.memory_id, t.name) AS value FROM memory_tags AS mt \
                   JOIN tags AS t ON t.id = mt.tag_id ORDER BY mt.memory_id, t.name";
    let tags = ["1 alpha", "1 beta", "1 größe", "4 beta"];
    assert_eq!(conn.texts(tags_of), tags);
    assert_eq!(conn.count("tags WHERE agent_id = 1"), 3);
    let vectors = "memory_embeddings AS e JOIN llm_models AS m ON m.id = e.model_id \
                   JOIN llm_providers AS p ON p.id = m.provider_id \
                   WHERE e.dims = m.embedding_dims AND e.norm IS NULL";
    assert_eq!(conn.count(vectors), 2);
    for (memory, provider, model) in [(1, "here", "small"), (2, "unknown", "mystery")] {
        let one = format!(
            "{vectors} AND e.memory_id = {memory} AND p.code = '{provider}' AND m.name = '{model}'"
        );
        assert_eq!(conn.count(&one), 1, "{model}");
    }
    // A newer vector than the one of `small`.
    conn.run(
        "INSERT INTO memory_embeddings (memory_id, model_id, dims, vector, created_at)
         SELECT 1, id, 1, X'00000000', '2999-01-01 00:00:00' FROM llm_models WHERE name = 'mystery'",
    );

    conn.down("-1");
    assert_eq!(conn.count("memories WHERE tags IS NOT NULL"), 2);
    let has = "memories WHERE id = 1 AND tags LIKE '%\"alpha\"%' AND tags LIKE '%\"beta\"%' \
               AND tags LIKE '%größe%' AND length(embedding) = 4 AND embedding_model = 'mystery' \
               AND valence = -0.5 AND arousal = 0.25";
    assert_eq!(conn.count(has), 1);
    let other = "memories WHERE id = 2 AND tags IS NULL AND length(embedding) = 12 \
                 AND embedding_model = 'mystery' AND valence IS NULL";
    assert_eq!(conn.count(other), 1);
    // The vector that came back is of another length than the other of its model.
    conn.run("UPDATE memories SET embedding = NULL, embedding_model = NULL WHERE id = 1");
    conn.up("+1");
    assert_eq!(conn.texts(tags_of), tags);
    assert_eq!(conn.count("llm_models WHERE name = 'mystery'"), 1);
}

fn memories_are_tightened_and_keep_what_hangs_on_them<B: Bed>() {
    let bed = B::new();
    let mut conn = at(&bed, "backfill_content_digest");
    conn.up("tighten_memories");
    assert_eq!(conn.count("memories"), MEMORIES);
    for (id, importance) in [(1, 0.8), (2, 0.37), (3, 1.0), (5, 1.0)] {
        let one = format!("memories WHERE id = {id} AND abs(importance - {importance}) < 1e-12");
        assert_eq!(conn.count(&one), 1, "{id}");
    }
    children(&mut conn);
    let other_tier = "UPDATE memories SET tier = 'semantic' WHERE id = 1";
    assert!(conn.try_run(other_tier).is_err(), "the tier of a subtype");

    conn.down("-1");
    assert_eq!(conn.count("memories WHERE importance = 37 AND id = 2"), 1);
    assert_eq!(conn.count("memories WHERE importance = 100 AND id = 5"), 1);
    children(&mut conn);
    conn.up("+1");
    children(&mut conn);
    // And they go with their memory, as before.
    conn.run("DELETE FROM memories WHERE id IN (1, 3)");
    assert_eq!(conn.count("working_memories"), 0);
    assert_eq!(conn.count("memory_links"), 0);
    assert_eq!(conn.count("llm_interaction_memories"), 0);
}

fn children(conn: &mut impl Ask) {
    for (table, rows) in [
        ("working_memories WHERE activation = 0.75", 1),
        ("episodic_memories WHERE episode_id = 1", 2),
        ("semantic_memories", 1),
        ("memory_links", 2),
        ("memory_concepts", 1),
        ("memory_tags", 4),
        ("memory_embeddings", 2),
        ("llm_interaction_memories", 2),
    ] {
        assert_eq!(conn.count(table), rows, "{table}");
    }
}

fn samples_become_narrow_and_wide_again<B: Bed>() {
    let bed = B::new();
    let mut conn = at(&bed, "rebuild_health_samples");
    // 2026-01-07 10:00 in microseconds since 1970
    let ten = 1_767_780_000_000_000_i64;
    let of = |code| {
        format!(
            "(SELECT p.id FROM health_parameters AS p JOIN health_metrics AS m ON m.id = p.metric_id \
             WHERE m.code = '{code}')"
        )
    };
    assert_eq!(conn.count("health_samples"), 4);
    for (code, at, value) in [
        ("energy", ten - 1, 0.25),
        ("energy", ten, 0.75),
        ("energy", ten + 1_800_500_000, 0.125),
        ("stress", ten, 0.875),
    ] {
        let parameter = of(code);
        let one = format!(
            "health_samples WHERE parameter_id = {parameter} AND sampled_at_us = {at} AND value = {value}"
        );
        assert_eq!(conn.count(&one), 1, "{one}");
    }
    assert_eq!(conn.count("health_parameters WHERE value = 0.5"), 1);
    assert_eq!(conn.count("health_parameters WHERE value = 0.875"), 1);
    assert_eq!(conn.count("health_rollups WHERE bucket_s = 3600"), 3);
    let energy = of("energy");
    let hour = format!(
        "health_rollups WHERE parameter_id = {energy} AND bucket_start_us = {ten} AND sample_count = 2 \
         AND min_value = 0.125 AND max_value = 0.75 AND sum_value = 0.875 AND last_value = 0.125"
    );
    assert_eq!(conn.count(&hour), 1);

    conn.down("-1");
    assert_eq!(conn.count("health_samples"), 4);
    assert_eq!(conn.count("health_threshold_overrides"), 1);
    let exact = "health_samples WHERE value = 0.25 AND sampled_at = '2026-01-07 09:59:59.999999'";
    assert_eq!(conn.count(exact), 1);
    let whole = "health_samples WHERE value = 0.75 AND sampled_at = '2026-01-07 10:00:00'";
    assert_eq!(conn.count(whole), 1);
    conn.up("+1");
    assert_eq!(conn.count("health_samples"), 4);
    assert_eq!(conn.count(&hour), 1);
}

fn what_a_memory_was_made_of_is_recorded<B: Bed>() {
    let bed = B::new();
    let mut conn = at(&bed, "rebuild_health_samples");
    // Neither is a source: one is no UUID, one is a memory of another agent.
    conn.run(
        r#"UPDATE memories SET metadata = '{"consolidated_from": "yesterday"}' WHERE id = 1;
           UPDATE memories SET status = 'consolidated' WHERE id = 6;
           UPDATE memories SET metadata = '{"consolidated_from": "01900000000070008000000000000006"}' WHERE id = 2;"#,
    );
    conn.up("create_consolidation_and_context");
    let made = "consolidations AS c JOIN consolidation_sources AS s ON s.consolidation_id = c.id \
                WHERE c.target_memory_id = 3 AND c.source_tier = 'episodic' AND c.target_tier = 'semantic' \
                AND c.run_id IS NULL AND s.source_memory_id = 4 AND abs(c.score - 0.6) < 1e-12";
    assert_eq!(conn.count(made), 1);
    assert_eq!(conn.count("consolidations"), 1);
    assert_eq!(conn.count("consolidation_sources"), 1);
    conn.run("DELETE FROM memories WHERE id = 4");
    let outlived =
        "consolidation_sources WHERE source_memory_id IS NULL AND length(source_public_id) = 16";
    assert_eq!(conn.count(outlived), 1);
}

fn usage_moves_out_and_back<B: Bed>() {
    let bed = B::new();
    let mut conn = at(&bed, "split_llm_usage");
    let usage = "SELECT concat_ws(' ', interaction_id, prompt_tokens, completion_tokens, cost_micros, currency) \
                 AS value FROM llm_usage ORDER BY interaction_id";
    assert_eq!(conn.texts(usage), ["1 100 20 12346 USD", "3 7 0 1 USD"]);
    let daily = "SELECT concat_ws(' ', day, requests, failures, prompt_tokens, completion_tokens, cost_micros) \
                 AS value FROM llm_usage_daily ORDER BY day";
    assert_eq!(
        conn.texts(daily),
        ["2026-01-13 2 1 100 20 12346", "2026-01-14 1 0 7 0 1"]
    );
    conn.down("-1");
    let first = "llm_interactions WHERE id = 1 AND prompt_tokens = 100 AND completion_tokens = 20 \
                 AND abs(cost_usd - 0.012346) < 1e-12 AND raw_response = 'secret'";
    assert_eq!(conn.count(first), 1);
    let unknown = "llm_interactions WHERE id = 2 AND prompt_tokens IS NULL AND cost_usd IS NULL";
    assert_eq!(conn.count(unknown), 1);
    let below = "llm_interactions WHERE id = 3 AND cost_usd < 0.0000014";
    assert_eq!(conn.count(below), 1, "declared as lost");
    assert_eq!(conn.count("llm_messages"), 2);
    assert_eq!(conn.count("llm_interactions WHERE retry_of_id = 2"), 1);
    conn.up("+1");
    assert_eq!(conn.texts(usage), ["1 100 20 12346 USD", "3 7 0 1 USD"]);
}

fn links_keep_their_rows_under_new_names<B: Bed>() {
    let bed = B::new();
    let mut conn = at(&bed, "rename_tubules_to_memory_links");
    let link = "memory_links WHERE source_memory_id = 1 AND target_memory_id = 2 AND weight = 0.75";
    assert_eq!(conn.count(link), 1);
    conn.down("-1");
    let tubule = "tubules WHERE source_id = 1 AND target_id = 2 AND strength = 0.75";
    assert_eq!(conn.count(tubule), 1);
    conn.up("+1");
    assert_eq!(conn.count("memory_links"), 2);
}
