-- The CHECKs first: MariaDB does not drop a column that one names (error 1054).
ALTER TABLE memories
  DROP CONSTRAINT ck_memories_arousal,
  DROP CONSTRAINT ck_memories_valence,
  DROP COLUMN arousal,
  DROP COLUMN valence;
