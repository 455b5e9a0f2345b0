DROP INDEX ix_memories_digest;
ALTER TABLE memories DROP COLUMN content_sha256;
