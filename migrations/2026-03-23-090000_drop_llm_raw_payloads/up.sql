-- The providers' raw answers hold what people said, which there is no reason to keep once messages and
-- usage have their own tables. There is no way back: that is what it is for.

ALTER TABLE llm_interactions DROP COLUMN raw_response;
