-- Language models: who provides them, prompts, each interaction with its messages, and the memories
-- that went into it or came out of it.
--
-- `credential_ref` is the name of a secret, never the secret. An interaction carries its own usage and
-- the provider's raw answer for now, as the prototype does.

CREATE TABLE llm_providers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  display_name VARCHAR(120) NOT NULL,
  hosting VARCHAR(16) NOT NULL,
  CONSTRAINT ck_llm_providers_hosting CHECK (hosting IN ('hosted', 'local', 'custom')),
  base_url VARCHAR(255) NULL,
  credential_ref VARCHAR(255) NULL,
  timeout_ms INT NOT NULL DEFAULT 60000,
  CONSTRAINT ck_llm_providers_timeout_ms CHECK (timeout_ms BETWEEN 1 AND 3600000),
  max_retries SMALLINT NOT NULL DEFAULT 3,
  CONSTRAINT ck_llm_providers_max_retries CHECK (max_retries BETWEEN 0 AND 20),
  requests_per_minute INT NULL,
  CONSTRAINT ck_llm_providers_requests_per_minute CHECK (requests_per_minute IS NULL OR requests_per_minute BETWEEN 1 AND 2147483647),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
  CONSTRAINT ck_llm_providers_is_enabled CHECK (is_enabled IN (0, 1)),
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_llm_providers_code UNIQUE (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE llm_models (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  provider_id BIGINT NOT NULL,
  name VARCHAR(120) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  CONSTRAINT ck_llm_models_kind CHECK (kind IN ('chat', 'completion', 'embedding')),
  context_window INT NULL,
  CONSTRAINT ck_llm_models_context_window CHECK (context_window IS NULL OR context_window BETWEEN 1 AND 2147483647),
  max_output_tokens INT NULL,
  CONSTRAINT ck_llm_models_max_output_tokens CHECK (max_output_tokens IS NULL OR max_output_tokens BETWEEN 1 AND 2147483647),
  embedding_dims INT NULL,
  CONSTRAINT ck_llm_models_embedding_dims CHECK (embedding_dims IS NULL OR embedding_dims BETWEEN 1 AND 65535),
  retired_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_llm_models_provider_id_name UNIQUE (provider_id, name),
  CONSTRAINT fk_llm_models_provider_id FOREIGN KEY (provider_id)
    REFERENCES llm_providers (id) ON DELETE RESTRICT,
  CONSTRAINT ck_llm_models_dims_iff_embedding CHECK (
    (kind = 'embedding' AND embedding_dims IS NOT NULL)
    OR (kind <> 'embedding' AND embedding_dims IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE prompt_templates (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code VARCHAR(80) NOT NULL,
  version INT NOT NULL,
  CONSTRAINT ck_prompt_templates_version CHECK (version BETWEEN 1 AND 2147483647),
  format VARCHAR(16) NOT NULL DEFAULT 'jinja',
  CONSTRAINT ck_prompt_templates_format CHECK (format IN ('jinja', 'text', 'json', 'yaml')),
  body MEDIUMTEXT NOT NULL,
  body_sha256 VARBINARY(32) NOT NULL,
  CONSTRAINT ck_prompt_templates_body_sha256 CHECK (length(body_sha256) = 32),
  status VARCHAR(16) NOT NULL DEFAULT 'draft',
  CONSTRAINT ck_prompt_templates_status CHECK (status IN ('draft', 'active', 'retired')),
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_prompt_templates_code_version UNIQUE (code, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_prompt_templates_active ON prompt_templates (code, status);

CREATE TABLE prompt_variables (
  template_id BIGINT NOT NULL,
  name VARCHAR(80) NOT NULL,
  is_required BOOLEAN NOT NULL DEFAULT TRUE,
  CONSTRAINT ck_prompt_variables_is_required CHECK (is_required IN (0, 1)),
  default_value MEDIUMTEXT NULL,
  PRIMARY KEY (template_id, name),
  CONSTRAINT fk_prompt_variables_template_id FOREIGN KEY (template_id)
    REFERENCES prompt_templates (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE llm_interactions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_llm_interactions_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  session_id BIGINT NULL,
  model_id BIGINT NOT NULL,
  template_id BIGINT NULL,
  retry_of_id BIGINT NULL,
  kind VARCHAR(16) NOT NULL,
  CONSTRAINT ck_llm_interactions_kind CHECK (kind IN ('chat', 'completion', 'embedding', 'tool')),
  status VARCHAR(16) NOT NULL DEFAULT 'pending',
  CONSTRAINT ck_llm_interactions_status CHECK (status IN ('pending', 'streaming', 'succeeded', 'failed', 'cancelled')),
  temperature DOUBLE NULL,
  CONSTRAINT ck_llm_interactions_temperature CHECK (temperature IS NULL OR temperature BETWEEN 0.0 AND 2.0),
  top_p DOUBLE NULL,
  CONSTRAINT ck_llm_interactions_top_p CHECK (top_p IS NULL OR top_p BETWEEN 0.0 AND 1.0),
  max_tokens INT NULL,
  CONSTRAINT ck_llm_interactions_max_tokens CHECK (max_tokens IS NULL OR max_tokens BETWEEN 1 AND 2147483647),
  finish_reason VARCHAR(24) NULL,
  error_code VARCHAR(80) NULL,
  latency_ms INT NULL,
  CONSTRAINT ck_llm_interactions_latency_ms CHECK (latency_ms IS NULL OR latency_ms BETWEEN 0 AND 2147483647),
  requested_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  completed_at DATETIME(6) NULL,
  raw_response MEDIUMTEXT NULL,
  prompt_tokens INT NULL,
  completion_tokens INT NULL,
  cost_usd DOUBLE NULL,
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
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_llm_interactions_agent ON llm_interactions (agent_id);
CREATE INDEX ix_llm_interactions_session ON llm_interactions (session_id, requested_at);
CREATE INDEX ix_llm_interactions_model_time ON llm_interactions (model_id, requested_at);
CREATE INDEX ix_llm_interactions_open ON llm_interactions (status, requested_at);
CREATE INDEX ix_llm_interactions_template ON llm_interactions (template_id);
CREATE INDEX ix_llm_interactions_retry ON llm_interactions (retry_of_id);

CREATE TABLE llm_messages (
  interaction_id BIGINT NOT NULL,
  seq INT NOT NULL,
  CONSTRAINT ck_llm_messages_seq CHECK (seq BETWEEN 0 AND 2147483647),
  role VARCHAR(16) NOT NULL,
  CONSTRAINT ck_llm_messages_role CHECK (role IN ('system', 'user', 'assistant', 'tool')),
  content MEDIUMTEXT NOT NULL,
  token_count INT NULL,
  CONSTRAINT ck_llm_messages_token_count CHECK (token_count IS NULL OR token_count BETWEEN 0 AND 2147483647),
  PRIMARY KEY (interaction_id, seq),
  CONSTRAINT fk_llm_messages_interaction_id FOREIGN KEY (interaction_id)
    REFERENCES llm_interactions (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE llm_interaction_memories (
  interaction_id BIGINT NOT NULL,
  memory_id BIGINT NOT NULL,
  role VARCHAR(16) NOT NULL,
  CONSTRAINT ck_llm_interaction_memories_role CHECK (role IN ('injected', 'cited', 'created', 'evicted')),
  rank_no INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_interaction_memories_rank_no CHECK (rank_no BETWEEN 0 AND 2147483647),
  relevance DOUBLE NULL,
  CONSTRAINT ck_llm_interaction_memories_relevance CHECK (relevance IS NULL OR relevance BETWEEN 0.0 AND 1.0),
  token_count INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_interaction_memories_token_count CHECK (token_count BETWEEN 0 AND 2147483647),
  PRIMARY KEY (interaction_id, memory_id, role),
  CONSTRAINT fk_llm_interaction_memories_interaction_id FOREIGN KEY (interaction_id)
    REFERENCES llm_interactions (id) ON DELETE CASCADE,
  CONSTRAINT fk_llm_interaction_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_llm_interaction_memories_by_memory ON llm_interaction_memories (memory_id, role);
