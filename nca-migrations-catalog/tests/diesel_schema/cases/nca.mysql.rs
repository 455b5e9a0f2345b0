// @generated automatically by Diesel CLI.

diesel::table! {
    agents (id) {
        id -> Bigint,
        #[max_length = 16]
        public_id -> Varbinary,
        #[max_length = 120]
        name -> Varchar,
        description -> Nullable<Mediumtext>,
        #[max_length = 16]
        cognitive_state -> Varchar,
        archived_at -> Nullable<Datetime>,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    audit_log (id) {
        id -> Bigint,
        occurred_at -> Datetime,
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
        before_state -> Nullable<Mediumtext>,
        after_state -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    concept_edges (source_concept_id, target_concept_id, relation_code) {
        source_concept_id -> Bigint,
        target_concept_id -> Bigint,
        #[max_length = 40]
        relation_code -> Varchar,
        weight -> Double,
        evidence_count -> Integer,
        activation_count -> Bigint,
        last_activated_at -> Nullable<Datetime>,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    concepts (id) {
        id -> Bigint,
        #[max_length = 16]
        public_id -> Varbinary,
        agent_id -> Bigint,
        #[max_length = 200]
        name -> Varchar,
        #[max_length = 200]
        name_key -> Varchar,
        description -> Nullable<Mediumtext>,
        confidence -> Double,
        activation -> Double,
        last_activated_at -> Nullable<Datetime>,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    consolidation_runs (id) {
        id -> Bigint,
        agent_id -> Bigint,
        #[max_length = 24]
        kind -> Varchar,
        #[max_length = 16]
        phase -> Nullable<Varchar>,
        #[max_length = 16]
        status -> Varchar,
        priority -> Smallint,
        temperature -> Nullable<Double>,
        scheduled_for -> Datetime,
        started_at -> Nullable<Datetime>,
        finished_at -> Nullable<Datetime>,
        considered -> Integer,
        promoted -> Integer,
        merged -> Integer,
        forgotten -> Integer,
        error -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    consolidation_sources (consolidation_id, source_public_id) {
        consolidation_id -> Bigint,
        #[max_length = 16]
        source_public_id -> Varbinary,
        source_memory_id -> Nullable<Bigint>,
        contribution -> Double,
        created_at -> Datetime,
    }
}

diesel::table! {
    consolidations (id) {
        id -> Bigint,
        run_id -> Nullable<Bigint>,
        agent_id -> Bigint,
        target_memory_id -> Bigint,
        #[max_length = 16]
        source_tier -> Varchar,
        #[max_length = 16]
        target_tier -> Varchar,
        #[max_length = 24]
        strategy -> Varchar,
        score -> Double,
        created_at -> Datetime,
    }
}

diesel::table! {
    context_slots (session_id, slot_no) {
        session_id -> Bigint,
        slot_no -> Smallint,
        memory_id -> Bigint,
        relevance -> Double,
        #[max_length = 16]
        reason -> Varchar,
        token_count -> Integer,
        added_at -> Datetime,
    }
}

diesel::table! {
    decay_policies (id) {
        id -> Bigint,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        tier -> Varchar,
        #[max_length = 16]
        curve -> Varchar,
        rate -> Double,
        unit_seconds -> Integer,
        floor_strength -> Double,
        forget_below -> Double,
        importance_weight -> Double,
        access_weight -> Double,
        access_boost -> Double,
        base_ttl_seconds -> Nullable<Bigint>,
        capacity -> Nullable<Integer>,
        is_default -> Bool,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    episodes (id) {
        id -> Bigint,
        #[max_length = 16]
        public_id -> Varbinary,
        agent_id -> Bigint,
        session_id -> Nullable<Bigint>,
        #[max_length = 255]
        title -> Nullable<Varchar>,
        summary -> Nullable<Mediumtext>,
        started_at -> Datetime,
        ended_at -> Nullable<Datetime>,
        created_at -> Datetime,
    }
}

diesel::table! {
    episodic_memories (memory_id) {
        memory_id -> Bigint,
        #[max_length = 16]
        tier -> Varchar,
        agent_id -> Bigint,
        episode_id -> Nullable<Bigint>,
        sequence_no -> Integer,
        occurred_at -> Datetime,
        ended_at -> Nullable<Datetime>,
        #[max_length = 255]
        place -> Nullable<Varchar>,
        vividness -> Double,
        consolidation_level -> Double,
        promotion_score -> Double,
        last_consolidated_at -> Nullable<Datetime>,
    }
}

diesel::table! {
    health_components (id) {
        id -> Bigint,
        agent_id -> Bigint,
        #[max_length = 80]
        code -> Varchar,
        description -> Nullable<Mediumtext>,
        #[max_length = 16]
        state -> Varchar,
        state_since -> Datetime,
        created_at -> Datetime,
    }
}

diesel::table! {
    health_events (id) {
        id -> Bigint,
        component_id -> Bigint,
        metric_id -> Nullable<Bigint>,
        #[max_length = 24]
        kind -> Varchar,
        old_value -> Nullable<Double>,
        new_value -> Nullable<Double>,
        #[max_length = 16]
        old_state -> Nullable<Varchar>,
        #[max_length = 16]
        new_state -> Nullable<Varchar>,
        occurred_at_us -> Bigint,
        detail -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    health_metrics (id) {
        id -> Bigint,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        kind -> Varchar,
        #[max_length = 24]
        unit -> Varchar,
        min_value -> Double,
        max_value -> Double,
        optimal_value -> Double,
        decay_per_s -> Double,
        recovery_per_s -> Double,
        description -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    health_parameters (id) {
        id -> Bigint,
        component_id -> Bigint,
        metric_id -> Bigint,
        value -> Double,
        decay_per_s -> Nullable<Double>,
        recovery_per_s -> Nullable<Double>,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    health_rollups (parameter_id, bucket_s, bucket_start_us) {
        parameter_id -> Bigint,
        bucket_s -> Integer,
        bucket_start_us -> Bigint,
        sample_count -> Integer,
        min_value -> Double,
        max_value -> Double,
        sum_value -> Double,
        last_value -> Double,
    }
}

diesel::table! {
    health_samples (parameter_id, sampled_at_us) {
        parameter_id -> Bigint,
        sampled_at_us -> Bigint,
        value -> Double,
    }
}

diesel::table! {
    health_threshold_overrides (parameter_id, severity, direction) {
        parameter_id -> Bigint,
        #[max_length = 16]
        severity -> Varchar,
        #[max_length = 16]
        direction -> Varchar,
        bound -> Double,
        hysteresis -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    health_thresholds (metric_id, severity, direction) {
        metric_id -> Bigint,
        #[max_length = 16]
        severity -> Varchar,
        #[max_length = 16]
        direction -> Varchar,
        bound -> Double,
        hysteresis -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    llm_interaction_memories (interaction_id, memory_id, role) {
        interaction_id -> Bigint,
        memory_id -> Bigint,
        #[max_length = 16]
        role -> Varchar,
        rank_no -> Integer,
        relevance -> Nullable<Double>,
        token_count -> Integer,
    }
}

diesel::table! {
    llm_interactions (id) {
        id -> Bigint,
        #[max_length = 16]
        public_id -> Varbinary,
        agent_id -> Bigint,
        session_id -> Nullable<Bigint>,
        model_id -> Bigint,
        template_id -> Nullable<Bigint>,
        retry_of_id -> Nullable<Bigint>,
        #[max_length = 16]
        kind -> Varchar,
        #[max_length = 16]
        status -> Varchar,
        temperature -> Nullable<Double>,
        top_p -> Nullable<Double>,
        max_tokens -> Nullable<Integer>,
        #[max_length = 24]
        finish_reason -> Nullable<Varchar>,
        #[max_length = 80]
        error_code -> Nullable<Varchar>,
        latency_ms -> Nullable<Integer>,
        requested_at -> Datetime,
        completed_at -> Nullable<Datetime>,
    }
}

diesel::table! {
    llm_messages (interaction_id, seq) {
        interaction_id -> Bigint,
        seq -> Integer,
        #[max_length = 16]
        role -> Varchar,
        content -> Mediumtext,
        token_count -> Nullable<Integer>,
    }
}

diesel::table! {
    llm_model_prices (model_id, effective_from) {
        model_id -> Bigint,
        effective_from -> Datetime,
        #[max_length = 3]
        currency -> Varchar,
        input_micros_per_mtok -> Bigint,
        output_micros_per_mtok -> Bigint,
        cached_micros_per_mtok -> Nullable<Bigint>,
    }
}

diesel::table! {
    llm_models (id) {
        id -> Bigint,
        provider_id -> Bigint,
        #[max_length = 120]
        name -> Varchar,
        #[max_length = 16]
        kind -> Varchar,
        context_window -> Nullable<Integer>,
        max_output_tokens -> Nullable<Integer>,
        embedding_dims -> Nullable<Integer>,
        retired_at -> Nullable<Datetime>,
        created_at -> Datetime,
    }
}

diesel::table! {
    llm_providers (id) {
        id -> Bigint,
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
        timeout_ms -> Integer,
        max_retries -> Smallint,
        requests_per_minute -> Nullable<Integer>,
        is_enabled -> Bool,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    llm_usage (interaction_id) {
        interaction_id -> Bigint,
        prompt_tokens -> Integer,
        cached_tokens -> Integer,
        completion_tokens -> Integer,
        cost_micros -> Bigint,
        #[max_length = 3]
        currency -> Varchar,
    }
}

diesel::table! {
    llm_usage_daily (agent_id, day, model_id) {
        agent_id -> Bigint,
        model_id -> Bigint,
        day -> Date,
        requests -> Integer,
        failures -> Integer,
        prompt_tokens -> Bigint,
        completion_tokens -> Bigint,
        cost_micros -> Bigint,
    }
}

diesel::table! {
    memories (id) {
        id -> Bigint,
        #[max_length = 16]
        public_id -> Varbinary,
        agent_id -> Bigint,
        origin_session_id -> Nullable<Bigint>,
        #[max_length = 16]
        tier -> Varchar,
        #[max_length = 16]
        content_kind -> Varchar,
        content -> Mediumtext,
        summary -> Nullable<Mediumtext>,
        #[max_length = 16]
        language -> Nullable<Varchar>,
        #[max_length = 16]
        source -> Varchar,
        importance -> Double,
        strength -> Double,
        confidence -> Double,
        access_count -> Bigint,
        #[max_length = 16]
        status -> Varchar,
        is_pinned -> Bool,
        decay_policy_id -> Bigint,
        metadata -> Nullable<Mediumtext>,
        row_version -> Integer,
        last_accessed_at -> Datetime,
        decayed_at -> Datetime,
        expires_at -> Nullable<Datetime>,
        created_at -> Datetime,
        updated_at -> Datetime,
        valence -> Nullable<Double>,
        arousal -> Nullable<Double>,
        #[max_length = 32]
        content_sha256 -> Varbinary,
    }
}

diesel::table! {
    memory_concepts (memory_id, concept_id) {
        memory_id -> Bigint,
        concept_id -> Bigint,
        #[max_length = 16]
        basis -> Varchar,
        weight -> Double,
        activation_count -> Bigint,
        last_activated_at -> Nullable<Datetime>,
        created_at -> Datetime,
    }
}

diesel::table! {
    memory_embeddings (memory_id, model_id) {
        memory_id -> Bigint,
        model_id -> Bigint,
        dims -> Integer,
        #[max_length = 16]
        encoding -> Varchar,
        vector -> Mediumblob,
        norm -> Nullable<Double>,
        created_at -> Datetime,
    }
}

diesel::table! {
    memory_events (id) {
        id -> Bigint,
        agent_id -> Bigint,
        #[max_length = 16]
        memory_public_id -> Varbinary,
        #[max_length = 16]
        kind -> Varchar,
        occurred_at_us -> Bigint,
        strength_before -> Nullable<Double>,
        strength_after -> Nullable<Double>,
        latency_us -> Nullable<Bigint>,
        #[max_length = 120]
        actor -> Nullable<Varchar>,
        detail -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    memory_links (source_memory_id, target_memory_id, relation_code) {
        source_memory_id -> Bigint,
        target_memory_id -> Bigint,
        #[max_length = 40]
        relation_code -> Varchar,
        weight -> Double,
        #[max_length = 16]
        polarity -> Varchar,
        #[max_length = 16]
        state -> Varchar,
        decay_per_hour -> Double,
        temporal_distance_s -> Nullable<Double>,
        activation_count -> Bigint,
        last_activated_at -> Nullable<Datetime>,
        created_at -> Datetime,
        updated_at -> Datetime,
    }
}

diesel::table! {
    memory_tags (memory_id, tag_id) {
        memory_id -> Bigint,
        tag_id -> Bigint,
        created_at -> Datetime,
    }
}

diesel::table! {
    modulation_rules (id) {
        id -> Bigint,
        #[max_length = 40]
        transmitter_code -> Varchar,
        #[max_length = 24]
        target -> Varchar,
        #[max_length = 16]
        curve -> Varchar,
        gain -> Double,
        midpoint -> Double,
        steepness -> Double,
        is_enabled -> Bool,
    }
}

diesel::table! {
    neurotransmitter_events (state_id, occurred_at_us, seq) {
        state_id -> Bigint,
        occurred_at_us -> Bigint,
        seq -> Smallint,
        #[max_length = 16]
        kind -> Varchar,
        amount -> Double,
        level_after -> Double,
        #[max_length = 16]
        cause -> Varchar,
        #[max_length = 16]
        cause_public_id -> Nullable<Varbinary>,
    }
}

diesel::table! {
    neurotransmitter_states (id) {
        id -> Bigint,
        agent_id -> Bigint,
        #[max_length = 40]
        transmitter_code -> Varchar,
        level -> Double,
        tonic_level -> Double,
        receptor_sensitivity -> Double,
        updated_at -> Datetime,
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
        baseline -> Double,
        half_life_s -> Double,
        reuptake_per_s -> Double,
        description -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    plasticity_rules (id) {
        id -> Bigint,
        #[max_length = 40]
        code -> Varchar,
        #[max_length = 16]
        kind -> Varchar,
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
        id -> Bigint,
        #[max_length = 80]
        code -> Varchar,
        version -> Integer,
        #[max_length = 16]
        format -> Varchar,
        body -> Mediumtext,
        #[max_length = 32]
        body_sha256 -> Varbinary,
        #[max_length = 16]
        status -> Varchar,
        created_at -> Datetime,
    }
}

diesel::table! {
    prompt_variables (template_id, name) {
        template_id -> Bigint,
        #[max_length = 80]
        name -> Varchar,
        is_required -> Bool,
        default_value -> Nullable<Mediumtext>,
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
        description -> Nullable<Mediumtext>,
    }
}

diesel::table! {
    semantic_memories (memory_id) {
        memory_id -> Bigint,
        #[max_length = 16]
        tier -> Varchar,
        agent_id -> Bigint,
        factuality -> Double,
        abstraction -> Double,
        stability -> Double,
        reinforcement_count -> Integer,
        last_reinforced_at -> Nullable<Datetime>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Bigint,
        #[max_length = 16]
        public_id -> Varbinary,
        agent_id -> Bigint,
        #[max_length = 255]
        external_ref -> Nullable<Varchar>,
        #[max_length = 16]
        state -> Varchar,
        token_budget -> Integer,
        started_at -> Datetime,
        last_active_at -> Datetime,
        closed_at -> Nullable<Datetime>,
    }
}

diesel::table! {
    tags (id) {
        id -> Bigint,
        agent_id -> Bigint,
        #[max_length = 100]
        name -> Varchar,
        description -> Nullable<Mediumtext>,
        created_at -> Datetime,
    }
}

diesel::table! {
    weight_changes (id) {
        id -> Bigint,
        source_memory_id -> Bigint,
        target_memory_id -> Bigint,
        #[max_length = 40]
        relation_code -> Varchar,
        rule_id -> Nullable<Bigint>,
        delta -> Double,
        weight_after -> Double,
        occurred_at_us -> Bigint,
    }
}

diesel::table! {
    working_memories (memory_id) {
        memory_id -> Bigint,
        #[max_length = 16]
        tier -> Varchar,
        agent_id -> Bigint,
        activation -> Double,
        attention_weight -> Double,
        priority -> Smallint,
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
