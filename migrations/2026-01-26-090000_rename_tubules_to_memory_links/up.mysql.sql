-- Tubules become links between memories, which is what they are, with the words that concepts use.
--
-- Keys and CHECKs keep their names when a table is renamed, and MySQL renames no column that a CHECK
-- names (error 3959): they are dropped before and made again after.

ALTER TABLE tubules
  DROP FOREIGN KEY fk_tubules_source_id,
  DROP FOREIGN KEY fk_tubules_target_id,
  DROP FOREIGN KEY fk_tubules_relation_code;
ALTER TABLE tubules
  DROP CONSTRAINT ck_tubules_strength,
  DROP CONSTRAINT ck_tubules_polarity,
  DROP CONSTRAINT ck_tubules_state,
  DROP CONSTRAINT ck_tubules_decay_per_hour,
  DROP CONSTRAINT ck_tubules_temporal_distance_s,
  DROP CONSTRAINT ck_tubules_activation_count,
  DROP CONSTRAINT ck_tubules_not_self;
RENAME TABLE tubules TO memory_links;
ALTER TABLE memory_links
  RENAME COLUMN source_id TO source_memory_id,
  RENAME COLUMN target_id TO target_memory_id,
  RENAME COLUMN strength TO weight,
  RENAME INDEX ix_tubules_incoming TO ix_memory_links_incoming,
  RENAME INDEX ix_tubules_relation TO ix_memory_links_relation;
ALTER TABLE memory_links
  ADD CONSTRAINT ck_memory_links_weight CHECK (weight BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_memory_links_polarity CHECK (polarity IN ('excitatory', 'inhibitory', 'modulatory')),
  ADD CONSTRAINT ck_memory_links_state CHECK (state IN ('forming', 'active', 'weakening', 'pruned')),
  ADD CONSTRAINT ck_memory_links_decay_per_hour CHECK (decay_per_hour BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_memory_links_temporal_distance_s CHECK (temporal_distance_s IS NULL OR temporal_distance_s BETWEEN -1.0e15 AND 1.0e15),
  ADD CONSTRAINT ck_memory_links_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  ADD CONSTRAINT fk_memory_links_source_memory_id FOREIGN KEY (source_memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  ADD CONSTRAINT fk_memory_links_target_memory_id FOREIGN KEY (target_memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  ADD CONSTRAINT fk_memory_links_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  ADD CONSTRAINT ck_memory_links_not_self CHECK (source_memory_id <> target_memory_id);
