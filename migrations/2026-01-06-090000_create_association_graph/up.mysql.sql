-- The association graph: kinds of relation, tubules (weighted associations between memories),
-- concepts, and what joins them.
--
-- Kinds of relation are rows and not a CHECK list, because the list grows. A link has no id of its
-- own: its ends and its kind are its key.

CREATE TABLE relation_types (
  code VARCHAR(40) NOT NULL,
  applies_to VARCHAR(16) NOT NULL,
  CONSTRAINT ck_relation_types_applies_to CHECK (applies_to IN ('memory', 'concept', 'both')),
  is_symmetric BOOLEAN NOT NULL DEFAULT FALSE,
  CONSTRAINT ck_relation_types_is_symmetric CHECK (is_symmetric IN (0, 1)),
  inverse_code VARCHAR(40) NULL,
  description MEDIUMTEXT NULL,
  PRIMARY KEY (code),
  CONSTRAINT fk_relation_types_inverse_code FOREIGN KEY (inverse_code)
    REFERENCES relation_types (code) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_relation_types_inverse ON relation_types (inverse_code);

-- The server checks a reference row by row, so that of two inverses the first cannot name the second
-- (error 1452). It names itself until the second is there, which no operator's row does: what was
-- edited is not touched.
INSERT INTO relation_types
  (code, applies_to, is_symmetric, inverse_code, description)
VALUES
  ('related_to', 'both', FALSE, NULL, 'Related in a way that is not said'),
  ('similar_to', 'both', TRUE, NULL, 'Alike'),
  ('opposite_of', 'both', TRUE, NULL, 'Opposites'),
  ('contradicts', 'both', TRUE, NULL, 'Cannot both be true'),
  ('is_a', 'concept', FALSE, 'is_a', 'The source is a kind or an instance of the target'),
  ('has_instance', 'concept', FALSE, 'is_a', 'The target is a kind or an instance of the source'),
  ('part_of', 'both', FALSE, 'part_of', 'The source is a part of the target'),
  ('has_part', 'both', FALSE, 'part_of', 'The target is a part of the source'),
  ('causes', 'both', FALSE, 'causes', 'The source brings the target about'),
  ('caused_by', 'both', FALSE, 'causes', 'The target brings the source about'),
  ('precedes', 'both', FALSE, 'precedes', 'The source comes before the target in time'),
  ('follows', 'both', FALSE, 'precedes', 'The source comes after the target in time'),
  ('elaborates', 'memory', FALSE, NULL, 'The source says more about the target'),
  ('example_of', 'both', FALSE, NULL, 'The source is an example of the target'),
  ('located_in', 'both', FALSE, NULL, 'The source is in the place that the target is'),
  ('co_occurs', 'both', TRUE, NULL, 'Met together')
ON DUPLICATE KEY UPDATE code = relation_types.code;
UPDATE relation_types
SET inverse_code = CASE code
  WHEN 'is_a' THEN 'has_instance'
  WHEN 'part_of' THEN 'has_part'
  WHEN 'causes' THEN 'caused_by'
  WHEN 'precedes' THEN 'follows'
END
WHERE inverse_code = code AND code IN ('is_a', 'part_of', 'causes', 'precedes');

CREATE TABLE tubules (
  source_id BIGINT NOT NULL,
  target_id BIGINT NOT NULL,
  relation_code VARCHAR(40) NOT NULL,
  strength DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_tubules_strength CHECK (strength BETWEEN 0.0 AND 1.0),
  polarity VARCHAR(16) NOT NULL DEFAULT 'excitatory',
  CONSTRAINT ck_tubules_polarity CHECK (polarity IN ('excitatory', 'inhibitory', 'modulatory')),
  state VARCHAR(16) NOT NULL DEFAULT 'forming',
  CONSTRAINT ck_tubules_state CHECK (state IN ('forming', 'active', 'weakening', 'pruned')),
  decay_per_hour DOUBLE NOT NULL DEFAULT 0.01,
  CONSTRAINT ck_tubules_decay_per_hour CHECK (decay_per_hour BETWEEN 0.0 AND 1.0),
  temporal_distance_s DOUBLE NULL,
  CONSTRAINT ck_tubules_temporal_distance_s CHECK (temporal_distance_s IS NULL OR temporal_distance_s BETWEEN -1.0e15 AND 1.0e15),
  activation_count BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_tubules_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (source_id, target_id, relation_code),
  CONSTRAINT fk_tubules_source_id FOREIGN KEY (source_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_tubules_target_id FOREIGN KEY (target_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_tubules_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  CONSTRAINT ck_tubules_not_self CHECK (source_id <> target_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_tubules_incoming ON tubules (target_id, relation_code, strength);
CREATE INDEX ix_tubules_relation ON tubules (relation_code);

CREATE TABLE concepts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_concepts_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  description MEDIUMTEXT NULL,
  confidence DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_concepts_confidence CHECK (confidence BETWEEN 0.0 AND 1.0),
  activation DOUBLE NOT NULL DEFAULT 0.0,
  CONSTRAINT ck_concepts_activation CHECK (activation BETWEEN 0.0 AND 1.0),
  last_activated_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_concepts_public_id UNIQUE (public_id),
  CONSTRAINT uq_concepts_agent_id_name_key UNIQUE (agent_id, name_key),
  CONSTRAINT fk_concepts_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_concepts_active ON concepts (agent_id, activation);

CREATE TABLE concept_edges (
  source_concept_id BIGINT NOT NULL,
  target_concept_id BIGINT NOT NULL,
  relation_code VARCHAR(40) NOT NULL,
  weight DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_concept_edges_weight CHECK (weight BETWEEN 0.0 AND 1.0),
  evidence_count INT NOT NULL DEFAULT 1,
  CONSTRAINT ck_concept_edges_evidence_count CHECK (evidence_count BETWEEN 0 AND 2147483647),
  activation_count BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_concept_edges_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (source_concept_id, target_concept_id, relation_code),
  CONSTRAINT fk_concept_edges_source_concept_id FOREIGN KEY (source_concept_id)
    REFERENCES concepts (id) ON DELETE CASCADE,
  CONSTRAINT fk_concept_edges_target_concept_id FOREIGN KEY (target_concept_id)
    REFERENCES concepts (id) ON DELETE CASCADE,
  CONSTRAINT fk_concept_edges_relation_code FOREIGN KEY (relation_code)
    REFERENCES relation_types (code) ON DELETE RESTRICT,
  CONSTRAINT ck_concept_edges_not_self CHECK (source_concept_id <> target_concept_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_concept_edges_incoming ON concept_edges (target_concept_id, relation_code, weight);
CREATE INDEX ix_concept_edges_relation ON concept_edges (relation_code);

CREATE TABLE memory_concepts (
  memory_id BIGINT NOT NULL,
  concept_id BIGINT NOT NULL,
  basis VARCHAR(16) NOT NULL DEFAULT 'direct',
  CONSTRAINT ck_memory_concepts_basis CHECK (basis IN ('direct', 'inferred')),
  weight DOUBLE NOT NULL DEFAULT 0.5,
  CONSTRAINT ck_memory_concepts_weight CHECK (weight BETWEEN 0.0 AND 1.0),
  activation_count BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_memory_concepts_activation_count CHECK (activation_count BETWEEN 0 AND 9223372036854775807),
  last_activated_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (memory_id, concept_id),
  CONSTRAINT fk_memory_concepts_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_concepts_concept_id FOREIGN KEY (concept_id)
    REFERENCES concepts (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_memory_concepts_by_concept ON memory_concepts (concept_id, weight);
