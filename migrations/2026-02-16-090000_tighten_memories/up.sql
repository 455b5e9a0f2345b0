-- What the application always meant is now said: importance is from 0 to 1, scores and counts are in
-- range, every memory has a digest, and a tier's row belongs to a memory of that tier and agent.
--
-- A few rows out of range are set to the nearest bound. More than 1 in 100 are a fault that somebody
-- should look at: then nothing is changed. A digest that is missing was left out by a writer since the
-- last migration, whose UPDATE writes it.

-- A CHECK of a table that is there for this alone: its name is what the error says.
CREATE TEMP TABLE tighten_precondition (
  digests BIGINT NOT NULL
    CONSTRAINT "memories.content_sha256: expected the digest of every memory; write those that are missing"
    CHECK (digests = 0),
  ranges BIGINT NOT NULL
    CONSTRAINT "memories: more than 1 row in 100 is out of range in importance, strength, confidence or a count"
    CHECK (ranges = 0),
  subtypes BIGINT NOT NULL
    CONSTRAINT "working, episodic or semantic memories: expected the tier and the agent of their memory"
    CHECK (subtypes = 0)
);
INSERT INTO tighten_precondition (digests, ranges, subtypes)
SELECT
  (
    SELECT count(*) FROM memories WHERE content_sha256 IS NULL OR length(content_sha256) <> 32
  ),
  (
    SELECT CASE WHEN 100 * count(*) > (SELECT count(*) FROM memories) THEN count(*) ELSE 0 END FROM memories
    WHERE importance NOT BETWEEN 0 AND 100 OR strength NOT BETWEEN 0.0 AND 1.0
      OR confidence NOT BETWEEN 0.0 AND 1.0 OR access_count NOT BETWEEN 0 AND 9223372036854775807
      OR row_version NOT BETWEEN 1 AND 2147483647
  ),
  (
    SELECT count(*) FROM memories AS m
    JOIN (
      SELECT memory_id, tier, agent_id FROM working_memories
      UNION ALL SELECT memory_id, tier, agent_id FROM episodic_memories
      UNION ALL SELECT memory_id, tier, agent_id FROM semantic_memories
    ) AS s ON s.memory_id = m.id
    WHERE s.tier <> m.tier OR s.agent_id <> m.agent_id
  );
DROP TABLE tighten_precondition;

-- A CHECK is added by building the table anew: the new one under another name, the old one dropped,
-- then the name. The other way round the children's references would follow the old one. They keep
-- their rows because foreign keys are off during a run.
CREATE TABLE memories_new (
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
INSERT INTO memories_new
  (id, public_id, agent_id, origin_session_id, tier, content_kind, content, summary, language, source, importance, strength, confidence, access_count, status, is_pinned, decay_policy_id, metadata, row_version, last_accessed_at, decayed_at, expires_at, created_at, updated_at, valence, arousal, content_sha256)
SELECT
  id,
  public_id,
  agent_id,
  origin_session_id,
  tier,
  content_kind,
  content,
  summary,
  language,
  source,
  max(0, min(100, CAST(importance AS DOUBLE))) / 100.0,
  max(0.0, min(1.0, CAST(strength AS DOUBLE))),
  max(0.0, min(1.0, CAST(confidence AS DOUBLE))),
  max(0, CAST(access_count AS INTEGER)),
  status,
  is_pinned,
  decay_policy_id,
  metadata,
  max(1, min(2147483647, CAST(row_version AS INTEGER))),
  last_accessed_at,
  decayed_at,
  expires_at,
  created_at,
  updated_at,
  valence,
  arousal,
  content_sha256
FROM memories;
DROP TABLE memories;
ALTER TABLE memories_new RENAME TO memories;
CREATE INDEX ix_memories_recent ON memories (agent_id, tier, status, last_accessed_at);
CREATE INDEX ix_memories_created ON memories (agent_id, tier, created_at);
CREATE INDEX ix_memories_ranked ON memories (agent_id, tier, status, importance);
CREATE INDEX ix_memories_weakest ON memories (agent_id, tier, status, strength);
CREATE INDEX ix_memories_decay_due ON memories (tier, status, decayed_at);
CREATE INDEX ix_memories_digest ON memories (agent_id, content_sha256);
CREATE INDEX ix_memories_session ON memories (origin_session_id, created_at);
CREATE INDEX ix_memories_expiry ON memories (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX ix_memories_policy ON memories (decay_policy_id);

CREATE TABLE working_memories_new (
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
INSERT INTO working_memories_new
  (memory_id, tier, agent_id, activation, attention_weight, priority, rehearsal_count, extend_on_access, promote_candidate)
SELECT
  memory_id, tier, agent_id, activation, attention_weight, priority, rehearsal_count, extend_on_access, promote_candidate
FROM working_memories;
DROP TABLE working_memories;
ALTER TABLE working_memories_new RENAME TO working_memories;
CREATE INDEX ix_working_memories_promotion ON working_memories (agent_id, promote_candidate, activation);

CREATE TABLE episodic_memories_new (
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
INSERT INTO episodic_memories_new
  (memory_id, tier, agent_id, episode_id, sequence_no, occurred_at, ended_at, place, vividness, consolidation_level, promotion_score, last_consolidated_at)
SELECT
  memory_id, tier, agent_id, episode_id, sequence_no, occurred_at, ended_at, place, vividness, consolidation_level, promotion_score, last_consolidated_at
FROM episodic_memories;
DROP TABLE episodic_memories;
ALTER TABLE episodic_memories_new RENAME TO episodic_memories;
CREATE INDEX ix_episodic_memories_episode ON episodic_memories (episode_id, sequence_no);
CREATE INDEX ix_episodic_memories_timeline ON episodic_memories (agent_id, occurred_at);
CREATE INDEX ix_episodic_memories_promotion ON episodic_memories (agent_id, promotion_score);

CREATE TABLE semantic_memories_new (
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
INSERT INTO semantic_memories_new
  (memory_id, tier, agent_id, factuality, abstraction, stability, reinforcement_count, last_reinforced_at)
SELECT
  memory_id, tier, agent_id, factuality, abstraction, stability, reinforcement_count, last_reinforced_at
FROM semantic_memories;
DROP TABLE semantic_memories;
ALTER TABLE semantic_memories_new RENAME TO semantic_memories;
CREATE INDEX ix_semantic_memories_stability ON semantic_memories (agent_id, stability);
