-- Memories whose tags and vectors this migration takes: it refuses others. 1 has tags that are the same but for
-- letters and spaces, and a vector of a model that is known; 2 an empty list, and a vector of one that is not.

INSERT INTO agents (id, public_id, name) VALUES
  (1, '\x00000000000000000000000000000a01', 'ada'), (2, '\x00000000000000000000000000000a02', 'bob');
INSERT INTO llm_providers (code, display_name, hosting) VALUES ('here', 'Here', 'local');
INSERT INTO llm_models (provider_id, name, kind, embedding_dims)
  SELECT id, 'small', 'embedding', 2 FROM llm_providers WHERE code = 'here';
INSERT INTO memories (id, public_id, agent_id, tier, content, source, importance, decay_policy_id,
    tags, embedding, embedding_model)
  SELECT 1, '\x01900000000070008000000000000001', 1, 'working', 'abc', 'conversation', 80, min(id),
    '["Alpha", " beta ", "alpha", "", "größe"]', '\x0000803f00000040', 'small' FROM decay_policies;
INSERT INTO memories (id, public_id, agent_id, tier, content, source, importance, decay_policy_id,
    tags, embedding, embedding_model)
  SELECT 2, '\x01900000000070008000000000000002', 1, 'episodic', 'def', 'observation', 37, min(id),
    '[]', '\x0000803f0000004000004040', 'mystery' FROM decay_policies;
INSERT INTO memories (id, public_id, agent_id, tier, content, source, importance, decay_policy_id)
  SELECT 3, '\x01900000000070008000000000000003', 2, 'semantic', 'ghi', 'reflection', 100, min(id)
  FROM decay_policies;
INSERT INTO working_memories (memory_id, agent_id, activation) VALUES (1, 1, 0.75);
INSERT INTO episodic_memories (memory_id, agent_id, occurred_at) VALUES (2, 1, '2026-01-05 09:31:00');
INSERT INTO semantic_memories (memory_id, agent_id) VALUES (3, 2);
