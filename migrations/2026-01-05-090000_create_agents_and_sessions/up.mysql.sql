-- Agents and their sessions. An agent is the boundary between tenants: everything else belongs to
-- one, and goes with it.
--
-- `id` is for keys inside the database, `public_id` (a UUIDv7) is what is seen outside: as text in
-- every index and link row a UUID would take 36 bytes where 8 do. Every constraint has a name, so
-- that a later migration can drop it.
--
-- Text compares byte by byte (utf8mb4_bin), as on the other engines: with the default collation a
-- UNIQUE takes 'Tag' for 'tag', and a CHECK lets 'OPEN' through. `public_id` is VARBINARY because
-- BINARY(16) fills what is short with zeros, so that the CHECK of its length could never fail.

CREATE TABLE agents (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_agents_public_id CHECK (length(public_id) = 16),
  name VARCHAR(120) NOT NULL,
  description MEDIUMTEXT NULL,
  cognitive_state VARCHAR(16) NOT NULL DEFAULT 'idle',
  CONSTRAINT ck_agents_cognitive_state CHECK (cognitive_state IN ('idle', 'focused', 'learning', 'creative', 'analytical', 'reflective', 'exploratory')),
  archived_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  CONSTRAINT uq_agents_public_id UNIQUE (public_id),
  CONSTRAINT uq_agents_name UNIQUE (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE sessions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  public_id VARBINARY(16) NOT NULL,
  CONSTRAINT ck_sessions_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  external_ref VARCHAR(255) NULL,
  state VARCHAR(16) NOT NULL DEFAULT 'open',
  CONSTRAINT ck_sessions_state CHECK (state IN ('open', 'idle', 'closed')),
  token_budget INT NOT NULL DEFAULT 4096,
  CONSTRAINT ck_sessions_token_budget CHECK (token_budget BETWEEN 1 AND 2147483647),
  started_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  last_active_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  closed_at DATETIME(6) NULL,
  CONSTRAINT uq_sessions_public_id UNIQUE (public_id),
  CONSTRAINT uq_sessions_agent_id_external_ref UNIQUE (agent_id, external_ref),
  CONSTRAINT fk_sessions_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT ck_sessions_closed_after_start CHECK (closed_at IS NULL OR closed_at >= started_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE INDEX ix_sessions_agent_recent ON sessions (agent_id, last_active_at);
