-- The same way back.
ALTER TABLE memory_links
  DROP FOREIGN KEY fk_memory_links_source_memory_id,
  DROP FOREIGN KEY fk_memory_links_target_memory_id,
  DROP FOREIGN KEY fk_memory_links_relation_code;
ALTER TABLE memory_links
  DROP CONSTRAINT ck_memory_links_weight,
  DROP CONSTRAINT ck_memory_links_polarity,
  DROP CONSTRAINT ck_memory_links_state,
  DROP CONSTRAINT ck_memory_links_decay_per_hour,
  DROP CONSTRAINT ck_memory_links_temporal_distance_s,
  DROP CONSTRAINT ck_memory_links_activation_count,
  DROP CONSTRAINT ck_memory_links_not_self;
RENAME TABLE memory_links TO tubules;
ALTER TABLE tubules
  RENAME COLUMN source_memory_id TO source_id,
  RENAME COLUMN target_memory_id TO target_id,
  RENAME COLUMN weight TO strength,
  RENAME INDEX ix_memory_links_incoming TO ix_tubules_incoming,
  RENAME INDEX ix_memory_links_relation TO ix_tubules_relation;
ALTER TABLE tubules
  ADD CONSTRAINT ck_tubules_strength CHECK (strength BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_tubules_polarity CHECK (polarity IN ('excitatory', 'inhibitory', 'modulatory')),
  ADD CONSTRAINT ck_tubules_state CHECK (state IN ('forming', 'active', 'weakening', 'pruned')),
  ADD CONSTRAINT ck_tubules_decay_per_hour CHECK (decay_per_hour BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_tubules_temporal_distance_s CHECK (temporal_distance_s IS NULL OR temporal_distance_s BETWEEN -1.0e15 AND 1.0e15),
  ADD CONSTRAINT ck_tubules_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  ADD CONSTRAINT fk_tubules_source_id FOREIGN KEY (source_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  ADD CONSTRAINT fk_tubules_target_id FOREIGN KEY (target_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  ADD CONSTRAINT fk_tubules_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  ADD CONSTRAINT ck_tubules_not_self CHECK (source_id <> target_id);
