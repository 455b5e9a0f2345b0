-- The same way back.
ALTER TABLE memory_links RENAME TO tubules;
ALTER TABLE tubules RENAME COLUMN source_memory_id TO source_id;
ALTER TABLE tubules RENAME COLUMN target_memory_id TO target_id;
ALTER TABLE tubules RENAME COLUMN weight TO strength;
ALTER TABLE tubules RENAME CONSTRAINT memory_links_pkey TO tubules_pkey;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_weight TO ck_tubules_strength;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_polarity TO ck_tubules_polarity;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_state TO ck_tubules_state;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_decay_per_hour TO ck_tubules_decay_per_hour;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_temporal_distance_s TO ck_tubules_temporal_distance_s;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_activation_count TO ck_tubules_activation_count;
ALTER TABLE tubules RENAME CONSTRAINT fk_memory_links_source_memory_id TO fk_tubules_source_id;
ALTER TABLE tubules RENAME CONSTRAINT fk_memory_links_target_memory_id TO fk_tubules_target_id;
ALTER TABLE tubules RENAME CONSTRAINT fk_memory_links_relation_code TO fk_tubules_relation_code;
ALTER TABLE tubules RENAME CONSTRAINT ck_memory_links_not_self TO ck_tubules_not_self;
ALTER INDEX ix_memory_links_incoming RENAME TO ix_tubules_incoming;
ALTER INDEX ix_memory_links_relation RENAME TO ix_tubules_relation;
