// @generated automatically by Diesel CLI.

diesel::table! {
    agents (id) {
        id -> BigInt,
        public_id -> Binary,
        name -> Text,
        description -> Nullable<Text>,
        cognitive_state -> Text,
        archived_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    audit_log (id) {
        id -> BigInt,
        occurred_at -> Timestamp,
        actor -> Text,
        action -> Text,
        subject_table -> Text,
        subject_id -> Text,
        request_id -> Nullable<Text>,
        outcome -> Text,
        before_state -> Nullable<Text>,
        after_state -> Nullable<Text>,
    }
}

diesel::table! {
    concept_edges (source_concept_id, target_concept_id, relation_code) {
        source_concept_id -> BigInt,
        target_concept_id -> BigInt,
        relation_code -> Text,
        weight -> Double,
        evidence_count -> Integer,
        activation_count -> BigInt,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    concepts (id) {
        id -> BigInt,
        public_id -> Binary,
        agent_id -> BigInt,
        name -> Text,
        name_key -> Text,
        description -> Nullable<Text>,
        confidence -> Double,
        activation -> Double,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    consolidation_runs (id) {
        id -> BigInt,
        agent_id -> BigInt,
        kind -> Text,
        phase -> Nullable<Text>,
        status -> Text,
        priority -> SmallInt,
        temperature -> Nullable<Double>,
        scheduled_for -> Timestamp,
        started_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
        considered -> Integer,
        promoted -> Integer,
        merged -> Integer,
        forgotten -> Integer,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    consolidation_sources (consolidation_id, source_public_id) {
        consolidation_id -> BigInt,
        source_public_id -> Binary,
        source_memory_id -> Nullable<BigInt>,
        contribution -> Double,
        created_at -> Timestamp,
    }
}

diesel::table! {
    consolidations (id) {
        id -> BigInt,
        run_id -> Nullable<BigInt>,
        agent_id -> BigInt,
        target_memory_id -> BigInt,
        source_tier -> Text,
        target_tier -> Text,
        strategy -> Text,
        score -> Double,
        created_at -> Timestamp,
    }
}

diesel::table! {
    context_slots (session_id, slot_no) {
        session_id -> BigInt,
        slot_no -> SmallInt,
        memory_id -> BigInt,
        relevance -> Double,
        reason -> Text,
        token_count -> Integer,
        added_at -> Timestamp,
    }
}

diesel::table! {
    decay_policies (id) {
        id -> BigInt,
        code -> Text,
        tier -> Text,
        curve -> Text,
        rate -> Double,
        unit_seconds -> Integer,
        floor_strength -> Double,
        forget_below -> Double,
        importance_weight -> Double,
        access_weight -> Double,
        access_boost -> Double,
        base_ttl_seconds -> Nullable<BigInt>,
        capacity -> Nullable<Integer>,
        is_default -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    episodes (id) {
        id -> BigInt,
        public_id -> Binary,
        agent_id -> BigInt,
        session_id -> Nullable<BigInt>,
        title -> Nullable<Text>,
        summary -> Nullable<Text>,
        started_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    episodic_memories (memory_id) {
        memory_id -> BigInt,
        tier -> Text,
        agent_id -> BigInt,
        episode_id -> Nullable<BigInt>,
        sequence_no -> Integer,
        occurred_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        place -> Nullable<Text>,
        vividness -> Double,
        consolidation_level -> Double,
        promotion_score -> Double,
        last_consolidated_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    health_components (id) {
        id -> BigInt,
        agent_id -> BigInt,
        code -> Text,
        description -> Nullable<Text>,
        state -> Text,
        state_since -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    health_events (id) {
        id -> BigInt,
        component_id -> BigInt,
        metric_id -> Nullable<BigInt>,
        kind -> Text,
        old_value -> Nullable<Double>,
        new_value -> Nullable<Double>,
        old_state -> Nullable<Text>,
        new_state -> Nullable<Text>,
        occurred_at_us -> BigInt,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    health_metrics (id) {
        id -> BigInt,
        code -> Text,
        kind -> Text,
        unit -> Text,
        min_value -> Double,
        max_value -> Double,
        optimal_value -> Double,
        decay_per_s -> Double,
        recovery_per_s -> Double,
        description -> Nullable<Text>,
    }
}

diesel::table! {
    health_parameters (id) {
        id -> BigInt,
        component_id -> BigInt,
        metric_id -> BigInt,
        value -> Double,
        decay_per_s -> Nullable<Double>,
        recovery_per_s -> Nullable<Double>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    health_rollups (parameter_id, bucket_s, bucket_start_us) {
        parameter_id -> BigInt,
        bucket_s -> Integer,
        bucket_start_us -> BigInt,
        sample_count -> Integer,
        min_value -> Double,
        max_value -> Double,
        sum_value -> Double,
        last_value -> Double,
    }
}

diesel::table! {
    health_samples (parameter_id, sampled_at_us) {
        parameter_id -> BigInt,
        sampled_at_us -> BigInt,
        value -> Double,
    }
}

diesel::table! {
    health_threshold_overrides (parameter_id, severity, direction) {
        parameter_id -> BigInt,
        severity -> Text,
        direction -> Text,
        bound -> Double,
        hysteresis -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    health_thresholds (metric_id, severity, direction) {
        metric_id -> BigInt,
        severity -> Text,
        direction -> Text,
        bound -> Double,
        hysteresis -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    llm_interaction_memories (interaction_id, memory_id, role) {
        interaction_id -> BigInt,
        memory_id -> BigInt,
        role -> Text,
        rank_no -> Integer,
        relevance -> Nullable<Double>,
        token_count -> Integer,
    }
}

diesel::table! {
    llm_interactions (id) {
        id -> BigInt,
        public_id -> Binary,
        agent_id -> BigInt,
        session_id -> Nullable<BigInt>,
        model_id -> BigInt,
        template_id -> Nullable<BigInt>,
        retry_of_id -> Nullable<BigInt>,
        kind -> Text,
        status -> Text,
        temperature -> Nullable<Double>,
        top_p -> Nullable<Double>,
        max_tokens -> Nullable<Integer>,
        finish_reason -> Nullable<Text>,
        error_code -> Nullable<Text>,
        latency_ms -> Nullable<Integer>,
        requested_at -> Timestamp,
        completed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    llm_messages (interaction_id, seq) {
        interaction_id -> BigInt,
        seq -> Integer,
        role -> Text,
        content -> Text,
        token_count -> Nullable<Integer>,
    }
}

diesel::table! {
    llm_model_prices (model_id, effective_from) {
        model_id -> BigInt,
        effective_from -> Timestamp,
        currency -> Text,
        input_micros_per_mtok -> BigInt,
        output_micros_per_mtok -> BigInt,
        cached_micros_per_mtok -> Nullable<BigInt>,
    }
}

diesel::table! {
    llm_models (id) {
        id -> BigInt,
        provider_id -> BigInt,
        name -> Text,
        kind -> Text,
        context_window -> Nullable<Integer>,
        max_output_tokens -> Nullable<Integer>,
        embedding_dims -> Nullable<Integer>,
        retired_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    llm_providers (id) {
        id -> BigInt,
        code -> Text,
        display_name -> Text,
        hosting -> Text,
        base_url -> Nullable<Text>,
        credential_ref -> Nullable<Text>,
        timeout_ms -> Integer,
        max_retries -> SmallInt,
        requests_per_minute -> Nullable<Integer>,
        is_enabled -> Bool,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    llm_usage (interaction_id) {
        interaction_id -> BigInt,
        prompt_tokens -> Integer,
        cached_tokens -> Integer,
        completion_tokens -> Integer,
        cost_micros -> BigInt,
        currency -> Text,
    }
}

diesel::table! {
    llm_usage_daily (agent_id, model_id, day) {
        agent_id -> BigInt,
        model_id -> BigInt,
        day -> Date,
        requests -> Integer,
        failures -> Integer,
        prompt_tokens -> BigInt,
        completion_tokens -> BigInt,
        cost_micros -> BigInt,
    }
}

diesel::table! {
    memories (id) {
        id -> BigInt,
        public_id -> Binary,
        agent_id -> BigInt,
        origin_session_id -> Nullable<BigInt>,
        tier -> Text,
        content_kind -> Text,
        content -> Text,
        summary -> Nullable<Text>,
        language -> Nullable<Text>,
        source -> Text,
        importance -> Double,
        strength -> Double,
        confidence -> Double,
        access_count -> BigInt,
        status -> Text,
        is_pinned -> Bool,
        decay_policy_id -> BigInt,
        metadata -> Nullable<Text>,
        row_version -> Integer,
        last_accessed_at -> Timestamp,
        decayed_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        valence -> Nullable<Double>,
        arousal -> Nullable<Double>,
        content_sha256 -> Binary,
    }
}

diesel::table! {
    memory_concepts (memory_id, concept_id) {
        memory_id -> BigInt,
        concept_id -> BigInt,
        basis -> Text,
        weight -> Double,
        activation_count -> BigInt,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memory_embeddings (memory_id, model_id) {
        memory_id -> BigInt,
        model_id -> BigInt,
        dims -> Integer,
        encoding -> Text,
        vector -> Binary,
        norm -> Nullable<Double>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memory_events (id) {
        id -> BigInt,
        agent_id -> BigInt,
        memory_public_id -> Binary,
        kind -> Text,
        occurred_at_us -> BigInt,
        strength_before -> Nullable<Double>,
        strength_after -> Nullable<Double>,
        latency_us -> Nullable<BigInt>,
        actor -> Nullable<Text>,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    memory_links (source_memory_id, target_memory_id, relation_code) {
        source_memory_id -> BigInt,
        target_memory_id -> BigInt,
        relation_code -> Text,
        weight -> Double,
        polarity -> Text,
        state -> Text,
        decay_per_hour -> Double,
        temporal_distance_s -> Nullable<Double>,
        activation_count -> BigInt,
        last_activated_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    memory_tags (memory_id, tag_id) {
        memory_id -> BigInt,
        tag_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    modulation_rules (id) {
        id -> BigInt,
        transmitter_code -> Text,
        target -> Text,
        curve -> Text,
        gain -> Double,
        midpoint -> Double,
        steepness -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    neurotransmitter_events (state_id, occurred_at_us, seq) {
        state_id -> BigInt,
        occurred_at_us -> BigInt,
        seq -> SmallInt,
        kind -> Text,
        amount -> Double,
        level_after -> Double,
        cause -> Text,
        cause_public_id -> Nullable<Binary>,
    }
}

diesel::table! {
    neurotransmitter_states (id) {
        id -> BigInt,
        agent_id -> BigInt,
        transmitter_code -> Text,
        level -> Double,
        tonic_level -> Double,
        receptor_sensitivity -> Double,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    neurotransmitters (code) {
        code -> Text,
        class -> Text,
        effect -> Text,
        baseline -> Double,
        half_life_s -> Double,
        reuptake_per_s -> Double,
        description -> Nullable<Text>,
    }
}

diesel::table! {
    plasticity_rules (id) {
        id -> BigInt,
        code -> Text,
        kind -> Text,
        learning_rate -> Double,
        potentiation_gain -> Double,
        depression_gain -> Double,
        window_ms -> Nullable<Double>,
        min_weight -> Double,
        max_weight -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    prompt_templates (id) {
        id -> BigInt,
        code -> Text,
        version -> Integer,
        format -> Text,
        body -> Text,
        body_sha256 -> Binary,
        status -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    prompt_variables (template_id, name) {
        template_id -> BigInt,
        name -> Text,
        is_required -> Bool,
        default_value -> Nullable<Text>,
    }
}

diesel::table! {
    relation_types (code) {
        code -> Text,
        applies_to -> Text,
        is_symmetric -> Bool,
        inverse_code -> Nullable<Text>,
        description -> Nullable<Text>,
    }
}

diesel::table! {
    semantic_memories (memory_id) {
        memory_id -> BigInt,
        tier -> Text,
        agent_id -> BigInt,
        factuality -> Double,
        abstraction -> Double,
        stability -> Double,
        reinforcement_count -> Integer,
        last_reinforced_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        public_id -> Binary,
        agent_id -> BigInt,
        external_ref -> Nullable<Text>,
        state -> Text,
        token_budget -> Integer,
        started_at -> Timestamp,
        last_active_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    tags (id) {
        id -> BigInt,
        agent_id -> BigInt,
        name -> Text,
        description -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    weight_changes (id) {
        id -> BigInt,
        source_memory_id -> BigInt,
        target_memory_id -> BigInt,
        relation_code -> Text,
        rule_id -> Nullable<BigInt>,
        delta -> Double,
        weight_after -> Double,
        occurred_at_us -> BigInt,
    }
}

diesel::table! {
    working_memories (memory_id) {
        memory_id -> BigInt,
        tier -> Text,
        agent_id -> BigInt,
        activation -> Double,
        attention_weight -> Double,
        priority -> SmallInt,
        rehearsal_count -> Integer,
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
