-- Children before parents.
DROP TABLE llm_interaction_memories;
DROP TABLE llm_messages;
DROP TABLE llm_interactions;
DROP TABLE prompt_variables;
DROP TABLE prompt_templates;
DROP TABLE llm_models;
DROP TABLE llm_providers;
