-- Where memories come from: runs that consolidate, what was made of what, what a session has in mind,
-- and a journal.
--
-- History outlives what it is about: sources keep the public id of a memory that is gone, and the
-- journal has no foreign key to memories.

CREATE TABLE consolidation_runs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  CONSTRAINT ck_consolidation_runs_kind CHECK (kind IN ('working_to_episodic', 'episodic_to_semantic', 'abstraction', 'merge_redundant', 'prune')),
  phase VARCHAR(16) NULL,
  CONSTRAINT ck_consolidation_runs_phase CHECK (phase IS NULL OR phase IN ('heating', 'rapid_cooling', 'slow_cooling', 'stabilization', 'maintenance')),
  status VARCHAR(16) NOT NULL DEFAULT 'pending',
  CONSTRAINT ck_consolidation_runs_status CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
  priority SMALLINT NOT NULL DEFAULT 3,
  CONSTRAINT ck_consolidation_runs_priority CHECK (priority BETWEEN 1 AND 5),
  temperature DOUBLE NULL,
  CONSTRAINT ck_consolidation_runs_temperature CHECK (temperature IS NULL OR temperature BETWEEN 0.0 AND 1000000.0),
  scheduled_for DATETIME(6) NOT NULL,
  started_at DATETIME(6) NULL,
  finished_at DATETIME(6) NULL,
  considered INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_consolidation_runs_considered CHECK (considered BETWEEN 0 AND 2147483647),
  promoted INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_consolidation_runs_promoted CHECK (promoted BETWEEN 0 AND 2147483647),
  merged INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_consolidation_runs_merged CHECK (merged BETWEEN 0 AND 2147483647),
  forgotten INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_consolidation_runs_forgotten CHECK (forgotten BETWEEN 0 AND 2147483647),
  error MEDIUMTEXT NULL,
  CONSTRAINT fk_consolidation_runs_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT ck_consolidation_runs_finished_after_start CHECK (finished_at IS NULL OR (started_at IS NOT NULL AND finished_at >= started_at))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_consolidation_runs_queue ON consolidation_runs (status, scheduled_for, priority);
CREATE INDEX ix_consolidation_runs_history ON consolidation_runs (agent_id, scheduled_for);

CREATE TABLE consolidations (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  run_id BIGINT NULL,
  agent_id BIGINT NOT NULL,
  target_memory_id BIGINT NOT NULL,
  source_tier VARCHAR(16) NOT NULL,
  target_tier VARCHAR(16) NOT NULL,
  strategy VARCHAR(24) NOT NULL,
  CONSTRAINT ck_consolidations_strategy CHECK (strategy IN ('importance', 'frequency', 'recency', 'clustering', 'temporal_decay', 'manual')),
  score DOUBLE NOT NULL,
  CONSTRAINT ck_consolidations_score CHECK (score BETWEEN 0.0 AND 1.0),
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT fk_consolidations_run_id FOREIGN KEY (run_id)
    REFERENCES consolidation_runs (id) ON DELETE SET NULL,
  CONSTRAINT fk_consolidations_target_memory_id FOREIGN KEY (target_memory_id, target_tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE,
  CONSTRAINT ck_consolidations_upward CHECK (
    (source_tier = 'working' AND target_tier IN ('episodic', 'semantic'))
    OR (source_tier = 'episodic' AND target_tier = 'semantic'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_consolidations_target ON consolidations (target_memory_id, target_tier, agent_id);
CREATE INDEX ix_consolidations_run ON consolidations (run_id);
CREATE INDEX ix_consolidations_history ON consolidations (agent_id, created_at);

CREATE TABLE consolidation_sources (
  consolidation_id BIGINT NOT NULL,
  source_public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_consolidation_sources_source_public_id CHECK (length(source_public_id) = 16),
  source_memory_id BIGINT NULL,
  contribution DOUBLE NOT NULL,
  CONSTRAINT ck_consolidation_sources_contribution CHECK (contribution BETWEEN 0.0 AND 1.0),
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (consolidation_id, source_public_id),
  CONSTRAINT fk_consolidation_sources_consolidation_id FOREIGN KEY (consolidation_id)
    REFERENCES consolidations (id) ON DELETE CASCADE,
  CONSTRAINT fk_consolidation_sources_source_memory_id FOREIGN KEY (source_memory_id)
    REFERENCES memories (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_consolidation_sources_by_source ON consolidation_sources (source_memory_id);

CREATE TABLE context_slots (
  session_id BIGINT NOT NULL,
  slot_no SMALLINT NOT NULL,
  CONSTRAINT ck_context_slots_slot_no CHECK (slot_no BETWEEN 0 AND 127),
  memory_id BIGINT NOT NULL,
  relevance DOUBLE NOT NULL,
  CONSTRAINT ck_context_slots_relevance CHECK (relevance BETWEEN 0.0 AND 1.0),
  reason VARCHAR(16) NOT NULL,
  CONSTRAINT ck_context_slots_reason CHECK (reason IN ('semantic', 'keyword', 'recency', 'association', 'pinned')),
  token_count INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_context_slots_token_count CHECK (token_count BETWEEN 0 AND 2147483647),
  added_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (session_id, slot_no),
  CONSTRAINT uq_context_slots_session_id_memory_id UNIQUE (session_id, memory_id),
  CONSTRAINT fk_context_slots_session_id FOREIGN KEY (session_id)
    REFERENCES sessions (id) ON DELETE CASCADE,
  CONSTRAINT fk_context_slots_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_context_slots_memory ON context_slots (memory_id);

CREATE TABLE memory_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  memory_public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_memory_events_memory_public_id CHECK (length(memory_public_id) = 16),
  kind VARCHAR(16) NOT NULL,
  CONSTRAINT ck_memory_events_kind CHECK (kind IN ('create', 'retrieve', 'update', 'delete', 'consolidate', 'decay', 'reinforce', 'associate')),
  occurred_at_us BIGINT NOT NULL,
  CONSTRAINT ck_memory_events_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  strength_before DOUBLE NULL,
  CONSTRAINT ck_memory_events_strength_before CHECK (strength_before IS NULL OR strength_before BETWEEN 0.0 AND 1.0),
  strength_after DOUBLE NULL,
  CONSTRAINT ck_memory_events_strength_after CHECK (strength_after IS NULL OR strength_after BETWEEN 0.0 AND 1.0),
  latency_us BIGINT NULL,
  CONSTRAINT ck_memory_events_latency_us CHECK (latency_us IS NULL OR latency_us BETWEEN 0 AND 9223372036854775807),
  actor VARCHAR(120) NULL,
  detail MEDIUMTEXT NULL,
  CONSTRAINT ck_memory_events_detail CHECK (detail IS NULL OR json_valid(detail)),
  CONSTRAINT fk_memory_events_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_memory_events_of_memory ON memory_events (memory_public_id, occurred_at_us);
CREATE INDEX ix_memory_events_of_agent ON memory_events (agent_id, occurred_at_us);

-- What a consolidated memory became names it in its metadata, as a UUID with or without dashes. How it
-- was chosen was not recorded.
INSERT INTO consolidations
  (agent_id, target_memory_id, source_tier, target_tier, strategy, score, created_at)
SELECT target.agent_id, target.id, source.tier, target.tier, 'manual', source.importance, target.created_at
FROM (
  SELECT id, agent_id, tier, created_at, REPLACE(JSON_UNQUOTE(JSON_EXTRACT(metadata, '$.consolidated_from')), '-', '') AS origin
  FROM memories WHERE metadata IS NOT NULL
) AS target
JOIN memories AS source
  ON source.public_id = UNHEX(CASE WHEN target.origin REGEXP '^[0-9a-fA-F]{32}$' THEN target.origin END)
  AND source.agent_id = target.agent_id
  AND source.status = 'consolidated'
  AND ((source.tier = 'working' AND target.tier IN ('episodic', 'semantic'))
    OR (source.tier = 'episodic' AND target.tier = 'semantic'))
ORDER BY target.id;
INSERT INTO consolidation_sources
  (consolidation_id, source_public_id, source_memory_id, contribution, created_at)
SELECT c.id, source.public_id, source.id, 1.0, target.created_at
FROM (
  SELECT id, agent_id, tier, created_at, REPLACE(JSON_UNQUOTE(JSON_EXTRACT(metadata, '$.consolidated_from')), '-', '') AS origin
  FROM memories WHERE metadata IS NOT NULL
) AS target
JOIN memories AS source
  ON source.public_id = UNHEX(CASE WHEN target.origin REGEXP '^[0-9a-fA-F]{32}$' THEN target.origin END)
  AND source.agent_id = target.agent_id
  AND source.status = 'consolidated'
  AND ((source.tier = 'working' AND target.tier IN ('episodic', 'semantic'))
    OR (source.tier = 'episodic' AND target.tier = 'semantic'))
JOIN consolidations AS c ON c.target_memory_id = target.id;
