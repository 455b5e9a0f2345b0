-- Tags and embeddings get tables of their own: a tag can be asked for, and a memory can have a vector
-- of each model, so that models are exchanged without a gap.
--
-- Rows are moved after it is clear that all of them can be, and counted afterwards. Capital letters
-- are made small as the engine does it: SQLite knows only those of ASCII.

-- A CHECK of a table that is there for this alone: its name is what the error says.
CREATE TEMP TABLE split_precondition (
  odd_tags BIGINT NOT NULL
    CONSTRAINT "memories.tags: expected JSON lists of strings of at most 100 characters"
    CHECK (odd_tags = 0),
  odd_vectors BIGINT NOT NULL
    CONSTRAINT "memories.embedding: expected a model, and 4 bytes for each of 1 to 65535 dimensions"
    CHECK (odd_vectors = 0),
  odd_dimensions BIGINT NOT NULL
    CONSTRAINT "memories.embedding: expected as many dimensions as the model has"
    CHECK (odd_dimensions = 0)
);
INSERT INTO split_precondition (odd_tags, odd_vectors, odd_dimensions)
SELECT
  (
    SELECT count(*) FROM memories AS m
    WHERE json_type(m.tags) <> 'array' OR EXISTS (
      SELECT 1 FROM json_each(m.tags) AS tag WHERE tag.type <> 'text' OR length(trim(tag.value)) > 100)
  ),
  (
    SELECT count(*) FROM memories
    WHERE embedding IS NOT NULL AND (
      embedding_model IS NULL OR length(embedding) % 4 <> 0 OR length(embedding) NOT BETWEEN 4 AND 262140)
  ),
  (
    SELECT count(*) FROM (
      SELECT m.embedding_model FROM memories AS m
      LEFT JOIN llm_models AS model ON model.id = (
        SELECT min(k.id) FROM llm_models AS k WHERE k.name = m.embedding_model AND k.kind = 'embedding')
      WHERE m.embedding IS NOT NULL
      GROUP BY m.embedding_model
      HAVING min(length(m.embedding)) <> max(length(m.embedding))
        OR min(length(m.embedding)) <> min(4 * model.embedding_dims)
    ) AS odd
  );
DROP TABLE split_precondition;

CREATE TABLE tags (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  description TEXT,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_tags_agent_id_name UNIQUE (agent_id, name),
  CONSTRAINT fk_tags_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
);

CREATE TABLE memory_tags (
  memory_id BIGINT NOT NULL,
  tag_id BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (memory_id, tag_id),
  CONSTRAINT fk_memory_tags_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_tags_tag_id FOREIGN KEY (tag_id)
    REFERENCES tags (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX ix_memory_tags_by_tag ON memory_tags (tag_id, memory_id);

CREATE TABLE memory_embeddings (
  memory_id BIGINT NOT NULL,
  model_id BIGINT NOT NULL,
  dims INTEGER NOT NULL
    CONSTRAINT ck_memory_embeddings_dims CHECK (dims BETWEEN 1 AND 65535),
  encoding VARCHAR(16) NOT NULL DEFAULT 'f32le'
    CONSTRAINT ck_memory_embeddings_encoding CHECK (encoding IN ('f32le', 'f16le', 'i8')),
  vector BLOB NOT NULL,
  norm DOUBLE
    CONSTRAINT ck_memory_embeddings_norm CHECK (norm IS NULL OR norm BETWEEN 0.0 AND 1.0e18),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (memory_id, model_id),
  CONSTRAINT fk_memory_embeddings_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE,
  CONSTRAINT fk_memory_embeddings_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE RESTRICT,
  CONSTRAINT ck_memory_embeddings_vector_length CHECK (
    (encoding = 'f32le' AND length(vector) = dims * 4)
    OR (encoding = 'f16le' AND length(vector) = dims * 2)
    OR (encoding = 'i8' AND length(vector) = dims))
);
CREATE INDEX ix_memory_embeddings_by_model ON memory_embeddings (model_id, memory_id);

-- Each tag once for each agent, in small letters and without spaces around it; an empty one is none.
INSERT INTO tags (agent_id, name, created_at)
SELECT agent_id, name, min(created_at)
FROM (
  SELECT m.id AS memory_id, m.agent_id, m.created_at,
    lower(trim(tag.value)) AS name
  FROM memories AS m
  CROSS JOIN json_each(m.tags) AS tag
  WHERE m.tags IS NOT NULL
) AS tagged
WHERE name <> ''
GROUP BY agent_id, name
ORDER BY min(memory_id);
INSERT INTO memory_tags (memory_id, tag_id, created_at)
SELECT DISTINCT tagged.memory_id, t.id, tagged.created_at
FROM (
  SELECT m.id AS memory_id, m.agent_id, m.created_at,
    lower(trim(tag.value)) AS name
  FROM memories AS m
  CROSS JOIN json_each(m.tags) AS tag
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
SELECT p.id, m.embedding_model, 'embedding', max(length(m.embedding)) / 4
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
  length(m.embedding) / 4, m.embedding, m.created_at
FROM memories AS m
WHERE m.embedding IS NOT NULL;

CREATE TEMP TABLE split_postcondition (
  moved BIGINT NOT NULL
    CONSTRAINT "memories.tags, memories.embedding: not everything was moved"
    CHECK (moved = 0)
);
INSERT INTO split_postcondition (moved)
SELECT
  (
    SELECT abs((SELECT count(*) FROM memory_embeddings)
        - (SELECT count(*) FROM memories WHERE embedding IS NOT NULL))
      + abs((SELECT count(*) FROM memory_tags) - (SELECT count(*) FROM (
        SELECT DISTINCT memory_id, name FROM (
          SELECT m.id AS memory_id, m.agent_id, m.created_at,
            lower(trim(tag.value)) AS name
          FROM memories AS m
          CROSS JOIN json_each(m.tags) AS tag
          WHERE m.tags IS NOT NULL
        ) AS tagged
        WHERE name <> '') AS distinct_tags))
  );
DROP TABLE split_postcondition;

ALTER TABLE memories DROP COLUMN tags;
ALTER TABLE memories DROP COLUMN embedding;
ALTER TABLE memories DROP COLUMN embedding_model;
