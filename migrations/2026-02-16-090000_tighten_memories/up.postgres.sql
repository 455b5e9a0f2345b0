-- What the application always meant is now said: importance is from 0 to 1, scores and counts are in
-- range, every memory has a digest, and a tier's row belongs to a memory of that tier and agent.
--
-- A few rows out of range are set to the nearest bound. More than 1 in 100 are a fault that somebody
-- should look at: then nothing is changed. A digest that is missing was left out by a writer since the
-- last migration, whose UPDATE writes it.

DO $$
BEGIN
  IF (
    SELECT count(*) FROM memories WHERE content_sha256 IS NULL OR length(content_sha256) <> 32
  ) > 0 THEN
    RAISE EXCEPTION 'memories.content_sha256: expected the digest of every memory; write those that are missing';
  END IF;
  IF (
    SELECT CASE WHEN 100 * count(*) > (SELECT count(*) FROM memories) THEN count(*) ELSE 0 END FROM memories
    WHERE importance NOT BETWEEN 0 AND 100 OR strength NOT BETWEEN 0.0 AND 1.0
      OR confidence NOT BETWEEN 0.0 AND 1.0 OR access_count < 0 OR row_version < 1
  ) > 0 THEN
    RAISE EXCEPTION 'memories: more than 1 row in 100 is out of range in importance, strength, confidence or a count';
  END IF;
  IF (
    SELECT count(*) FROM memories AS m
    JOIN (
      SELECT memory_id, tier, agent_id FROM working_memories
      UNION ALL SELECT memory_id, tier, agent_id FROM episodic_memories
      UNION ALL SELECT memory_id, tier, agent_id FROM semantic_memories
    ) AS s ON s.memory_id = m.id
    WHERE s.tier <> m.tier OR s.agent_id <> m.agent_id
  ) > 0 THEN
    RAISE EXCEPTION 'working, episodic or semantic memories: expected the tier and the agent of their memory';
  END IF;
END
$$;

-- What is not a number is greater than any.
UPDATE memories SET
  importance = least(100, greatest(0, importance)),
  strength = least(1.0, greatest(0.0, strength)),
  confidence = least(1.0, greatest(0.0, confidence)),
  access_count = greatest(0, access_count),
  row_version = greatest(1, row_version)
WHERE importance NOT BETWEEN 0 AND 100 OR strength NOT BETWEEN 0.0 AND 1.0
      OR confidence NOT BETWEEN 0.0 AND 1.0 OR access_count < 0 OR row_version < 1;

-- One statement, so that the table is written and looked through once.
ALTER TABLE memories
  ALTER COLUMN importance DROP DEFAULT,
  ALTER COLUMN importance TYPE DOUBLE PRECISION USING importance / 100.0,
  ALTER COLUMN importance SET DEFAULT 0.5,
  ALTER COLUMN content_sha256 SET NOT NULL,
  ADD CONSTRAINT ck_memories_importance CHECK (importance BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_memories_strength CHECK (strength BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_memories_confidence CHECK (confidence BETWEEN 0.0 AND 1.0),
  ADD CONSTRAINT ck_memories_access_count CHECK (access_count BETWEEN 0 AND 9223372036854775807),
  ADD CONSTRAINT ck_memories_row_version CHECK (row_version BETWEEN 1 AND 2147483647),
  ADD CONSTRAINT ck_memories_content_sha256 CHECK (length(content_sha256) = 32),
  ADD CONSTRAINT uq_memories_id_tier_agent_id UNIQUE (id, tier, agent_id);

ALTER TABLE working_memories
  DROP CONSTRAINT fk_working_memories_memory_id,
  ADD CONSTRAINT fk_working_memories_memory_id FOREIGN KEY (memory_id, tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE;
ALTER TABLE episodic_memories
  DROP CONSTRAINT fk_episodic_memories_memory_id,
  ADD CONSTRAINT fk_episodic_memories_memory_id FOREIGN KEY (memory_id, tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE;
ALTER TABLE semantic_memories
  DROP CONSTRAINT fk_semantic_memories_memory_id,
  ADD CONSTRAINT fk_semantic_memories_memory_id FOREIGN KEY (memory_id, tier, agent_id)
    REFERENCES memories (id, tier, agent_id) ON DELETE CASCADE;
