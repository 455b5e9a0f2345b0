-- The schema at the head of the chain, for SQLite: 46 tables, the triggers of the audit log and one
-- view, in an order in which it can be run.
--
-- It is for reading and for comparing with: a test runs it and looks whether the migrations lead to
-- the same catalog. A database is made by the migrations, which bring the seeds too.

CREATE TABLE agents (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_agents_public_id CHECK (length(public_id) = 16),
  name VARCHAR(120) NOT NULL,
  description TEXT,
  cognitive_state VARCHAR(16) NOT NULL DEFAULT 'idle'
    CONSTRAINT ck_agents_cognitive_state CHECK (cognitive_state IN ('idle', 'focused', 'learning', 'creative', 'analytical', 'reflective', 'exploratory')),
  archived_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_agents_public_id UNIQUE (public_id),
  CONSTRAINT uq_agents_name UNIQUE (name)
);

CREATE TABLE sessions (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_sessions_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  external_ref VARCHAR(255),
  state VARCHAR(16) NOT NULL DEFAULT 'open'
    CONSTRAINT ck_sessions_state CHECK (state IN ('open', 'idle', 'closed')),
  token_budget INTEGER NOT NULL DEFAULT 4096
    CONSTRAINT ck_sessions_token_budget CHECK (token_budget BETWEEN 1 AND 2147483647),
  started_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_active_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at TIMESTAMP,
  CONSTRAINT uq_sessions_public_id UNIQUE (public_id),
  CONSTRAINT uq_sessions_agent_id_external_ref UNIQUE (agent_id, external_ref),
  CONSTRAINT fk_sessions_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT ck_sessions_closed_after_start CHECK (closed_at IS NULL OR closed_at >= started_at)
);
CREATE INDEX ix_sessions_agent_recent ON sessions (agent_id, last_active_at);

CREATE TABLE decay_policies (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  tier VARCHAR(16) NOT NULL
    CONSTRAINT ck_decay_policies_tier CHECK (tier IN ('working', 'episodic', 'semantic')),
  curve VARCHAR(16) NOT NULL
    CONSTRAINT ck_decay_policies_curve CHECK (curve IN ('linear', 'exponential', 'hyperbolic', 'logarithmic')),
  rate DOUBLE NOT NULL
    CONSTRAINT ck_decay_policies_rate CHECK (rate BETWEEN 0.0 AND 1000.0),
  unit_seconds INTEGER NOT NULL
    CONSTRAINT ck_decay_policies_unit_seconds CHECK (unit_seconds BETWEEN 1 AND 31536000),
  floor_strength DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_decay_policies_floor_strength CHECK (floor_strength BETWEEN 0.0 AND 1.0),
  forget_below DOUBLE NOT NULL DEFAULT 0.1
    CONSTRAINT ck_decay_policies_forget_below CHECK (forget_below BETWEEN 0.0 AND 1.0),
  importance_weight DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_decay_policies_importance_weight CHECK (importance_weight BETWEEN 0.0 AND 1.0),
  access_weight DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_decay_policies_access_weight CHECK (access_weight BETWEEN 0.0 AND 1.0),
  access_boost DOUBLE NOT NULL DEFAULT 0.05
    CONSTRAINT ck_decay_policies_access_boost CHECK (access_boost BETWEEN 0.0 AND 1.0),
  base_ttl_seconds BIGINT
    CONSTRAINT ck_decay_policies_base_ttl_seconds CHECK (base_ttl_seconds IS NULL OR base_ttl_seconds BETWEEN 1 AND 9223372036854775807),
  capacity INTEGER
    CONSTRAINT ck_decay_policies_capacity CHECK (capacity IS NULL OR capacity BETWEEN 1 AND 2147483647),
  is_default BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT ck_decay_policies_is_default CHECK (is_default IN (0, 1)),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_decay_policies_code UNIQUE (code),
  CONSTRAINT ck_decay_policies_floor_below_forget CHECK (floor_strength <= forget_below)
);

CREATE TABLE memories (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_memories_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  origin_session_id BIGINT,
  tier VARCHAR(16) NOT NULL
    CONSTRAINT ck_memories_tier CHECK (tier IN ('working', 'episodic', 'semantic')),
  content_kind VARCHAR(16) NOT NULL DEFAULT 'text'
    CONSTRAINT ck_memories_content_kind CHECK (content_kind IN ('text', 'structured', 'image_ref', 'audio_ref', 'mixed')),
  content TEXT NOT NULL,
  summary TEXT,
  language VARCHAR(16),
  source VARCHAR(16) NOT NULL
    CONSTRAINT ck_memories_source CHECK (source IN ('conversation', 'observation', 'inference', 'reflection', 'external', 'system')),
  importance DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_memories_importance CHECK (importance BETWEEN 0.0 AND 1.0),
  strength DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_memories_strength CHECK (strength BETWEEN 0.0 AND 1.0),
  confidence DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_memories_confidence CHECK (confidence BETWEEN 0.0 AND 1.0),
  access_count BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_memories_access_count CHECK (access_count BETWEEN 0 AND 9223372036854775807),
  status VARCHAR(16) NOT NULL DEFAULT 'active'
    CONSTRAINT ck_memories_status CHECK (status IN ('active', 'decaying', 'consolidated', 'archived', 'forgotten')),
  is_pinned BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT ck_memories_is_pinned CHECK (is_pinned IN (0, 1)),
  decay_policy_id BIGINT NOT NULL,
  metadata TEXT
    CONSTRAINT ck_memories_metadata CHECK (metadata IS NULL OR json_valid(metadata)),
  row_version INTEGER NOT NULL DEFAULT 1
    CONSTRAINT ck_memories_row_version CHECK (row_version BETWEEN 1 AND 2147483647),
  last_accessed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  decayed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  valence DOUBLE
    CONSTRAINT ck_memories_valence CHECK (valence IS NULL OR valence BETWEEN -1.0 AND 1.0),
  arousal DOUBLE
    CONSTRAINT ck_memories_arousal CHECK (arousal IS NULL OR arousal BETWEEN 0.0 AND 1.0),
  content_sha256 BLOB NOT NULL
    CONSTRAINT ck_memories_content_sha256 CHECK (length(content_sha256) = 32),
  CONSTRAINT uq_memories_public_id UNIQUE (public_id),
  CONSTRAINT uq_memories_id_tier_agent_id UNIQUE (id, tier, agent_id),
  CONSTRAINT fk_memories_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_memories_origin_session_id FOREIGN KEY (origin_session_id)
    REFERENCES sessions (id) ON DELETE SET NULL,
  CONSTRAINT fk_memories_decay_policy_id FOREIGN KEY (decay_policy_id)
    REFERENCES decay_policies (id) ON DELETE RESTRICT,
  CONSTRAINT ck_memories_content_not_empty CHECK (length(content) > 0)
);
CREATE INDEX ix_memories_recent ON memories (agent_id, tier, status, last_accessed_at);
CREATE INDEX ix_memories_created ON memories (agent_id, tier, created_at);
CREATE INDEX ix_memories_ranked ON memories (agent_id, tier, status, importance);
CREATE INDEX ix_memories_weakest ON memories (agent_id, tier, status, strength);
CREATE INDEX ix_memories_decay_due ON memories (tier, status, decayed_at);
CREATE INDEX ix_memories_digest ON memories (agent_id, content_sha256);
CREATE INDEX ix_memories_session ON memories (origin_session_id, created_at);
CREATE INDEX ix_memories_expiry ON memories (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX ix_memories_policy ON memories (decay_policy_id);

CREATE TABLE working_memories (
  memory_id BIGINT NOT NULL,
  tier VARCHAR(16) NOT NULL DEFAULT 'working'
    CONSTRAINT ck_working_memories_tier CHECK (tier = 'working'),
  agent_id BIGINT NOT NULL,
  activation DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_working_memories_activation CHECK (activation BETWEEN 0.0 AND 1.0),
  attention_weight DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_working_memories_attention_weight CHECK (attention_weight BETWEEN 0.0 AND 1.0),
  priority SMALLINT NOT NULL DEFAULT 3
    CONSTRAINT ck_working_memories_priority CHECK (priority BETWEEN 1 AND 5),
  rehearsal_count INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_working_memories_rehearsal_count CHECK (rehearsal_count BETWEEN 0 AND 2147483647),
  extend_on_access BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT ck_working_memories_extend_on_access CHECK (extend_on_access IN (0, 1)),
  promote_candidate BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT ck_working_memories_promote_candidate CHECK (promote_candidate IN (0, 1)),
  PRIMARY KEY (memory_id),
  CONSTRAINT fk_working_memories_memory_id FOREIGN KEY (memory_id, tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE
);
CREATE INDEX ix_working_memories_promotion ON working_memories (agent_id, promote_candidate, activation);

CREATE TABLE episodes (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_episodes_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  session_id BIGINT,
  title VARCHAR(255),
  summary TEXT,
  started_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_episodes_public_id UNIQUE (public_id),
  CONSTRAINT fk_episodes_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_episodes_session_id FOREIGN KEY (session_id)
    REFERENCES sessions (id) ON DELETE SET NULL,
  CONSTRAINT ck_episodes_ends_after_start CHECK (ended_at IS NULL OR ended_at >= started_at)
);
CREATE INDEX ix_episodes_timeline ON episodes (agent_id, started_at);
CREATE INDEX ix_episodes_session ON episodes (session_id);

CREATE TABLE episodic_memories (
  memory_id BIGINT NOT NULL,
  tier VARCHAR(16) NOT NULL DEFAULT 'episodic'
    CONSTRAINT ck_episodic_memories_tier CHECK (tier = 'episodic'),
  agent_id BIGINT NOT NULL,
  episode_id BIGINT,
  sequence_no INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_episodic_memories_sequence_no CHECK (sequence_no BETWEEN 0 AND 2147483647),
  occurred_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP,
  place VARCHAR(255),
  vividness DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_episodic_memories_vividness CHECK (vividness BETWEEN 0.0 AND 1.0),
  consolidation_level DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_episodic_memories_consolidation_level CHECK (consolidation_level BETWEEN 0.0 AND 1.0),
  promotion_score DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_episodic_memories_promotion_score CHECK (promotion_score BETWEEN 0.0 AND 1.0),
  last_consolidated_at TIMESTAMP,
  PRIMARY KEY (memory_id),
  CONSTRAINT fk_episodic_memories_memory_id FOREIGN KEY (memory_id, tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE,
  CONSTRAINT fk_episodic_memories_episode_id FOREIGN KEY (episode_id)
    REFERENCES episodes (id) ON DELETE SET NULL,
  CONSTRAINT ck_episodic_memories_ends_after_start CHECK (ended_at IS NULL OR ended_at >= occurred_at)
);
CREATE INDEX ix_episodic_memories_episode ON episodic_memories (episode_id, sequence_no);
CREATE INDEX ix_episodic_memories_timeline ON episodic_memories (agent_id, occurred_at);
CREATE INDEX ix_episodic_memories_promotion ON episodic_memories (agent_id, promotion_score);

CREATE TABLE semantic_memories (
  memory_id BIGINT NOT NULL,
  tier VARCHAR(16) NOT NULL DEFAULT 'semantic'
    CONSTRAINT ck_semantic_memories_tier CHECK (tier = 'semantic'),
  agent_id BIGINT NOT NULL,
  factuality DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_semantic_memories_factuality CHECK (factuality BETWEEN 0.0 AND 1.0),
  abstraction DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_semantic_memories_abstraction CHECK (abstraction BETWEEN 0.0 AND 1.0),
  stability DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_semantic_memories_stability CHECK (stability BETWEEN 0.0 AND 1.0),
  reinforcement_count INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_semantic_memories_reinforcement_count CHECK (reinforcement_count BETWEEN 0 AND 2147483647),
  last_reinforced_at TIMESTAMP,
  PRIMARY KEY (memory_id),
  CONSTRAINT fk_semantic_memories_memory_id FOREIGN KEY (memory_id, tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE
);
CREATE INDEX ix_semantic_memories_stability ON semantic_memories (agent_id, stability);

CREATE TABLE relation_types (
  code VARCHAR(40) NOT NULL,
  applies_to VARCHAR(16) NOT NULL
    CONSTRAINT ck_relation_types_applies_to CHECK (applies_to IN ('memory', 'concept', 'both')),
  is_symmetric BOOLEAN NOT NULL DEFAULT FALSE
    CONSTRAINT ck_relation_types_is_symmetric CHECK (is_symmetric IN (0, 1)),
  inverse_code VARCHAR(40),
  description TEXT,
  PRIMARY KEY (code),
  CONSTRAINT fk_relation_types_inverse_code FOREIGN KEY (inverse_code)
    REFERENCES relation_types (code) ON DELETE SET NULL
);
CREATE INDEX ix_relation_types_inverse ON relation_types (inverse_code);

CREATE TABLE memory_links (
  source_memory_id BIGINT NOT NULL,
  target_memory_id BIGINT NOT NULL,
  relation_code VARCHAR(40) NOT NULL,
  weight DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_memory_links_weight CHECK (weight BETWEEN 0.0 AND 1.0),
  polarity VARCHAR(16) NOT NULL DEFAULT 'excitatory'
    CONSTRAINT ck_memory_links_polarity CHECK (polarity IN ('excitatory', 'inhibitory', 'modulatory')),
  state VARCHAR(16) NOT NULL DEFAULT 'forming'
    CONSTRAINT ck_memory_links_state CHECK (state IN ('forming', 'active', 'weakening', 'pruned')),
  decay_per_hour DOUBLE NOT NULL DEFAULT 0.01
    CONSTRAINT ck_memory_links_decay_per_hour CHECK (decay_per_hour BETWEEN 0.0 AND 1.0),
  temporal_distance_s DOUBLE
    CONSTRAINT ck_memory_links_temporal_distance_s CHECK (temporal_distance_s IS NULL OR temporal_distance_s BETWEEN -1.0e15 AND 1.0e15),
  activation_count BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_memory_links_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (source_memory_id, target_memory_id, relation_code),
  CONSTRAINT fk_memory_links_source_memory_id FOREIGN KEY (source_memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_links_target_memory_id FOREIGN KEY (target_memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_links_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  CONSTRAINT ck_memory_links_not_self CHECK (source_memory_id <> target_memory_id)
) WITHOUT ROWID;
CREATE INDEX ix_memory_links_incoming ON memory_links (target_memory_id, relation_code, weight);
CREATE INDEX ix_memory_links_relation ON memory_links (relation_code);
CREATE INDEX ix_memory_links_stale ON memory_links (state, last_activated_at);

CREATE TABLE concepts (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_concepts_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  description TEXT,
  confidence DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_concepts_confidence CHECK (confidence BETWEEN 0.0 AND 1.0),
  activation DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_concepts_activation CHECK (activation BETWEEN 0.0 AND 1.0),
  last_activated_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_concepts_public_id UNIQUE (public_id),
  CONSTRAINT uq_concepts_agent_id_name_key UNIQUE (agent_id, name_key),
  CONSTRAINT fk_concepts_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
);
CREATE INDEX ix_concepts_active ON concepts (agent_id, activation);

CREATE TABLE concept_edges (
  source_concept_id BIGINT NOT NULL,
  target_concept_id BIGINT NOT NULL,
  relation_code VARCHAR(40) NOT NULL,
  weight DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_concept_edges_weight CHECK (weight BETWEEN 0.0 AND 1.0),
  evidence_count INTEGER NOT NULL DEFAULT 1
    CONSTRAINT ck_concept_edges_evidence_count CHECK (evidence_count BETWEEN 0 AND 2147483647),
  activation_count BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_concept_edges_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (source_concept_id, target_concept_id, relation_code),
  CONSTRAINT fk_concept_edges_source_concept_id FOREIGN KEY (source_concept_id)
    REFERENCES concepts (id) ON DELETE CASCADE,
  CONSTRAINT fk_concept_edges_target_concept_id FOREIGN KEY (target_concept_id)
    REFERENCES concepts (id) ON DELETE CASCADE,
  CONSTRAINT fk_concept_edges_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  CONSTRAINT ck_concept_edges_not_self CHECK (source_concept_id <> target_concept_id)
) WITHOUT ROWID;
CREATE INDEX ix_concept_edges_incoming ON concept_edges (target_concept_id, relation_code, weight);
CREATE INDEX ix_concept_edges_relation ON concept_edges (relation_code);

CREATE TABLE memory_concepts (
  memory_id BIGINT NOT NULL,
  concept_id BIGINT NOT NULL,
  basis VARCHAR(16) NOT NULL DEFAULT 'direct'
    CONSTRAINT ck_memory_concepts_basis CHECK (basis IN ('direct', 'inferred')),
  weight DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_memory_concepts_weight CHECK (weight BETWEEN 0.0 AND 1.0),
  activation_count BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_memory_concepts_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (memory_id, concept_id),
  CONSTRAINT fk_memory_concepts_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_concepts_concept_id FOREIGN KEY (concept_id)
    REFERENCES concepts (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_memory_concepts_by_concept ON memory_concepts (concept_id, weight);

CREATE TABLE tags (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  description TEXT,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_tags_agent_id_name UNIQUE (agent_id, name),
  CONSTRAINT fk_tags_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
);

CREATE TABLE memory_tags (
  memory_id BIGINT NOT NULL,
  tag_id BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (memory_id, tag_id),
  CONSTRAINT fk_memory_tags_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_tags_tag_id FOREIGN KEY (tag_id)
    REFERENCES tags (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_memory_tags_by_tag ON memory_tags (tag_id, memory_id);

CREATE TABLE llm_providers (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  display_name VARCHAR(120) NOT NULL,
  hosting VARCHAR(16) NOT NULL
    CONSTRAINT ck_llm_providers_hosting CHECK (hosting IN ('hosted', 'local', 'custom')),
  base_url VARCHAR(255),
  credential_ref VARCHAR(255),
  timeout_ms INTEGER NOT NULL DEFAULT 60000
    CONSTRAINT ck_llm_providers_timeout_ms CHECK (timeout_ms BETWEEN 1 AND 3600000),
  max_retries SMALLINT NOT NULL DEFAULT 3
    CONSTRAINT ck_llm_providers_max_retries CHECK (max_retries BETWEEN 0 AND 20),
  requests_per_minute INTEGER
    CONSTRAINT ck_llm_providers_requests_per_minute CHECK (requests_per_minute IS NULL OR requests_per_minute BETWEEN 1 AND 2147483647),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_llm_providers_is_enabled CHECK (is_enabled IN (0, 1)),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_llm_providers_code UNIQUE (code)
);

CREATE TABLE llm_models (
  id INTEGER NOT NULL PRIMARY KEY,
  provider_id BIGINT NOT NULL,
  name VARCHAR(120) NOT NULL,
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_llm_models_kind CHECK (kind IN ('chat', 'completion', 'embedding')),
  context_window INTEGER
    CONSTRAINT ck_llm_models_context_window CHECK (context_window IS NULL OR context_window BETWEEN 1 AND 2147483647),
  max_output_tokens INTEGER
    CONSTRAINT ck_llm_models_max_output_tokens CHECK (max_output_tokens IS NULL OR max_output_tokens BETWEEN 1 AND 2147483647),
  embedding_dims INTEGER
    CONSTRAINT ck_llm_models_embedding_dims CHECK (embedding_dims IS NULL OR embedding_dims BETWEEN 1 AND 65535),
  retired_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_llm_models_provider_id_name UNIQUE (provider_id, name),
  CONSTRAINT fk_llm_models_provider_id FOREIGN KEY (provider_id)
    REFERENCES llm_providers (id) ON DELETE RESTRICT,
  CONSTRAINT ck_llm_models_dims_iff_embedding CHECK (
    (kind = 'embedding' AND embedding_dims IS NOT NULL)
    OR (kind <> 'embedding' AND embedding_dims IS NULL))
);

CREATE TABLE llm_model_prices (
  model_id BIGINT NOT NULL,
  effective_from TIMESTAMP NOT NULL,
  currency VARCHAR(3) NOT NULL DEFAULT 'USD'
    CONSTRAINT ck_llm_model_prices_currency CHECK (length(currency) = 3),
  input_micros_per_mtok BIGINT NOT NULL
    CONSTRAINT ck_llm_model_prices_input_micros_per_mtok CHECK (input_micros_per_mtok BETWEEN 0 AND 9223372036854775807),
  output_micros_per_mtok BIGINT NOT NULL
    CONSTRAINT ck_llm_model_prices_output_micros_per_mtok CHECK (output_micros_per_mtok BETWEEN 0 AND 9223372036854775807),
  cached_micros_per_mtok BIGINT
    CONSTRAINT ck_llm_model_prices_cached_micros_per_mtok CHECK (cached_micros_per_mtok IS NULL OR cached_micros_per_mtok BETWEEN 0 AND 9223372036854775807),
  PRIMARY KEY (model_id, effective_from),
  CONSTRAINT fk_llm_model_prices_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE memory_embeddings (
  memory_id BIGINT NOT NULL,
  model_id BIGINT NOT NULL,
  dims INTEGER NOT NULL
    CONSTRAINT ck_memory_embeddings_dims CHECK (dims BETWEEN 1 AND 65535),
  encoding VARCHAR(16) NOT NULL DEFAULT 'f32le'
    CONSTRAINT ck_memory_embeddings_encoding CHECK (encoding IN ('f32le', 'f16le', 'i8')),
  vector BLOB NOT NULL,
  norm DOUBLE
    CONSTRAINT ck_memory_embeddings_norm CHECK (norm IS NULL OR norm BETWEEN 0.0 AND 1.0e18),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (memory_id, model_id),
  CONSTRAINT fk_memory_embeddings_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_embeddings_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE RESTRICT,
  CONSTRAINT ck_memory_embeddings_vector_length CHECK (
    (encoding = 'f32le' AND length(vector) = dims * 4)
    OR (encoding = 'f16le' AND length(vector) = dims * 2)
    OR (encoding = 'i8' AND length(vector) = dims))
);
CREATE INDEX ix_memory_embeddings_by_model ON memory_embeddings (model_id, memory_id);

CREATE TABLE consolidation_runs (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL
    CONSTRAINT ck_consolidation_runs_kind CHECK (kind IN ('working_to_episodic', 'episodic_to_semantic', 'abstraction', 'merge_redundant', 'prune')),
  phase VARCHAR(16)
    CONSTRAINT ck_consolidation_runs_phase CHECK (phase IS NULL OR phase IN ('heating', 'rapid_cooling', 'slow_cooling', 'stabilization', 'maintenance')),
  status VARCHAR(16) NOT NULL DEFAULT 'pending'
    CONSTRAINT ck_consolidation_runs_status CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
  priority SMALLINT NOT NULL DEFAULT 3
    CONSTRAINT ck_consolidation_runs_priority CHECK (priority BETWEEN 1 AND 5),
  temperature DOUBLE
    CONSTRAINT ck_consolidation_runs_temperature CHECK (temperature IS NULL OR temperature BETWEEN 0.0 AND 1000000.0),
  scheduled_for TIMESTAMP NOT NULL,
  started_at TIMESTAMP,
  finished_at TIMESTAMP,
  considered INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_consolidation_runs_considered CHECK (considered BETWEEN 0 AND 2147483647),
  promoted INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_consolidation_runs_promoted CHECK (promoted BETWEEN 0 AND 2147483647),
  merged INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_consolidation_runs_merged CHECK (merged BETWEEN 0 AND 2147483647),
  forgotten INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_consolidation_runs_forgotten CHECK (forgotten BETWEEN 0 AND 2147483647),
  error TEXT,
  CONSTRAINT fk_consolidation_runs_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT ck_consolidation_runs_finished_after_start CHECK (finished_at IS NULL OR (started_at IS NOT NULL AND finished_at >= started_at))
);
CREATE INDEX ix_consolidation_runs_queue ON consolidation_runs (status, scheduled_for, priority);
CREATE INDEX ix_consolidation_runs_history ON consolidation_runs (agent_id, scheduled_for);

CREATE TABLE consolidations (
  id INTEGER NOT NULL PRIMARY KEY,
  run_id BIGINT,
  agent_id BIGINT NOT NULL,
  target_memory_id BIGINT NOT NULL,
  source_tier VARCHAR(16) NOT NULL,
  target_tier VARCHAR(16) NOT NULL,
  strategy VARCHAR(24) NOT NULL
    CONSTRAINT ck_consolidations_strategy CHECK (strategy IN ('importance', 'frequency', 'recency', 'clustering', 'temporal_decay', 'manual')),
  score DOUBLE NOT NULL
    CONSTRAINT ck_consolidations_score CHECK (score BETWEEN 0.0 AND 1.0),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fk_consolidations_run_id FOREIGN KEY (run_id)
    REFERENCES consolidation_runs (id) ON DELETE SET NULL,
  CONSTRAINT fk_consolidations_target_memory_id FOREIGN KEY (target_memory_id, target_tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE,
  CONSTRAINT ck_consolidations_upward CHECK (
    (source_tier = 'working' AND target_tier IN ('episodic', 'semantic'))
    OR (source_tier = 'episodic' AND target_tier = 'semantic'))
);
CREATE INDEX ix_consolidations_target ON consolidations (target_memory_id, target_tier, agent_id);
CREATE INDEX ix_consolidations_run ON consolidations (run_id);
CREATE INDEX ix_consolidations_history ON consolidations (agent_id, created_at);

CREATE TABLE consolidation_sources (
  consolidation_id BIGINT NOT NULL,
  source_public_id BLOB NOT NULL
    CONSTRAINT ck_consolidation_sources_source_public_id CHECK (length(source_public_id) = 16),
  source_memory_id BIGINT,
  contribution DOUBLE NOT NULL
    CONSTRAINT ck_consolidation_sources_contribution CHECK (contribution BETWEEN 0.0 AND 1.0),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (consolidation_id, source_public_id),
  CONSTRAINT fk_consolidation_sources_consolidation_id FOREIGN KEY (consolidation_id)
    REFERENCES consolidations (id) ON DELETE CASCADE,
  CONSTRAINT fk_consolidation_sources_source_memory_id FOREIGN KEY (source_memory_id)
    REFERENCES memories (id) ON DELETE SET NULL
) WITHOUT ROWID;
CREATE INDEX ix_consolidation_sources_by_source ON consolidation_sources (source_memory_id);

CREATE TABLE context_slots (
  session_id BIGINT NOT NULL,
  slot_no SMALLINT NOT NULL
    CONSTRAINT ck_context_slots_slot_no CHECK (slot_no BETWEEN 0 AND 127),
  memory_id BIGINT NOT NULL,
  relevance DOUBLE NOT NULL
    CONSTRAINT ck_context_slots_relevance CHECK (relevance BETWEEN 0.0 AND 1.0),
  reason VARCHAR(16) NOT NULL
    CONSTRAINT ck_context_slots_reason CHECK (reason IN ('semantic', 'keyword', 'recency', 'association', 'pinned')),
  token_count INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_context_slots_token_count CHECK (token_count BETWEEN 0 AND 2147483647),
  added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (session_id, slot_no),
  CONSTRAINT uq_context_slots_session_id_memory_id UNIQUE (session_id, memory_id),
  CONSTRAINT fk_context_slots_session_id FOREIGN KEY (session_id)
    REFERENCES sessions (id) ON DELETE CASCADE,
  CONSTRAINT fk_context_slots_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_context_slots_memory ON context_slots (memory_id);

CREATE TABLE memory_events (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  memory_public_id BLOB NOT NULL
    CONSTRAINT ck_memory_events_memory_public_id CHECK (length(memory_public_id) = 16),
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_memory_events_kind CHECK (kind IN ('create', 'retrieve', 'update', 'delete', 'consolidate', 'decay', 'reinforce', 'associate')),
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_memory_events_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  strength_before DOUBLE
    CONSTRAINT ck_memory_events_strength_before CHECK (strength_before IS NULL OR strength_before BETWEEN 0.0 AND 1.0),
  strength_after DOUBLE
    CONSTRAINT ck_memory_events_strength_after CHECK (strength_after IS NULL OR strength_after BETWEEN 0.0 AND 1.0),
  latency_us BIGINT
    CONSTRAINT ck_memory_events_latency_us CHECK (latency_us IS NULL OR latency_us BETWEEN 0 AND 9223372036854775807),
  actor VARCHAR(120),
  detail TEXT
    CONSTRAINT ck_memory_events_detail CHECK (detail IS NULL OR json_valid(detail)),
  CONSTRAINT fk_memory_events_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
);
CREATE INDEX ix_memory_events_of_memory ON memory_events (memory_public_id, occurred_at_us);
CREATE INDEX ix_memory_events_of_agent ON memory_events (agent_id, occurred_at_us);

CREATE TABLE health_components (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  code VARCHAR(80) NOT NULL,
  description TEXT,
  state VARCHAR(16) NOT NULL DEFAULT 'normal'
    CONSTRAINT ck_health_components_state CHECK (state IN ('optimal', 'normal', 'fatigued', 'stressed', 'impaired', 'critical')),
  state_since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_health_components_agent_id_code UNIQUE (agent_id, code),
  CONSTRAINT fk_health_components_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
);
CREATE INDEX ix_health_components_state ON health_components (state, agent_id);

CREATE TABLE health_metrics (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_metrics_kind CHECK (kind IN ('energy', 'attention', 'cognitive_load', 'stress', 'fatigue', 'recovery', 'adaptation', 'custom')),
  unit VARCHAR(24) NOT NULL DEFAULT 'ratio',
  min_value DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_health_metrics_min_value CHECK (min_value BETWEEN -1.0e15 AND 1.0e15),
  max_value DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_health_metrics_max_value CHECK (max_value BETWEEN -1.0e15 AND 1.0e15),
  optimal_value DOUBLE NOT NULL DEFAULT 0.5,
  decay_per_s DOUBLE NOT NULL DEFAULT 0.01
    CONSTRAINT ck_health_metrics_decay_per_s CHECK (decay_per_s BETWEEN 0.0 AND 1000000.0),
  recovery_per_s DOUBLE NOT NULL DEFAULT 0.02
    CONSTRAINT ck_health_metrics_recovery_per_s CHECK (recovery_per_s BETWEEN 0.0 AND 1000000.0),
  description TEXT,
  CONSTRAINT uq_health_metrics_code UNIQUE (code),
  CONSTRAINT ck_health_metrics_range CHECK (min_value < max_value),
  CONSTRAINT ck_health_metrics_optimal_in_range CHECK (optimal_value BETWEEN min_value AND max_value)
);

CREATE TABLE health_parameters (
  id INTEGER NOT NULL PRIMARY KEY,
  component_id BIGINT NOT NULL,
  metric_id BIGINT NOT NULL,
  value DOUBLE NOT NULL
    CONSTRAINT ck_health_parameters_value CHECK (value BETWEEN -1.0e15 AND 1.0e15),
  decay_per_s DOUBLE
    CONSTRAINT ck_health_parameters_decay_per_s CHECK (decay_per_s IS NULL OR decay_per_s BETWEEN 0.0 AND 1000000.0),
  recovery_per_s DOUBLE
    CONSTRAINT ck_health_parameters_recovery_per_s CHECK (recovery_per_s IS NULL OR recovery_per_s BETWEEN 0.0 AND 1000000.0),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_health_parameters_component_id_metric_id UNIQUE (component_id, metric_id),
  CONSTRAINT fk_health_parameters_component_id FOREIGN KEY (component_id)
    REFERENCES health_components (id) ON DELETE CASCADE,
  CONSTRAINT fk_health_parameters_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE RESTRICT
);
CREATE INDEX ix_health_parameters_by_metric ON health_parameters (metric_id, value);

CREATE TABLE health_thresholds (
  metric_id BIGINT NOT NULL,
  severity VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_thresholds_severity CHECK (severity IN ('warning', 'critical')),
  direction VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_thresholds_direction CHECK (direction IN ('above', 'below')),
  bound DOUBLE NOT NULL
    CONSTRAINT ck_health_thresholds_bound CHECK (bound BETWEEN -1.0e15 AND 1.0e15),
  hysteresis DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_health_thresholds_hysteresis CHECK (hysteresis BETWEEN 0.0 AND 1000000.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_health_thresholds_is_enabled CHECK (is_enabled IN (0, 1)),
  PRIMARY KEY (metric_id, severity, direction),
  CONSTRAINT fk_health_thresholds_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE health_threshold_overrides (
  parameter_id BIGINT NOT NULL,
  severity VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_threshold_overrides_severity CHECK (severity IN ('warning', 'critical')),
  direction VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_threshold_overrides_direction CHECK (direction IN ('above', 'below')),
  bound DOUBLE NOT NULL
    CONSTRAINT ck_health_threshold_overrides_bound CHECK (bound BETWEEN -1.0e15 AND 1.0e15),
  hysteresis DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_health_threshold_overrides_hysteresis CHECK (hysteresis BETWEEN 0.0 AND 1000000.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_health_threshold_overrides_is_enabled CHECK (is_enabled IN (0, 1)),
  PRIMARY KEY (parameter_id, severity, direction),
  CONSTRAINT fk_health_threshold_overrides_parameter_id FOREIGN KEY (parameter_id)
    REFERENCES health_parameters (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE health_samples (
  parameter_id BIGINT NOT NULL,
  sampled_at_us BIGINT NOT NULL
    CONSTRAINT ck_health_samples_sampled_at_us CHECK (sampled_at_us BETWEEN 0 AND 9223372036854775807),
  value DOUBLE NOT NULL
    CONSTRAINT ck_health_samples_value CHECK (value BETWEEN -1.0e15 AND 1.0e15),
  PRIMARY KEY (parameter_id, sampled_at_us),
  CONSTRAINT fk_health_samples_parameter_id FOREIGN KEY (parameter_id)
    REFERENCES health_parameters (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE health_rollups (
  parameter_id BIGINT NOT NULL,
  bucket_s INTEGER NOT NULL
    CONSTRAINT ck_health_rollups_bucket_s CHECK (bucket_s IN (60, 3600, 86400)),
  bucket_start_us BIGINT NOT NULL
    CONSTRAINT ck_health_rollups_bucket_start_us CHECK (bucket_start_us BETWEEN 0 AND 9223372036854775807),
  sample_count INTEGER NOT NULL
    CONSTRAINT ck_health_rollups_sample_count CHECK (sample_count BETWEEN 1 AND 2147483647),
  min_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_min_value CHECK (min_value BETWEEN -1.0e15 AND 1.0e15),
  max_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_max_value CHECK (max_value BETWEEN -1.0e15 AND 1.0e15),
  sum_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_sum_value CHECK (sum_value BETWEEN -1.0e24 AND 1.0e24),
  last_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_last_value CHECK (last_value BETWEEN -1.0e15 AND 1.0e15),
  PRIMARY KEY (parameter_id, bucket_s, bucket_start_us),
  CONSTRAINT fk_health_rollups_parameter_id FOREIGN KEY (parameter_id)
    REFERENCES health_parameters (id) ON DELETE CASCADE,
  CONSTRAINT ck_health_rollups_min_le_max CHECK (min_value <= max_value)
) WITHOUT ROWID;

CREATE TABLE health_events (
  id INTEGER NOT NULL PRIMARY KEY,
  component_id BIGINT NOT NULL,
  metric_id BIGINT,
  kind VARCHAR(24) NOT NULL
    CONSTRAINT ck_health_events_kind CHECK (kind IN ('parameter_change', 'state_change', 'threshold_crossed', 'recovery_started', 'recovery_completed', 'custom')),
  old_value DOUBLE
    CONSTRAINT ck_health_events_old_value CHECK (old_value IS NULL OR old_value BETWEEN -1.0e15 AND 1.0e15),
  new_value DOUBLE
    CONSTRAINT ck_health_events_new_value CHECK (new_value IS NULL OR new_value BETWEEN -1.0e15 AND 1.0e15),
  old_state VARCHAR(16),
  new_state VARCHAR(16),
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_health_events_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  detail TEXT
    CONSTRAINT ck_health_events_detail CHECK (detail IS NULL OR json_valid(detail)),
  CONSTRAINT fk_health_events_component_id FOREIGN KEY (component_id)
    REFERENCES health_components (id) ON DELETE CASCADE,
  CONSTRAINT fk_health_events_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE RESTRICT,
  CONSTRAINT ck_health_events_state_pair CHECK (kind <> 'state_change' OR (old_state IS NOT NULL AND new_state IS NOT NULL))
);
CREATE INDEX ix_health_events_timeline ON health_events (component_id, occurred_at_us);
CREATE INDEX ix_health_events_by_kind ON health_events (kind, occurred_at_us);
CREATE INDEX ix_health_events_metric ON health_events (metric_id);

CREATE TABLE neurotransmitters (
  code VARCHAR(40) NOT NULL,
  class VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitters_class CHECK (class IN ('transmitter', 'modulator', 'hormone')),
  effect VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitters_effect CHECK (effect IN ('excitatory', 'inhibitory', 'modulatory')),
  baseline DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitters_baseline CHECK (baseline BETWEEN 0.0 AND 1.0),
  half_life_s DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitters_half_life_s CHECK (half_life_s BETWEEN 0.001 AND 31536000.0),
  reuptake_per_s DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitters_reuptake_per_s CHECK (reuptake_per_s BETWEEN 0.0 AND 1.0),
  description TEXT,
  PRIMARY KEY (code)
);

CREATE TABLE neurotransmitter_states (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  transmitter_code VARCHAR(40) NOT NULL,
  level DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_states_level CHECK (level BETWEEN 0.0 AND 1.0),
  tonic_level DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_states_tonic_level CHECK (tonic_level BETWEEN 0.0 AND 1.0),
  receptor_sensitivity DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_neurotransmitter_states_receptor_sensitivity CHECK (receptor_sensitivity BETWEEN 0.0 AND 4.0),
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_neurotransmitter_states_agent_id_transmitter_code UNIQUE (agent_id, transmitter_code),
  CONSTRAINT fk_neurotransmitter_states_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_neurotransmitter_states_transmitter_code FOREIGN KEY (transmitter_code)
    REFERENCES neurotransmitters (code) ON DELETE RESTRICT
);
CREATE INDEX ix_neurotransmitter_states_transmitter ON neurotransmitter_states (transmitter_code);

CREATE TABLE neurotransmitter_events (
  state_id BIGINT NOT NULL,
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_neurotransmitter_events_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  seq SMALLINT NOT NULL DEFAULT 0
    CONSTRAINT ck_neurotransmitter_events_seq CHECK (seq BETWEEN 0 AND 32767),
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitter_events_kind CHECK (kind IN ('release', 'reuptake', 'depletion', 'modulation', 'reset')),
  amount DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_events_amount CHECK (amount BETWEEN -1.0 AND 1.0),
  level_after DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_events_level_after CHECK (level_after BETWEEN 0.0 AND 1.0),
  cause VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitter_events_cause CHECK (cause IN ('reward', 'novelty', 'threat', 'goal', 'memory', 'health', 'llm', 'circadian', 'manual')),
  cause_public_id BLOB
    CONSTRAINT ck_neurotransmitter_events_cause_public_id CHECK (cause_public_id IS NULL OR length(cause_public_id) = 16),
  PRIMARY KEY (state_id, occurred_at_us, seq),
  CONSTRAINT fk_neurotransmitter_events_state_id FOREIGN KEY (state_id)
    REFERENCES neurotransmitter_states (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE modulation_rules (
  id INTEGER NOT NULL PRIMARY KEY,
  transmitter_code VARCHAR(40) NOT NULL,
  target VARCHAR(24) NOT NULL
    CONSTRAINT ck_modulation_rules_target CHECK (target IN ('encoding_gain', 'decay_rate', 'consolidation_gain', 'attention', 'energy', 'stress', 'learning_rate', 'llm_temperature')),
  curve VARCHAR(16) NOT NULL
    CONSTRAINT ck_modulation_rules_curve CHECK (curve IN ('linear', 'sigmoid', 'inverted_u', 'threshold')),
  gain DOUBLE NOT NULL
    CONSTRAINT ck_modulation_rules_gain CHECK (gain BETWEEN -10.0 AND 10.0),
  midpoint DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_modulation_rules_midpoint CHECK (midpoint BETWEEN 0.0 AND 1.0),
  steepness DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_modulation_rules_steepness CHECK (steepness BETWEEN 0.0 AND 100.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_modulation_rules_is_enabled CHECK (is_enabled IN (0, 1)),
  CONSTRAINT uq_modulation_rules_transmitter_code_target UNIQUE (transmitter_code, target),
  CONSTRAINT fk_modulation_rules_transmitter_code FOREIGN KEY (transmitter_code)
    REFERENCES neurotransmitters (code) ON DELETE CASCADE
);

CREATE TABLE plasticity_rules (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_plasticity_rules_kind CHECK (kind IN ('hebbian', 'oja', 'stdp', 'homeostatic')),
  learning_rate DOUBLE NOT NULL
    CONSTRAINT ck_plasticity_rules_learning_rate CHECK (learning_rate BETWEEN 0.0 AND 1.0),
  potentiation_gain DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_plasticity_rules_potentiation_gain CHECK (potentiation_gain BETWEEN 0.0 AND 10.0),
  depression_gain DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_plasticity_rules_depression_gain CHECK (depression_gain BETWEEN 0.0 AND 10.0),
  window_ms DOUBLE
    CONSTRAINT ck_plasticity_rules_window_ms CHECK (window_ms IS NULL OR window_ms BETWEEN 0.001 AND 86400000.0),
  min_weight DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_plasticity_rules_min_weight CHECK (min_weight BETWEEN 0.0 AND 1.0),
  max_weight DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_plasticity_rules_max_weight CHECK (max_weight BETWEEN 0.0 AND 1.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_plasticity_rules_is_enabled CHECK (is_enabled IN (0, 1)),
  CONSTRAINT uq_plasticity_rules_code UNIQUE (code),
  CONSTRAINT ck_plasticity_rules_weight_range CHECK (min_weight < max_weight)
);

CREATE TABLE weight_changes (
  id INTEGER NOT NULL PRIMARY KEY,
  source_memory_id BIGINT NOT NULL
    CONSTRAINT ck_weight_changes_source_memory_id CHECK (source_memory_id BETWEEN 1 AND 9223372036854775807),
  target_memory_id BIGINT NOT NULL
    CONSTRAINT ck_weight_changes_target_memory_id CHECK (target_memory_id BETWEEN 1 AND 9223372036854775807),
  relation_code VARCHAR(40) NOT NULL,
  rule_id BIGINT,
  delta DOUBLE NOT NULL
    CONSTRAINT ck_weight_changes_delta CHECK (delta BETWEEN -1.0 AND 1.0),
  weight_after DOUBLE NOT NULL
    CONSTRAINT ck_weight_changes_weight_after CHECK (weight_after BETWEEN 0.0 AND 1.0),
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_weight_changes_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  CONSTRAINT fk_weight_changes_rule_id FOREIGN KEY (rule_id)
    REFERENCES plasticity_rules (id) ON DELETE SET NULL
);
CREATE INDEX ix_weight_changes_link ON weight_changes (source_memory_id, target_memory_id, occurred_at_us);
CREATE INDEX ix_weight_changes_rule ON weight_changes (rule_id);

CREATE TABLE prompt_templates (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(80) NOT NULL,
  version INTEGER NOT NULL
    CONSTRAINT ck_prompt_templates_version CHECK (version BETWEEN 1 AND 2147483647),
  format VARCHAR(16) NOT NULL DEFAULT 'jinja'
    CONSTRAINT ck_prompt_templates_format CHECK (format IN ('jinja', 'text', 'json', 'yaml')),
  body TEXT NOT NULL,
  body_sha256 BLOB NOT NULL
    CONSTRAINT ck_prompt_templates_body_sha256 CHECK (length(body_sha256) = 32),
  status VARCHAR(16) NOT NULL DEFAULT 'draft'
    CONSTRAINT ck_prompt_templates_status CHECK (status IN ('draft', 'active', 'retired')),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_prompt_templates_code_version UNIQUE (code, version)
);
CREATE INDEX ix_prompt_templates_active ON prompt_templates (code, status);

CREATE TABLE prompt_variables (
  template_id BIGINT NOT NULL,
  name VARCHAR(80) NOT NULL,
  is_required BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_prompt_variables_is_required CHECK (is_required IN (0, 1)),
  default_value TEXT,
  PRIMARY KEY (template_id, name),
  CONSTRAINT fk_prompt_variables_template_id FOREIGN KEY (template_id)
    REFERENCES prompt_templates (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE llm_interactions (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_llm_interactions_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  session_id BIGINT,
  model_id BIGINT NOT NULL,
  template_id BIGINT,
  retry_of_id BIGINT,
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_llm_interactions_kind CHECK (kind IN ('chat', 'completion', 'embedding', 'tool')),
  status VARCHAR(16) NOT NULL DEFAULT 'pending'
    CONSTRAINT ck_llm_interactions_status CHECK (status IN ('pending', 'streaming', 'succeeded', 'failed', 'cancelled')),
  temperature DOUBLE
    CONSTRAINT ck_llm_interactions_temperature CHECK (temperature IS NULL OR temperature BETWEEN 0.0 AND 2.0),
  top_p DOUBLE
    CONSTRAINT ck_llm_interactions_top_p CHECK (top_p IS NULL OR top_p BETWEEN 0.0 AND 1.0),
  max_tokens INTEGER
    CONSTRAINT ck_llm_interactions_max_tokens CHECK (max_tokens IS NULL OR max_tokens BETWEEN 1 AND 2147483647),
  finish_reason VARCHAR(24),
  error_code VARCHAR(80),
  latency_ms INTEGER
    CONSTRAINT ck_llm_interactions_latency_ms CHECK (latency_ms IS NULL OR latency_ms BETWEEN 0 AND 2147483647),
  requested_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at TIMESTAMP,
  CONSTRAINT uq_llm_interactions_public_id UNIQUE (public_id),
  CONSTRAINT fk_llm_interactions_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_llm_interactions_session_id FOREIGN KEY (session_id)
    REFERENCES sessions (id) ON DELETE SET NULL,
  CONSTRAINT fk_llm_interactions_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE RESTRICT,
  CONSTRAINT fk_llm_interactions_template_id FOREIGN KEY (template_id)
    REFERENCES prompt_templates (id) ON DELETE SET NULL,
  CONSTRAINT fk_llm_interactions_retry_of_id FOREIGN KEY (retry_of_id)
    REFERENCES llm_interactions (id) ON DELETE SET NULL,
  CONSTRAINT ck_llm_interactions_completed_after CHECK (completed_at IS NULL OR completed_at >= requested_at),
  CONSTRAINT ck_llm_interactions_failed_has_code CHECK (status <> 'failed' OR error_code IS NOT NULL)
);
CREATE INDEX ix_llm_interactions_agent_time ON llm_interactions (agent_id, requested_at);
CREATE INDEX ix_llm_interactions_session ON llm_interactions (session_id, requested_at);
CREATE INDEX ix_llm_interactions_model_time ON llm_interactions (model_id, requested_at);
CREATE INDEX ix_llm_interactions_open ON llm_interactions (status, requested_at) WHERE status IN ('pending', 'streaming');
CREATE INDEX ix_llm_interactions_template ON llm_interactions (template_id);
CREATE INDEX ix_llm_interactions_retry ON llm_interactions (retry_of_id);

CREATE TABLE llm_messages (
  interaction_id BIGINT NOT NULL,
  seq INTEGER NOT NULL
    CONSTRAINT ck_llm_messages_seq CHECK (seq BETWEEN 0 AND 2147483647),
  role VARCHAR(16) NOT NULL
    CONSTRAINT ck_llm_messages_role CHECK (role IN ('system', 'user', 'assistant', 'tool')),
  content TEXT NOT NULL,
  token_count INTEGER
    CONSTRAINT ck_llm_messages_token_count CHECK (token_count IS NULL OR token_count BETWEEN 0 AND 2147483647),
  PRIMARY KEY (interaction_id, seq),
  CONSTRAINT fk_llm_messages_interaction_id FOREIGN KEY (interaction_id)
    REFERENCES llm_interactions (id) ON DELETE CASCADE
);

CREATE TABLE llm_usage (
  interaction_id BIGINT NOT NULL,
  prompt_tokens INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_prompt_tokens CHECK (prompt_tokens BETWEEN 0 AND 2147483647),
  cached_tokens INTEGER NOT NULL DEFAULT 0,
  completion_tokens INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_completion_tokens CHECK (completion_tokens BETWEEN 0 AND 2147483647),
  cost_micros BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_cost_micros CHECK (cost_micros BETWEEN 0 AND 9223372036854775807),
  currency VARCHAR(3) NOT NULL DEFAULT 'USD'
    CONSTRAINT ck_llm_usage_currency CHECK (length(currency) = 3),
  PRIMARY KEY (interaction_id),
  CONSTRAINT fk_llm_usage_interaction_id FOREIGN KEY (interaction_id)
    REFERENCES llm_interactions (id) ON DELETE CASCADE,
  CONSTRAINT ck_llm_usage_cached_le_prompt CHECK (cached_tokens BETWEEN 0 AND prompt_tokens)
);

CREATE TABLE llm_interaction_memories (
  interaction_id BIGINT NOT NULL,
  memory_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL
    CONSTRAINT ck_llm_interaction_memories_role CHECK (role IN ('injected', 'cited', 'created', 'evicted')),
  rank_no INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_interaction_memories_rank_no CHECK (rank_no BETWEEN 0 AND 2147483647),
  relevance DOUBLE
    CONSTRAINT ck_llm_interaction_memories_relevance CHECK (relevance IS NULL OR relevance BETWEEN 0.0 AND 1.0),
  token_count INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_interaction_memories_token_count CHECK (token_count BETWEEN 0 AND 2147483647),
  PRIMARY KEY (interaction_id, memory_id, role),
  CONSTRAINT fk_llm_interaction_memories_interaction_id FOREIGN KEY (interaction_id)
    REFERENCES llm_interactions (id) ON DELETE CASCADE,
  CONSTRAINT fk_llm_interaction_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_llm_interaction_memories_by_memory ON llm_interaction_memories (memory_id, role);

CREATE TABLE llm_usage_daily (
  agent_id BIGINT NOT NULL,
  model_id BIGINT NOT NULL,
  day DATE NOT NULL,
  requests INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_daily_requests CHECK (requests BETWEEN 0 AND 2147483647),
  failures INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_daily_failures CHECK (failures BETWEEN 0 AND 2147483647),
  prompt_tokens BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_daily_prompt_tokens CHECK (prompt_tokens BETWEEN 0 AND 9223372036854775807),
  completion_tokens BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_daily_completion_tokens CHECK (completion_tokens BETWEEN 0 AND 9223372036854775807),
  cost_micros BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_llm_usage_daily_cost_micros CHECK (cost_micros BETWEEN 0 AND 9223372036854775807),
  PRIMARY KEY (agent_id, day, model_id),
  CONSTRAINT fk_llm_usage_daily_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_llm_usage_daily_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE RESTRICT,
  CONSTRAINT ck_llm_usage_daily_failures_le_requests CHECK (failures <= requests)
) WITHOUT ROWID;
CREATE INDEX ix_llm_usage_daily_by_day ON llm_usage_daily (day);
CREATE INDEX ix_llm_usage_daily_model ON llm_usage_daily (model_id);

CREATE TABLE audit_log (
  id INTEGER NOT NULL PRIMARY KEY,
  occurred_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actor VARCHAR(120) NOT NULL,
  action VARCHAR(40) NOT NULL,
  subject_table VARCHAR(80) NOT NULL,
  subject_id VARCHAR(80) NOT NULL,
  request_id VARCHAR(80),
  outcome VARCHAR(16) NOT NULL
    CONSTRAINT ck_audit_log_outcome CHECK (outcome IN ('ok', 'denied', 'error')),
  before_state TEXT
    CONSTRAINT ck_audit_log_before_state CHECK (before_state IS NULL OR json_valid(before_state)),
  after_state TEXT
    CONSTRAINT ck_audit_log_after_state CHECK (after_state IS NULL OR json_valid(after_state))
);
CREATE INDEX ix_audit_log_subject ON audit_log (subject_table, subject_id, occurred_at);
CREATE INDEX ix_audit_log_actor ON audit_log (actor, occurred_at);
CREATE INDEX ix_audit_log_retention ON audit_log (occurred_at);

CREATE TRIGGER tr_audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only; what it says stays');
END;
CREATE TRIGGER tr_audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only; what it says stays');
END;

CREATE VIEW memory_overview AS
SELECT m.id AS memory_id, a.name AS agent_name, m.tier, m.status, m.importance, m.strength,
  m.last_accessed_at,
  (SELECT count(*) FROM memory_links AS l WHERE l.source_memory_id = m.id) AS links_out,
  (SELECT count(*) FROM memory_tags AS t WHERE t.memory_id = m.id) AS tags
FROM memories AS m
JOIN agents AS a ON a.id = m.agent_id;
