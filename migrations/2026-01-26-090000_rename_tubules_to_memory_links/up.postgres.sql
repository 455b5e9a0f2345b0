-- Tubules become links between memories, which is what they are, with the words that concepts use.
--
-- Constraints and indexes keep their names when a table is renamed, and a later migration drops by
-- name: each is renamed too.

ALTER TABLE tubules RENAME TO memory_links;
ALTER TABLE memory_links RENAME COLUMN source_id TO source_memory_id;
ALTER TABLE memory_links RENAME COLUMN target_id TO target_memory_id;
ALTER TABLE memory_links RENAME COLUMN strength TO weight;
ALTER TABLE memory_links RENAME CONSTRAINT tubules_pkey TO memory_links_pkey;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_strength TO ck_memory_links_weight;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_polarity TO ck_memory_links_polarity;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_state TO ck_memory_links_state;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_decay_per_hour TO ck_memory_links_decay_per_hour;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_temporal_distance_s TO ck_memory_links_temporal_distance_s;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_activation_count TO ck_memory_links_activation_count;
ALTER TABLE memory_links RENAME CONSTRAINT fk_tubules_source_id TO fk_memory_links_source_memory_id;
ALTER TABLE memory_links RENAME CONSTRAINT fk_tubules_target_id TO fk_memory_links_target_memory_id;
ALTER TABLE memory_links RENAME CONSTRAINT fk_tubules_relation_code TO fk_memory_links_relation_code;
ALTER TABLE memory_links RENAME CONSTRAINT ck_tubules_not_self TO ck_memory_links_not_self;
ALTER INDEX ix_tubules_incoming RENAME TO ix_memory_links_incoming;
ALTER INDEX ix_tubules_relation RENAME TO ix_memory_links_relation;
