ALTER TABLE llm_interactions
  ADD COLUMN prompt_tokens INT NULL,
  ADD COLUMN completion_tokens INT NULL,
  ADD COLUMN cost_usd DOUBLE NULL;
UPDATE llm_interactions AS i
JOIN llm_usage AS u ON u.interaction_id = i.id
SET i.prompt_tokens = u.prompt_tokens, i.completion_tokens = u.completion_tokens,
  i.cost_usd = u.cost_micros / 1000000.0;

DROP TABLE llm_usage_daily;
DROP TABLE llm_model_prices;
DROP TABLE llm_usage;
