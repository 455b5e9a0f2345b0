-- What is asked every second, each with an index that serves it: what was accessed of late, made in a
-- time, ranked, weakest, due to decay, expired; links that nothing uses; an agent's interactions.
--
-- Those that begin with the agent replace the ones that had nothing else.
--
-- They are built without locking the tables, which PostgreSQL does not do in a transaction. A build
-- that is cut short leaves an invalid index; the next run drops it and goes on there.

CREATE INDEX CONCURRENTLY ix_memories_recent ON memories (agent_id, tier, status, last_accessed_at);
CREATE INDEX CONCURRENTLY ix_memories_created ON memories (agent_id, tier, created_at);
CREATE INDEX CONCURRENTLY ix_memories_ranked ON memories (agent_id, tier, status, importance);
CREATE INDEX CONCURRENTLY ix_memories_weakest ON memories (agent_id, tier, status, strength);
CREATE INDEX CONCURRENTLY ix_memories_decay_due ON memories (tier, status, decayed_at);
CREATE INDEX CONCURRENTLY ix_memories_expiry ON memories (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX CONCURRENTLY ix_memory_links_stale ON memory_links (state, last_activated_at);
CREATE INDEX CONCURRENTLY ix_llm_interactions_agent_time ON llm_interactions (agent_id, requested_at);
DROP INDEX CONCURRENTLY ix_memories_agent;
DROP INDEX CONCURRENTLY ix_llm_interactions_agent;
