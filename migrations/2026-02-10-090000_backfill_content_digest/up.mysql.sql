-- What a memory says, as a digest: the same text is found again without comparing texts. Every memory
-- gets its own; whoever writes one from now on writes it too.

ALTER TABLE memories ADD COLUMN content_sha256 VARBINARY(32) NULL;

UPDATE memories SET content_sha256 = UNHEX(SHA2(CONVERT(content USING utf8mb4), 256))
WHERE content_sha256 IS NULL;

CREATE INDEX ix_memories_digest ON memories (agent_id, content_sha256);
