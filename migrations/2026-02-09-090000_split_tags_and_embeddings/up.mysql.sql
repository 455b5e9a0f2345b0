-- Tags and embeddings get tables of their own: a tag can be asked for, and a memory can have a vector
-- of each model, so that models are exchanged without a gap.
--
-- Rows are moved after it is clear that all of them can be, and counted afterwards. Capital letters
-- are made small as the engine does it: SQLite knows only those of ASCII.

DROP PROCEDURE IF EXISTS split_precondition;
CREATE PROCEDURE split_precondition()
BEGIN
  IF (
    SELECT count(*) FROM memories AS m
    WHERE JSON_TYPE(m.tags) <> 'ARRAY' OR EXISTS (
      SELECT 1 FROM JSON_TABLE(m.tags, '$[*]' COLUMNS (n FOR ORDINALITY)) AS tag
      WHERE JSON_TYPE(JSON_EXTRACT(m.tags, CONCAT('$[', tag.n - 1, ']'))) <> 'STRING'
        OR CHAR_LENGTH(TRIM(JSON_UNQUOTE(JSON_EXTRACT(m.tags, CONCAT('$[', tag.n - 1, ']'))))) > 100)
  ) > 0 THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'memories.tags: expected JSON lists of strings of at most 100 characters';
  END IF;
  IF (
    SELECT count(*) FROM memories
    WHERE embedding IS NOT NULL AND (
      embedding_model IS NULL OR length(embedding) % 4 <> 0 OR length(embedding) NOT BETWEEN 4 AND 262140)
  ) > 0 THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'memories.embedding: expected a model, and 4 bytes for each of 1 to 65535 dimensions';
  END IF;
  IF (
    SELECT count(*) FROM (
      SELECT m.embedding_model FROM memories AS m
      LEFT JOIN llm_models AS model ON model.id = (
        SELECT min(k.id) FROM llm_models AS k WHERE k.name = m.embedding_model AND k.kind = 'embedding')
      WHERE m.embedding IS NOT NULL
      GROUP BY m.embedding_model
      HAVING min(length(m.embedding)) <> max(length(m.embedding))
        OR min(length(m.embedding)) <> min(4 * model.embedding_dims)
    ) AS odd
  ) > 0 THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'memories.embedding: expected as many dimensions as the model has';
  END IF;
END;
CALL split_precondition();
DROP PROCEDURE split_precondition;

CREATE TABLE tags (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  description MEDIUMTEXT NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_tags_agent_id_name UNIQUE (agent_id, name),
  CONSTRAINT fk_tags_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE memory_tags (
  memory_id BIGINT NOT NULL,
  tag_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (memory_id, tag_id),
  CONSTRAINT fk_memory_tags_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_tags_tag_id FOREIGN KEY (tag_id)
    REFERENCES tags (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_memory_tags_by_tag ON memory_tags (tag_id, memory_id);

CREATE TABLE memory_embeddings (
  memory_id BIGINT NOT NULL,
  model_id BIGINT NOT NULL,
  dims INT NOT NULL,
  CONSTRAINT ck_memory_embeddings_dims CHECK (dims BETWEEN 1 AND 65535),
  encoding VARCHAR(16) NOT NULL DEFAULT 'f32le',
  CONSTRAINT ck_memory_embeddings_encoding CHECK (encoding IN ('f32le', 'f16le', 'i8')),
  vector MEDIUMBLOB NOT NULL,
  norm DOUBLE NULL,
  CONSTRAINT ck_memory_embeddings_norm CHECK (norm IS NULL OR norm BETWEEN 0.0 AND 1.0e18),
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (memory_id, model_id),
  CONSTRAINT fk_memory_embeddings_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_embeddings_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE RESTRICT,
  CONSTRAINT ck_memory_embeddings_vector_length CHECK (
    (encoding = 'f32le' AND length(vector) = dims * 4)
    OR (encoding = 'f16le' AND length(vector) = dims * 2)
    OR (encoding = 'i8' AND length(vector) = dims))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_memory_embeddings_by_model ON memory_embeddings (model_id, memory_id);

-- Each tag once for each agent, in small letters and without spaces around it; an empty one is none.
INSERT INTO tags (agent_id, name, created_at)
SELECT agent_id, name, min(created_at)
FROM (
  SELECT m.id AS memory_id, m.agent_id, m.created_at,
    LOWER(TRIM(JSON_UNQUOTE(JSON_EXTRACT(m.tags, CONCAT('$[', tag.n - 1, ']'))))) AS name
  FROM memories AS m
  CROSS JOIN JSON_TABLE(m.tags, '$[*]' COLUMNS (n FOR ORDINALITY)) AS tag
  WHERE m.tags IS NOT NULL
) AS tagged
WHERE name <> ''
GROUP BY agent_id, name
ORDER BY min(memory_id);
INSERT INTO memory_tags (memory_id, tag_id, created_at)
SELECT DISTINCT tagged.memory_id, t.id, tagged.created_at
FROM (
  SELECT m.id AS memory_id, m.agent_id, m.created_at,
    LOWER(TRIM(JSON_UNQUOTE(JSON_EXTRACT(m.tags, CONCAT('$[', tag.n - 1, ']'))))) AS name
  FROM memories AS m
  CROSS JOIN JSON_TABLE(m.tags, '$[*]' COLUMNS (n FOR ORDINALITY)) AS tag
  WHERE m.tags IS NOT NULL
) AS tagged
JOIN tags AS t ON t.agent_id = tagged.agent_id AND t.name = tagged.name;

-- Models that nobody has entered belong to a provider of their own.
INSERT INTO llm_providers (code, display_name, hosting, is_enabled)
SELECT 'unknown', 'Unknown', 'custom', FALSE FROM memories AS m
WHERE m.embedding IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM llm_models AS k WHERE k.name = m.embedding_model AND k.kind = 'embedding')
  AND NOT EXISTS (SELECT 1 FROM llm_providers AS p WHERE p.code = 'unknown')
LIMIT 1;
INSERT INTO llm_models (provider_id, name, kind, embedding_dims)
SELECT p.id, m.embedding_model, 'embedding', max(length(m.embedding)) DIV 4
FROM memories AS m
JOIN llm_providers AS p ON p.code = 'unknown'
WHERE m.embedding IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM llm_models AS k WHERE k.name = m.embedding_model AND k.kind = 'embedding')
GROUP BY p.id, m.embedding_model
ORDER BY m.embedding_model;

-- Vectors have no norm yet: a sum over the floating-point numbers in a blob is not for SQL.
INSERT INTO memory_embeddings (memory_id, model_id, dims, vector, created_at)
SELECT m.id,
  (SELECT min(k.id) FROM llm_models AS k WHERE k.name = m.embedding_model AND k.kind = 'embedding'),
  length(m.embedding) DIV 4, m.embedding, m.created_at
FROM memories AS m
WHERE m.embedding IS NOT NULL;

DROP PROCEDURE IF EXISTS split_postcondition;
CREATE PROCEDURE split_postcondition()
BEGIN
  IF (
    SELECT abs((SELECT count(*) FROM memory_embeddings)
        - (SELECT count(*) FROM memories WHERE embedding IS NOT NULL))
      + abs((SELECT count(*) FROM memory_tags) - (SELECT count(*) FROM (
        SELECT DISTINCT memory_id, name FROM (
          SELECT m.id AS memory_id, m.agent_id, m.created_at,
            LOWER(TRIM(JSON_UNQUOTE(JSON_EXTRACT(m.tags, CONCAT('$[', tag.n - 1, ']'))))) AS name
          FROM memories AS m
          CROSS JOIN JSON_TABLE(m.tags, '$[*]' COLUMNS (n FOR ORDINALITY)) AS tag
          WHERE m.tags IS NOT NULL
        ) AS tagged
        WHERE name <> '') AS distinct_tags))
  ) > 0 THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'memories.tags, memories.embedding: not everything was moved';
  END IF;
END;
CALL split_postcondition();
DROP PROCEDURE split_postcondition;

ALTER TABLE memories
  DROP CONSTRAINT ck_memories_tags,
  DROP COLUMN tags,
  DROP COLUMN embedding,
  DROP COLUMN embedding_model;
