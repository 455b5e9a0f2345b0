-- Tubules become links between memories, which is what they are, with the words that concepts use.
--
-- SQLite renames a table and its columns but neither constraints nor indexes, and a later migration
-- drops by name: the table is built anew.

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
INSERT INTO memory_links
  (source_memory_id, target_memory_id, relation_code, weight, polarity, state, decay_per_hour, temporal_distance_s, activation_count, last_activated_at, created_at, updated_at)
SELECT source_id, target_id, relation_code, strength, polarity, state, decay_per_hour, temporal_distance_s, activation_count, last_activated_at, created_at, updated_at
FROM tubules;
DROP TABLE tubules;
CREATE INDEX ix_memory_links_incoming ON memory_links (target_memory_id, relation_code, weight);
CREATE INDEX ix_memory_links_relation ON memory_links (relation_code);
