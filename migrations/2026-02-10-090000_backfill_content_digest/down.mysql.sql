DROP INDEX ix_memories_digest ON memories;
ALTER TABLE memories DROP COLUMN content_sha256;
