-- The columns come back in their old places: what is behind them is added anew.
ALTER TABLE memories ADD COLUMN valence_kept DOUBLE PRECISION;
ALTER TABLE memories ADD COLUMN arousal_kept DOUBLE PRECISION;
UPDATE memories SET valence_kept = valence, arousal_kept = arousal
WHERE valence IS NOT NULL OR arousal IS NOT NULL;
ALTER TABLE memories DROP COLUMN valence;
ALTER TABLE memories DROP COLUMN arousal;
ALTER TABLE memories ADD COLUMN tags TEXT
  CONSTRAINT ck_memories_tags CHECK (tags IS NULL OR json_valid(tags));
ALTER TABLE memories ADD COLUMN embedding BLOB;
ALTER TABLE memories ADD COLUMN embedding_model VARCHAR(120);
ALTER TABLE memories ADD COLUMN valence DOUBLE PRECISION
  CONSTRAINT ck_memories_valence CHECK (valence IS NULL OR valence BETWEEN -1.0 AND 1.0);
ALTER TABLE memories ADD COLUMN arousal DOUBLE PRECISION
  CONSTRAINT ck_memories_arousal CHECK (arousal IS NULL OR arousal BETWEEN 0.0 AND 1.0);
UPDATE memories SET valence = valence_kept, arousal = arousal_kept
WHERE valence_kept IS NOT NULL OR arousal_kept IS NOT NULL;
ALTER TABLE memories DROP COLUMN valence_kept;
ALTER TABLE memories DROP COLUMN arousal_kept;

-- The models that were not known stay: interactions may have named them since.
UPDATE memories SET
  tags = NULLIF((
    SELECT json_group_array(name) FROM (
      SELECT t.name FROM memory_tags AS mt JOIN tags AS t ON t.id = mt.tag_id
      WHERE mt.memory_id = memories.id ORDER BY t.name)), '[]'),
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
