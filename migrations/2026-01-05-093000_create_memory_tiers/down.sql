-- Children before parents.
DROP TABLE semantic_memories;
DROP TABLE episodic_memories;
DROP TABLE episodes;
DROP TABLE working_memories;
DROP TABLE memories;
DROP TABLE decay_policies;
