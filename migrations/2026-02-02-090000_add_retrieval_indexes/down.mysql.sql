-- The narrow ones first: the foreign keys need one.
CREATE INDEX ix_memories_agent ON memories (agent_id);
CREATE INDEX ix_llm_interactions_agent ON llm_interactions (agent_id);
DROP INDEX ix_llm_interactions_agent_time ON llm_interactions;
DROP INDEX ix_memory_links_stale ON memory_links;
DROP INDEX ix_memories_expiry ON memories;
DROP INDEX ix_memories_decay_due ON memories;
DROP INDEX ix_memories_weakest ON memories;
DROP INDEX ix_memories_ranked ON memories;
DROP INDEX ix_memories_created ON memories;
DROP INDEX ix_memories_recent ON memories;
