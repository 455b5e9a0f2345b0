-- Usage gets a table of its own, in whole millionths of the currency: sums of floating-point dollars
-- depend on their order. Beside it prices, and totals for each day, which budgets are checked against.

DROP PROCEDURE IF EXISTS usage_precondition;
CREATE PROCEDURE usage_precondition()
BEGIN
  IF (
    SELECT count(*) FROM llm_interactions
    WHERE prompt_tokens NOT BETWEEN 0 AND 2147483647 OR completion_tokens NOT BETWEEN 0 AND 2147483647
      OR cost_usd NOT BETWEEN 0.0 AND 9.0e12
  ) > 0 THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'llm_interactions: expected token counts and costs that are not negative';
  END IF;
END;
CALL usage_precondition();
DROP PROCEDURE usage_precondition;

CREATE TABLE llm_usage (
  interaction_id BIGINT NOT NULL,
  prompt_tokens INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_prompt_tokens CHECK (prompt_tokens BETWEEN 0 AND 2147483647),
  cached_tokens INT NOT NULL DEFAULT 0,
  completion_tokens INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_completion_tokens CHECK (completion_tokens BETWEEN 0 AND 2147483647),
  cost_micros BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_cost_micros CHECK (cost_micros BETWEEN 0 AND 9223372036854775807),
  currency VARCHAR(3) NOT NULL DEFAULT 'USD',
  CONSTRAINT ck_llm_usage_currency CHECK (char_length(currency) = 3),
  PRIMARY KEY (interaction_id),
  CONSTRAINT fk_llm_usage_interaction_id FOREIGN KEY (interaction_id)
    REFERENCES llm_interactions (id) ON DELETE CASCADE,
  CONSTRAINT ck_llm_usage_cached_le_prompt CHECK (cached_tokens BETWEEN 0 AND prompt_tokens)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE llm_model_prices (
  model_id BIGINT NOT NULL,
  effective_from DATETIME(6) NOT NULL,
  currency VARCHAR(3) NOT NULL DEFAULT 'USD',
  CONSTRAINT ck_llm_model_prices_currency CHECK (char_length(currency) = 3),
  input_micros_per_mtok BIGINT NOT NULL,
  CONSTRAINT ck_llm_model_prices_input_micros_per_mtok CHECK (input_micros_per_mtok BETWEEN 0 AND 9223372036854775807),
  output_micros_per_mtok BIGINT NOT NULL,
  CONSTRAINT ck_llm_model_prices_output_micros_per_mtok CHECK (output_micros_per_mtok BETWEEN 0 AND 9223372036854775807),
  cached_micros_per_mtok BIGINT NULL,
  CONSTRAINT ck_llm_model_prices_cached_micros_per_mtok CHECK (cached_micros_per_mtok IS NULL OR cached_micros_per_mtok BETWEEN 0 AND 9223372036854775807),
  PRIMARY KEY (model_id, effective_from),
  CONSTRAINT fk_llm_model_prices_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE llm_usage_daily (
  agent_id BIGINT NOT NULL,
  model_id BIGINT NOT NULL,
  day DATE NOT NULL,
  requests INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_daily_requests CHECK (requests BETWEEN 0 AND 2147483647),
  failures INT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_daily_failures CHECK (failures BETWEEN 0 AND 2147483647),
  prompt_tokens BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_daily_prompt_tokens CHECK (prompt_tokens BETWEEN 0 AND 9223372036854775807),
  completion_tokens BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_daily_completion_tokens CHECK (completion_tokens BETWEEN 0 AND 9223372036854775807),
  cost_micros BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT ck_llm_usage_daily_cost_micros CHECK (cost_micros BETWEEN 0 AND 9223372036854775807),
  PRIMARY KEY (agent_id, day, model_id),
  CONSTRAINT fk_llm_usage_daily_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_llm_usage_daily_model_id FOREIGN KEY (model_id)
    REFERENCES llm_models (id) ON DELETE RESTRICT,
  CONSTRAINT ck_llm_usage_daily_failures_le_requests CHECK (failures <= requests)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_llm_usage_daily_by_day ON llm_usage_daily (day);
CREATE INDEX ix_llm_usage_daily_model ON llm_usage_daily (model_id);

INSERT INTO llm_usage (interaction_id, prompt_tokens, completion_tokens, cost_micros)
SELECT id, coalesce(prompt_tokens, 0), coalesce(completion_tokens, 0),
  CAST(FLOOR(coalesce(cost_usd, 0.0) * 1000000 + 0.5) AS SIGNED)
FROM llm_interactions
WHERE prompt_tokens IS NOT NULL OR completion_tokens IS NOT NULL OR cost_usd IS NOT NULL;
INSERT INTO llm_usage_daily
  (agent_id, model_id, day, requests, failures, prompt_tokens, completion_tokens, cost_micros)
SELECT i.agent_id, i.model_id, DATE(i.requested_at), count(*), sum(CASE i.status WHEN 'failed' THEN 1 ELSE 0 END),
  coalesce(sum(u.prompt_tokens), 0), coalesce(sum(u.completion_tokens), 0), coalesce(sum(u.cost_micros), 0)
FROM llm_interactions AS i
LEFT JOIN llm_usage AS u ON u.interaction_id = i.id
GROUP BY i.agent_id, i.model_id, DATE(i.requested_at);

ALTER TABLE llm_interactions
  DROP COLUMN prompt_tokens,
  DROP COLUMN completion_tokens,
  DROP COLUMN cost_usd;
