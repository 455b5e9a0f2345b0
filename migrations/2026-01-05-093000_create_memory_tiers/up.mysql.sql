-- The three tiers of memory (working, episodic, semantic) over one supertype, and the parameters of
-- decay for each, as data: they are tuned without a release.
--
-- The first version of `memories` is loose on purpose, as the prototype was: importance is a whole
-- number from 0 to 100 that nothing checks, tags are a JSON array and the embedding lies in the row.
-- Later migrations tighten and split it.

CREATE TABLE decay_policies (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  tier VARCHAR(16) NOT NULL,
  CONSTRAINT ck_decay_policies_tier CHECK (tier IN ('working', 'episodic', 'semantic')),
  curve VARCHAR(16) NOT NULL,
  CONSTRAINT ck_decay_policies_curve CHECK (curve IN ('linear', 'exponential', 'hyperbolic', 'logarithmic')),
  rate DOUBLE NOT NULL,
  CONSTRAINT ck_decay_policies_rate CHECK (rate BETWEEN 0.0 AND 1000.0),
  unit_seconds INT NOT NULL,
  CONSTRAINT ck_decay_policies_unit_seconds CHECK (unit_seconds BETWEEN 1 AND 31536000),
  floor_strength DOUBLE NOT NULL DEFAULT 0.0,
  CONSTRAINT ck_decay_policies_floor_strength CHECK (floor_strength BETWEEN 0.0 AND 1.0),
  forget_below DOUBLE NOT NULL DEFAULT 0.1,
  CONSTRAINT ck_decay_policies_forget_below CHECK (forget_below BETWEEN 0.0 AND 1.0),
  importance_weight DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_decay_policies_importance_weight CHECK (importance_weight BETWEEN 0.0 AND 1.0),
  access_weight DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_decay_policies_access_weight CHECK (access_weight BETWEEN 0.0 AND 1.0),
  access_boost DOUBLE NOT NULL DEFAULT 0.05,
  CONSTRAINT ck_decay_policies_access_boost CHECK (access_boost BETWEEN 0.0 AND 1.0),
  base_ttl_seconds BIGINT NULL,
  CONSTRAINT ck_decay_policies_base_ttl_seconds CHECK (base_ttl_seconds IS NULL OR base_ttl_seconds BETWEEN 1 AND 9223372036854775807),
  capacity INT NULL,
  CONSTRAINT ck_decay_policies_capacity CHECK (capacity IS NULL OR capacity BETWEEN 1 AND 2147483647),
  is_default BOOLEAN NOT NULL DEFAULT FALSE,
  CONSTRAINT ck_decay_policies_is_default CHECK (is_default IN (0, 1)),
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_decay_policies_code UNIQUE (code),
  CONSTRAINT ck_decay_policies_floor_below_forget CHECK (floor_strength <= forget_below)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What an operator has changed stays: a row that is there is left alone.
INSERT INTO decay_policies
  (code, tier, curve, rate, unit_seconds, forget_below, base_ttl_seconds, capacity, is_default)
VALUES
  ('working_default', 'working', 'linear', 0.05, 60, 0.1, 3600, 7, TRUE),
  ('episodic_default', 'episodic', 'exponential', 0.01, 86400, 0.1, NULL, 1000, TRUE),
  ('semantic_default', 'semantic', 'hyperbolic', 0.001, 86400, 0.1, NULL, NULL, TRUE)
ON DUPLICATE KEY UPDATE code = decay_policies.code;

CREATE TABLE memories (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_memories_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  origin_session_id BIGINT NULL,
  tier VARCHAR(16) NOT NULL,
  CONSTRAINT ck_memories_tier CHECK (tier IN ('working', 'episodic', 'semantic')),
  content_kind VARCHAR(16) NOT NULL DEFAULT 'text',
  CONSTRAINT ck_memories_content_kind CHECK (content_kind IN ('text', 'structured', 'image_ref', 'audio_ref', 'mixed')),
  content MEDIUMTEXT NOT NULL,
  summary MEDIUMTEXT NULL,
  language VARCHAR(16) NULL,
  source VARCHAR(16) NOT NULL,
  CONSTRAINT ck_memories_source CHECK (source IN ('conversation', 'observation', 'inference', 'reflection', 'external', 'system')),
  importance SMALLINT NOT NULL DEFAULT 50,
  strength DOUBLE NOT NULL DEFAULT 1.0,
  confidence DOUBLE NOT NULL DEFAULT 1.0,
  access_count BIGINT NOT NULL DEFAULT 0,
  status VARCHAR(16) NOT NULL DEFAULT 'active',
  CONSTRAINT ck_memories_status CHECK (status IN ('active', 'decaying', 'consolidated', 'archived', 'forgotten')),
  is_pinned BOOLEAN NOT NULL DEFAULT FALSE,
  CONSTRAINT ck_memories_is_pinned CHECK (is_pinned IN (0, 1)),
  decay_policy_id BIGINT NOT NULL,
  metadata MEDIUMTEXT NULL,
  CONSTRAINT ck_memories_metadata CHECK (metadata IS NULL OR json_valid(metadata)),
  row_version INT NOT NULL DEFAULT 1,
  last_accessed_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  decayed_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  expires_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  tags MEDIUMTEXT NULL,
  CONSTRAINT ck_memories_tags CHECK (tags IS NULL OR json_valid(tags)),
  embedding MEDIUMBLOB NULL,
  embedding_model VARCHAR(120) NULL,
  CONSTRAINT uq_memories_public_id UNIQUE (public_id),
  CONSTRAINT fk_memories_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_memories_origin_session_id FOREIGN KEY (origin_session_id)
    REFERENCES sessions (id) ON DELETE SET NULL,
  CONSTRAINT fk_memories_decay_policy_id FOREIGN KEY (decay_policy_id)
    REFERENCES decay_policies (id) ON DELETE RESTRICT,
  CONSTRAINT ck_memories_content_not_empty CHECK (length(content) > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_memories_agent ON memories (agent_id);
CREATE INDEX ix_memories_session ON memories (origin_session_id, created_at);
CREATE INDEX ix_memories_policy ON memories (decay_policy_id);

CREATE TABLE working_memories (
  memory_id BIGINT NOT NULL,
  tier VARCHAR(16) NOT NULL DEFAULT 'working',
  CONSTRAINT ck_working_memories_tier CHECK (tier = 'working'),
  agent_id BIGINT NOT NULL,
  activation DOUBLE NOT NULL DEFAULT 1.0,
  CONSTRAINT ck_working_memories_activation CHECK (activation BETWEEN 0.0 AND 1.0),
  attention_weight DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_working_memories_attention_weight CHECK (attention_weight BETWEEN 0.0 AND 1.0),
  priority SMALLINT NOT NULL DEFAULT 3,
  CONSTRAINT ck_working_memories_priority CHECK (priority BETWEEN 1 AND 5),
  rehearsal_count INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_working_memories_rehearsal_count CHECK (rehearsal_count BETWEEN 0 AND 2147483647),
  extend_on_access BOOLEAN NOT NULL DEFAULT FALSE,
  CONSTRAINT ck_working_memories_extend_on_access CHECK (extend_on_access IN (0, 1)),
  promote_candidate BOOLEAN NOT NULL DEFAULT FALSE,
  CONSTRAINT ck_working_memories_promote_candidate CHECK (promote_candidate IN (0, 1)),
  PRIMARY KEY (memory_id),
  CONSTRAINT fk_working_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_working_memories_promotion ON working_memories (agent_id, promote_candidate, activation);

CREATE TABLE episodes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_episodes_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  session_id BIGINT NULL,
  title VARCHAR(255) NULL,
  summary MEDIUMTEXT NULL,
  started_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_episodes_public_id UNIQUE (public_id),
  CONSTRAINT fk_episodes_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_episodes_session_id FOREIGN KEY (session_id)
    REFERENCES sessions (id) ON DELETE SET NULL,
  CONSTRAINT ck_episodes_ends_after_start CHECK (ended_at IS NULL OR ended_at >= started_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_episodes_timeline ON episodes (agent_id, started_at);
CREATE INDEX ix_episodes_session ON episodes (session_id);

CREATE TABLE episodic_memories (
  memory_id BIGINT NOT NULL,
  tier VARCHAR(16) NOT NULL DEFAULT 'episodic',
  CONSTRAINT ck_episodic_memories_tier CHECK (tier = 'episodic'),
  agent_id BIGINT NOT NULL,
  episode_id BIGINT NULL,
  sequence_no INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_episodic_memories_sequence_no CHECK (sequence_no BETWEEN 0 AND 2147483647),
  occurred_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  place VARCHAR(255) NULL,
  vividness DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_episodic_memories_vividness CHECK (vividness BETWEEN 0.0 AND 1.0),
  consolidation_level DOUBLE NOT NULL DEFAULT 0.0,
  CONSTRAINT ck_episodic_memories_consolidation_level CHECK (consolidation_level BETWEEN 0.0 AND 1.0),
  promotion_score DOUBLE NOT NULL DEFAULT 0.0,
  CONSTRAINT ck_episodic_memories_promotion_score CHECK (promotion_score BETWEEN 0.0 AND 1.0),
  last_consolidated_at DATETIME(6) NULL,
  PRIMARY KEY (memory_id),
  CONSTRAINT fk_episodic_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_episodic_memories_episode_id FOREIGN KEY (episode_id)
    REFERENCES episodes (id) ON DELETE SET NULL,
  CONSTRAINT ck_episodic_memories_ends_after_start CHECK (ended_at IS NULL OR ended_at >= occurred_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_episodic_memories_episode ON episodic_memories (episode_id, sequence_no);
CREATE INDEX ix_episodic_memories_timeline ON episodic_memories (agent_id, occurred_at);
CREATE INDEX ix_episodic_memories_promotion ON episodic_memories (agent_id, promotion_score);

CREATE TABLE semantic_memories (
  memory_id BIGINT NOT NULL,
  tier VARCHAR(16) NOT NULL DEFAULT 'semantic',
  CONSTRAINT ck_semantic_memories_tier CHECK (tier = 'semantic'),
  agent_id BIGINT NOT NULL,
  factuality DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_semantic_memories_factuality CHECK (factuality BETWEEN 0.0 AND 1.0),
  abstraction DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_semantic_memories_abstraction CHECK (abstraction BETWEEN 0.0 AND 1.0),
  stability DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_semantic_memories_stability CHECK (stability BETWEEN 0.0 AND 1.0),
  reinforcement_count INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_semantic_memories_reinforcement_count CHECK (reinforcement_count BETWEEN 0 AND 2147483647),
  last_reinforced_at DATETIME(6) NULL,
  PRIMARY KEY (memory_id),
  CONSTRAINT fk_semantic_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_semantic_memories_stability ON semantic_memories (agent_id, stability);
