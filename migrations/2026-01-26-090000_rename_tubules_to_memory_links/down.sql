-- The same way back.
CREATE TABLE tubules (
  source_id BIGINT NOT NULL,
  target_id BIGINT NOT NULL,
  relation_code VARCHAR(40) NOT NULL,
  strength DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_tubules_strength CHECK (strength BETWEEN 0.0 AND 1.0),
  polarity VARCHAR(16) NOT NULL DEFAULT 'excitatory'
    CONSTRAINT ck_tubules_polarity CHECK (polarity IN ('excitatory', 'inhibitory', 'modulatory')),
  state VARCHAR(16) NOT NULL DEFAULT 'forming'
    CONSTRAINT ck_tubules_state CHECK (state IN ('forming', 'active', 'weakening', 'pruned')),
  decay_per_hour DOUBLE NOT NULL DEFAULT 0.01
    CONSTRAINT ck_tubules_decay_per_hour CHECK (decay_per_hour BETWEEN 0.0 AND 1.0),
  temporal_distance_s DOUBLE
    CONSTRAINT ck_tubules_temporal_distance_s CHECK (temporal_distance_s IS NULL OR temporal_distance_s BETWEEN -1.0e15 AND 1.0e15),
  activation_count BIGINT NOT NULL DEFAULT 0
    CONSTRAINT ck_tubules_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (source_id, target_id, relation_code),
  CONSTRAINT fk_tubules_source_id FOREIGN KEY (source_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_tubules_target_id FOREIGN KEY (target_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_tubules_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  CONSTRAINT ck_tubules_not_self CHECK (source_id <> target_id)
) WITHOUT ROWID;
INSERT INTO tubules
  (source_id, target_id, relation_code, strength, polarity, state, decay_per_hour, temporal_distance_s, activation_count, last_activated_at, created_at, updated_at)
SELECT source_memory_id, target_memory_id, relation_code, weight, polarity, state, decay_per_hour, temporal_distance_s, activation_count, last_activated_at, created_at, updated_at
FROM memory_links;
DROP TABLE memory_links;
CREATE INDEX ix_tubules_incoming ON tubules (target_id, relation_code, strength);
CREATE INDEX ix_tubules_relation ON tubules (relation_code);
