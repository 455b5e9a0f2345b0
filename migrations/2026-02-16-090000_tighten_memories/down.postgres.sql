ALTER TABLE working_memories
  DROP CONSTRAINT fk_working_memories_memory_id,
  ADD CONSTRAINT fk_working_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE;
ALTER TABLE episodic_memories
  DROP CONSTRAINT fk_episodic_memories_memory_id,
  ADD CONSTRAINT fk_episodic_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE;
ALTER TABLE semantic_memories
  DROP CONSTRAINT fk_semantic_memories_memory_id,
  ADD CONSTRAINT fk_semantic_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE;

ALTER TABLE memories
  DROP CONSTRAINT uq_memories_id_tier_agent_id,
  DROP CONSTRAINT ck_memories_importance,
  DROP CONSTRAINT ck_memories_strength,
  DROP CONSTRAINT ck_memories_confidence,
  DROP CONSTRAINT ck_memories_access_count,
  DROP CONSTRAINT ck_memories_row_version,
  DROP CONSTRAINT ck_memories_content_sha256,
  ALTER COLUMN content_sha256 DROP NOT NULL,
  ALTER COLUMN importance DROP DEFAULT,
  ALTER COLUMN importance TYPE SMALLINT USING floor(importance * 100 + 0.5),
  ALTER COLUMN importance SET DEFAULT 50;
