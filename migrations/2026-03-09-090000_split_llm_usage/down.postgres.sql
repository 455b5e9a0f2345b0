ALTER TABLE llm_interactions ADD COLUMN prompt_tokens INTEGER;
ALTER TABLE llm_interactions ADD COLUMN completion_tokens INTEGER;
ALTER TABLE llm_interactions ADD COLUMN cost_usd DOUBLE PRECISION;
UPDATE llm_interactions
SET prompt_tokens = u.prompt_tokens, completion_tokens = u.completion_tokens,
  cost_usd = u.cost_micros / 1000000.0
FROM llm_usage AS u
WHERE u.interaction_id = llm_interactions.id;

DROP TABLE llm_usage_daily;
DROP TABLE llm_model_prices;
DROP TABLE llm_usage;
