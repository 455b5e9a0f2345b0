-- A foreign key leaves the index behind that it made.
ALTER TABLE working_memories DROP FOREIGN KEY fk_working_memories_memory_id;
ALTER TABLE working_memories DROP INDEX fk_working_memories_memory_id;
ALTER TABLE working_memories ADD CONSTRAINT fk_working_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE;
ALTER TABLE episodic_memories DROP FOREIGN KEY fk_episodic_memories_memory_id;
ALTER TABLE episodic_memories DROP INDEX fk_episodic_memories_memory_id;
ALTER TABLE episodic_memories ADD CONSTRAINT fk_episodic_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE;
ALTER TABLE semantic_memories DROP FOREIGN KEY fk_semantic_memories_memory_id;
ALTER TABLE semantic_memories DROP INDEX fk_semantic_memories_memory_id;
ALTER TABLE semantic_memories ADD CONSTRAINT fk_semantic_memories_memory_id FOREIGN KEY (memory_id)
    REFERENCES memories (id) ON DELETE CASCADE;

ALTER TABLE memories
  DROP CONSTRAINT ck_memories_importance,
  DROP CONSTRAINT ck_memories_strength,
  DROP CONSTRAINT ck_memories_confidence,
  DROP CONSTRAINT ck_memories_access_count,
  DROP CONSTRAINT ck_memories_row_version,
  DROP CONSTRAINT ck_memories_content_sha256,
  DROP INDEX uq_memories_id_tier_agent_id,
  MODIFY COLUMN content_sha256 VARBINARY(32) NULL;
UPDATE memories SET importance = floor(importance * 100 + 0.5);
ALTER TABLE memories MODIFY COLUMN importance SMALLINT NOT NULL DEFAULT 50;
