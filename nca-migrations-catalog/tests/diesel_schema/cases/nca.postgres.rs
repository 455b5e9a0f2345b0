// @generated automatically by Diesel CLI.

diesel::table! {
    agents (id) {
        id -> Int8,
        public_id -> Bytea,
        #[max_length = 120]
        name -> Varchar,
        description -> Nullable<Text>,
        #[max_length = 16]
        cognitive_state -> Varchar,
        archived_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    audit_log (id) {
        id -> Int8,
        occurred_at -> Timestamp,
        #[max_length = 120]
        actor -> Varchar,
        #[max_length = 40]
        action -> Varchar,
        #[max_length = 80]
        subject_table -> Varchar,
        #[max_length = 80]
        subject_id -> Varchar,
        #[max_length = 80]
        request_id -> Nullable<Varchar>,
        #[max_length = 16]
        outcome -> Varchar,
        before_state -> Nullable<Text>,
        after_state -> Nullable<Text>,
    }
}

diesel::table! {
    concept_edges (source_concept_id, target_concept_id, relation_code) {
        source_concept_id -> Int8,
        target_concept_id -> Int8,
        #[max_length = 40]
        relation_code -> Varchar,
        weight -> Float8,
        evidence_count -> Int4,
        activation_count -> Int8,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    concepts (id) {
        id -> Int8,
        public_id -> Bytea,
        agent_id -> Int8,
        #[max_length = 200]
        name -> Varchar,
        #[max_length = 200]
        name_key -> Varchar,
        description -> Nullable<Text>,
        confidence -> Float8,
        activation -> Float8,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    consolidation_runs (id) {
        id -> Int8,
        agent_id -> Int8,
        #[max_length = 24]
        kind -> Varchar,
        #[max_length = 16]
        phase -> Nullable<Varchar>,
        #[max_length = 16]
        status -> Varchar,
        priority -> Int2,
        temperature -> Nullable<Float8>,
        scheduled_for -> Timestamp,
        started_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
        considered -> Int4,
        promoted -> Int4,
        merged -> Int4,
        forgotten -> Int4,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    consolidation_sources (consolidation_id, source_public_id) {
        consolidation_id -> Int8,
        source_public_id -> Bytea,
        source_memory_id -> Nullable<Int8>,
        contribution -> Float8,
        created_at -> Timestamp,
    }
}

diesel::table! {
    consolidations (id) {
        id -> Int8,
        run_id -> Nullable<Int8>,
        agent_id -> Int8,
        target_memory_id -> Int8,
        #[max_length = 16]
        source_tier -> Varchar,
        #[max_length = 16]
        target_tier -> Varchar,
        #[max_length = 24]
        strategy -> Varchar,
        score -> Float8,
        created_at -> Timestamp,
    }
}

diesel::table! {
    context_slots (session_id, slot_no) {
        session_id -> Int8,
        slot_no -> Int2,
        memory_id -> Int8,
        relevance -> Float8,
        #[max_length = 16]
        reason -> Varchar,
        token_count -> Int4,
        added_at -> Timestamp,
    }
}

diesel::table! {
    decay_policies (id) {
        id -> Int8,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        tier -> Varchar,
        #[max_length = 16]
        curve -> Varchar,
        rate -> Float8,
        unit_seconds -> Int4,
        floor_strength -> Float8,
        forget_below -> Float8,
        importance_weight -> Float8,
        access_weight -> Float8,
        access_boost -> Float8,
        base_ttl_seconds -> Nullable<Int8>,
        capacity -> Nullable<Int4>,
        is_default -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    episodes (id) {
        id -> Int8,
        public_id -> Bytea,
        agent_id -> Int8,
        session_id -> Nullable<Int8>,
        #[max_length = 255]
        title -> Nullable<Varchar>,
        summary -> Nullable<Text>,
        started_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    episodic_memories (memory_id) {
        memory_id -> Int8,
        #[max_length = 16]
        tier -> Varchar,
        agent_id -> Int8,
        episode_id -> Nullable<Int8>,
        sequence_no -> Int4,
        occurred_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        #[max_length = 255]
        place -> Nullable<Varchar>,
        vividness -> Float8,
        consolidation_level -> Float8,
        promotion_score -> Float8,
        last_consolidated_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    health_components (id) {
        id -> Int8,
        agent_id -> Int8,
        #[max_length = 80]
        code -> Varchar,
        description -> Nullable<Text>,
        #[max_length = 16]
        state -> Varchar,
        state_since -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    health_events (id) {
        id -> Int8,
        component_id -> Int8,
        metric_id -> Nullable<Int8>,
        #[max_length = 24]
        kind -> Varchar,
        old_value -> Nullable<Float8>,
        new_value -> Nullable<Float8>,
        #[max_length = 16]
        old_state -> Nullable<Varchar>,
        #[max_length = 16]
        new_state -> Nullable<Varchar>,
        occurred_at_us -> Int8,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    health_metrics (id) {
        id -> Int8,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        kind -> Varchar,
        #[max_length = 24]
        unit -> Varchar,
        min_value -> Float8,
        max_value -> Float8,
        optimal_value -> Float8,
        decay_per_s -> Float8,
        recovery_per_s -> Float8,
        description -> Nullable<Text>,
    }
}

diesel::table! {
    health_parameters (id) {
        id -> Int8,
        component_id -> Int8,
        metric_id -> Int8,
        value -> Float8,
        decay_per_s -> Nullable<Float8>,
        recovery_per_s -> Nullable<Float8>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    health_rollups (parameter_id, bucket_s, bucket_start_us) {
        parameter_id -> Int8,
        bucket_s -> Int4,
        bucket_start_us -> Int8,
        sample_count -> Int4,
        min_value -> Float8,
        max_value -> Float8,
        sum_value -> Float8,
        last_value -> Float8,
    }
}

diesel::table! {
    health_samples (parameter_id, sampled_at_us) {
        parameter_id -> Int8,
        sampled_at_us -> Int8,
        value -> Float8,
    }
}

diesel::table! {
    health_threshold_overrides (parameter_id, severity, direction) {
        parameter_id -> Int8,
        #[max_length = 16]
        severity -> Varchar,
        #[max_length = 16]
        direction -> Varchar,
        bound -> Float8,
        hysteresis -> Float8,
        is_enabled -> Bool,
    }
}

diesel::table! {
    health_thresholds (metric_id, severity, direction) {
        metric_id -> Int8,
        #[max_length = 16]
        severity -> Varchar,
        #[max_length = 16]
        direction -> Varchar,
        bound -> Float8,
        hysteresis -> Float8,
        is_enabled -> Bool,
    }
}

diesel::table! {
    llm_interaction_memories (interaction_id, memory_id, role) {
        interaction_id -> Int8,
        memory_id -> Int8,
        #[max_length = 16]
        role -> Varchar,
        rank_no -> Int4,
        relevance -> Nullable<Float8>,
        token_count -> Int4,
    }
}

diesel::table! {
    llm_interactions (id) {
        id -> Int8,
        public_id -> Bytea,
        agent_id -> Int8,
        session_id -> Nullable<Int8>,
        model_id -> Int8,
        template_id -> Nullable<Int8>,
        retry_of_id -> Nullable<Int8>,
        #[max_length = 16]
        kind -> Varchar,
        #[max_length = 16]
        status -> Varchar,
        temperature -> Nullable<Float8>,
        top_p -> Nullable<Float8>,
        max_tokens -> Nullable<Int4>,
        #[max_length = 24]
        finish_reason -> Nullable<Varchar>,
        #[max_length = 80]
        error_code -> Nullable<Varchar>,
        latency_ms -> Nullable<Int4>,
        requested_at -> Timestamp,
        completed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    llm_messages (interaction_id, seq) {
        interaction_id -> Int8,
        seq -> Int4,
        #[max_length = 16]
        role -> Varchar,
        content -> Text,
        token_count -> Nullable<Int4>,
    }
}

diesel::table! {
    llm_model_prices (model_id, effective_from) {
        model_id -> Int8,
        effective_from -> Timestamp,
        #[max_length = 3]
        currency -> Varchar,
        input_micros_per_mtok -> Int8,
        output_micros_per_mtok -> Int8,
        cached_micros_per_mtok -> Nullable<Int8>,
    }
}

diesel::table! {
    llm_models (id) {
        id -> Int8,
        provider_id -> Int8,
        #[max_length = 120]
        name -> Varchar,
        #[max_length = 16]
        kind -> Varchar,
        context_window -> Nullable<Int4>,
        max_output_tokens -> Nullable<Int4>,
        embedding_dims -> Nullable<Int4>,
        retired_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    llm_providers (id) {
        id -> Int8,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 120]
        display_name -> Varchar,
        #[max_length = 16]
        hosting -> Varchar,
        #[max_length = 255]
        base_url -> Nullable<Varchar>,
        #[max_length = 255]
        credential_ref -> Nullable<Varchar>,
        timeout_ms -> Int4,
        max_retries -> Int2,
        requests_per_minute -> Nullable<Int4>,
        is_enabled -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    llm_usage (interaction_id) {
        interaction_id -> Int8,
        prompt_tokens -> Int4,
        cached_tokens -> Int4,
        completion_tokens -> Int4,
        cost_micros -> Int8,
        #[max_length = 3]
        currency -> Varchar,
    }
}

diesel::table! {
    llm_usage_daily (agent_id, day, model_id) {
        agent_id -> Int8,
        model_id -> Int8,
        day -> Date,
        requests -> Int4,
        failures -> Int4,
        prompt_tokens -> Int8,
        completion_tokens -> Int8,
        cost_micros -> Int8,
    }
}

diesel::table! {
    memories (id) {
        id -> Int8,
        public_id -> Bytea,
        agent_id -> Int8,
        origin_session_id -> Nullable<Int8>,
        #[max_length = 16]
        tier -> Varchar,
        #[max_length = 16]
        content_kind -> Varchar,
        content -> Text,
        summary -> Nullable<Text>,
        #[max_length = 16]
        language -> Nullable<Varchar>,
        #[max_length = 16]
        source -> Varchar,
        importance -> Float8,
        strength -> Float8,
        confidence -> Float8,
        access_count -> Int8,
        #[max_length = 16]
        status -> Varchar,
        is_pinned -> Bool,
        decay_policy_id -> Int8,
        metadata -> Nullable<Text>,
        row_version -> Int4,
        last_accessed_at -> Timestamp,
        decayed_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        valence -> Nullable<Float8>,
        arousal -> Nullable<Float8>,
        content_sha256 -> Bytea,
    }
}

diesel::table! {
    memory_concepts (memory_id, concept_id) {
        memory_id -> Int8,
        concept_id -> Int8,
        #[max_length = 16]
        basis -> Varchar,
        weight -> Float8,
        activation_count -> Int8,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memory_embeddings (memory_id, model_id) {
        memory_id -> Int8,
        model_id -> Int8,
        dims -> Int4,
        #[max_length = 16]
        encoding -> Varchar,
        vector -> Bytea,
        norm -> Nullable<Float8>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memory_events (id) {
        id -> Int8,
        agent_id -> Int8,
        memory_public_id -> Bytea,
        #[max_length = 16]
        kind -> Varchar,
        occurred_at_us -> Int8,
        strength_before -> Nullable<Float8>,
        strength_after -> Nullable<Float8>,
        latency_us -> Nullable<Int8>,
        #[max_length = 120]
        actor -> Nullable<Varchar>,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    memory_links (source_memory_id, target_memory_id, relation_code) {
        source_memory_id -> Int8,
        target_memory_id -> Int8,
        #[max_length = 40]
        relation_code -> Varchar,
        weight -> Float8,
        #[max_length = 16]
        polarity -> Varchar,
        #[max_length = 16]
        state -> Varchar,
        decay_per_hour -> Float8,
        temporal_distance_s -> Nullable<Float8>,
        activation_count -> Int8,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    memory_tags (memory_id, tag_id) {
        memory_id -> Int8,
        tag_id -> Int8,
        created_at -> Timestamp,
    }
}

diesel::table! {
    modulation_rules (id) {
        id -> Int8,
        #[max_length = 40]
        transmitter_code -> Varchar,
        #[max_length = 24]
        target -> Varchar,
        #[max_length = 16]
        curve -> Varchar,
        gain -> Float8,
        midpoint -> Float8,
        steepness -> Float8,
        is_enabled -> Bool,
    }
}

diesel::table! {
    neurotransmitter_events (state_id, occurred_at_us, seq) {
        state_id -> Int8,
        occurred_at_us -> Int8,
        seq -> Int2,
        #[max_length = 16]
        kind -> Varchar,
        amount -> Float8,
        level_after -> Float8,
        #[max_length = 16]
        cause -> Varchar,
        cause_public_id -> Nullable<Bytea>,
    }
}

diesel::table! {
    neurotransmitter_states (id) {
        id -> Int8,
        agent_id -> Int8,
        #[max_length = 40]
        transmitter_code -> Varchar,
        level -> Float8,
        tonic_level -> Float8,
        receptor_sensitivity -> Float8,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    neurotransmitters (code) {
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        class -> Varchar,
        #[max_length = 16]
        effect -> Varchar,
        baseline -> Float8,
        half_life_s -> Float8,
        reuptake_per_s -> Float8,
        description -> Nullable<Text>,
    }
}

diesel::table! {
    plasticity_rules (id) {
        id -> Int8,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        kind -> Varchar,
        learning_rate -> Float8,
        potentiation_gain -> Float8,
        depression_gain -> Float8,
        window_ms -> Nullable<Float8>,
        min_weight -> Float8,
        max_weight -> Float8,
        is_enabled -> Bool,
    }
}

diesel::table! {
    prompt_templates (id) {
        id -> Int8,
        #[max_length = 80]
        code -> Varchar,
        version -> Int4,
        #[max_length = 16]
        format -> Varchar,
        body -> Text,
        body_sha256 -> Bytea,
        #[max_length = 16]
        status -> Varchar,
        created_at -> Timestamp,
    }
}

diesel::table! {
    prompt_variables (template_id, name) {
        template_id -> Int8,
        #[max_length = 80]
        name -> Varchar,
        is_required -> Bool,
        default_value -> Nullable<Text>,
    }
}

diesel::table! {
    relation_types (code) {
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        applies_to -> Varchar,
        is_symmetric -> Bool,
        #[max_length = 40]
        inverse_code -> Nullable<Varchar>,
        description -> Nullable<Text>,
    }
}

diesel::table! {
    semantic_memories (memory_id) {
        memory_id -> Int8,
        #[max_length = 16]
        tier -> Varchar,
        agent_id -> Int8,
        factuality -> Float8,
        abstraction -> Float8,
        stability -> Float8,
        reinforcement_count -> Int4,
        last_reinforced_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Int8,
        public_id -> Bytea,
        agent_id -> Int8,
        #[max_length = 255]
        external_ref -> Nullable<Varchar>,
        #[max_length = 16]
        state -> Varchar,
        token_budget -> Int4,
        started_at -> Timestamp,
        last_active_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    tags (id) {
        id -> Int8,
        agent_id -> Int8,
        #[max_length = 100]
        name -> Varchar,
        description -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    weight_changes (id) {
        id -> Int8,
        source_memory_id -> Int8,
        target_memory_id -> Int8,
        #[max_length = 40]
        relation_code -> Varchar,
        rule_id -> Nullable<Int8>,
        delta -> Float8,
        weight_after -> Float8,
        occurred_at_us -> Int8,
    }
}

diesel::table! {
    working_memories (memory_id) {
        memory_id -> Int8,
        #[max_length = 16]
        tier -> Varchar,
        agent_id -> Int8,
        activation -> Float8,
        attention_weight -> Float8,
        priority -> Int2,
        rehearsal_count -> Int4,
        extend_on_access -> Bool,
        promote_candidate -> Bool,
    }
}

diesel::joinable!(concept_edges -> relation_types (relation_code));
diesel::joinable!(concepts -> agents (agent_id));
diesel::joinable!(consolidation_runs -> agents (agent_id));
diesel::joinable!(consolidation_sources -> consolidations (consolidation_id));
diesel::joinable!(consolidation_sources -> memories (source_memory_id));
diesel::joinable!(consolidations -> consolidation_runs (run_id));
diesel::joinable!(context_slots -> memories (memory_id));
diesel::joinable!(context_slots -> sessions (session_id));
diesel::joinable!(episodes -> agents (agent_id));
diesel::joinable!(episodes -> sessions (session_id));
diesel::joinable!(episodic_memories -> episodes (episode_id));
diesel::joinable!(health_components -> agents (agent_id));
diesel::joinable!(health_events -> health_components (component_id));
diesel::joinable!(health_events -> health_metrics (metric_id));
diesel::joinable!(health_parameters -> health_components (component_id));
diesel::joinable!(health_parameters -> health_metrics (metric_id));
diesel::joinable!(health_rollups -> health_parameters (parameter_id));
diesel::joinable!(health_samples -> health_parameters (parameter_id));
diesel::joinable!(health_threshold_overrides -> health_parameters (parameter_id));
diesel::joinable!(health_thresholds -> health_metrics (metric_id));
diesel::joinable!(llm_interaction_memories -> llm_interactions (interaction_id));
diesel::joinable!(llm_interaction_memories -> memories (memory_id));
diesel::joinable!(llm_interactions -> agents (agent_id));
diesel::joinable!(llm_interactions -> llm_models (model_id));
diesel::joinable!(llm_interactions -> prompt_templates (template_id));
diesel::joinable!(llm_interactions -> sessions (session_id));
diesel::joinable!(llm_messages -> llm_interactions (interaction_id));
diesel::joinable!(llm_model_prices -> llm_models (model_id));
diesel::joinable!(llm_models -> llm_providers (provider_id));
diesel::joinable!(llm_usage -> llm_interactions (interaction_id));
diesel::joinable!(llm_usage_daily -> agents (agent_id));
diesel::joinable!(llm_usage_daily -> llm_models (model_id));
diesel::joinable!(memories -> agents (agent_id));
diesel::joinable!(memories -> decay_policies (decay_policy_id));
diesel::joinable!(memories -> sessions (origin_session_id));
diesel::joinable!(memory_concepts -> concepts (concept_id));
diesel::joinable!(memory_concepts -> memories (memory_id));
diesel::joinable!(memory_embeddings -> llm_models (model_id));
diesel::joinable!(memory_embeddings -> memories (memory_id));
diesel::joinable!(memory_events -> agents (agent_id));
diesel::joinable!(memory_links -> relation_types (relation_code));
diesel::joinable!(memory_tags -> memories (memory_id));
diesel::joinable!(memory_tags -> tags (tag_id));
diesel::joinable!(modulation_rules -> neurotransmitters (transmitter_code));
diesel::joinable!(neurotransmitter_events -> neurotransmitter_states (state_id));
diesel::joinable!(neurotransmitter_states -> agents (agent_id));
diesel::joinable!(neurotransmitter_states -> neurotransmitters (transmitter_code));
diesel::joinable!(prompt_variables -> prompt_templates (template_id));
diesel::joinable!(sessions -> agents (agent_id));
diesel::joinable!(tags -> agents (agent_id));
diesel::joinable!(weight_changes -> plasticity_rules (rule_id));

diesel::allow_tables_to_appear_in_same_query!(
    agents,
    audit_log,
    concept_edges,
    concepts,
    consolidation_runs,
    consolidation_sources,
    consolidations,
    context_slots,
    decay_policies,
    episodes,
    episodic_memories,
    health_components,
    health_events,
    health_metrics,
    health_parameters,
    health_rollups,
    health_samples,
    health_threshold_overrides,
    health_thresholds,
    llm_interaction_memories,
    llm_interactions,
    llm_messages,
    llm_model_prices,
    llm_models,
    llm_providers,
    llm_usage,
    llm_usage_daily,
    memories,
    memory_concepts,
    memory_embeddings,
    memory_events,
    memory_links,
    memory_tags,
    modulation_rules,
    neurotransmitter_events,
    neurotransmitter_states,
    neurotransmitters,
    plasticity_rules,
    prompt_templates,
    prompt_variables,
    relation_types,
    semantic_memories,
    sessions,
    tags,
    weight_changes,
    working_memories,
);
