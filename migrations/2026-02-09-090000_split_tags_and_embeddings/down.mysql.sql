ALTER TABLE memories
  ADD COLUMN tags MEDIUMTEXT NULL AFTER updated_at,
  ADD CONSTRAINT ck_memories_tags CHECK (tags IS NULL OR json_valid(tags)),
  ADD COLUMN embedding MEDIUMBLOB NULL AFTER tags,
  ADD COLUMN embedding_model VARCHAR(120) NULL AFTER embedding;

-- The models that were not known stay: interactions may have named them since.
UPDATE memories SET
  tags = (
    SELECT JSON_ARRAYAGG(t.name) FROM memory_tags AS mt JOIN tags AS t ON t.id = mt.tag_id
    WHERE mt.memory_id = memories.id),
  embedding = (
    SELECT e.vector FROM memory_embeddings AS e JOIN llm_models AS k ON k.id = e.model_id
    WHERE e.memory_id = memories.id AND e.encoding = 'f32le'
    ORDER BY e.created_at DESC, e.model_id DESC LIMIT 1),
  embedding_model = (
    SELECT k.name FROM memory_embeddings AS e JOIN llm_models AS k ON k.id = e.model_id
    WHERE e.memory_id = memories.id AND e.encoding = 'f32le'
    ORDER BY e.created_at DESC, e.model_id DESC LIMIT 1);

DROP TABLE memory_embeddings;
DROP TABLE memory_tags;
DROP TABLE tags;
