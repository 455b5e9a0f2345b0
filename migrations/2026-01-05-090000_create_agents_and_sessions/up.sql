-- Agents and their sessions. An agent is the boundary between tenants: everything else belongs to
-- one, and goes with it.
--
-- `id` is for keys inside the database, `public_id` (a UUIDv7) is what is seen outside: as text in
-- every index and link row a UUID would take 36 bytes where 8 do. Every constraint has a name, so
-- that a later migration can drop it.

CREATE TABLE agents (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_agents_public_id CHECK (length(public_id) = 16),
  name VARCHAR(120) NOT NULL,
  description TEXT,
  cognitive_state VARCHAR(16) NOT NULL DEFAULT 'idle'
    CONSTRAINT ck_agents_cognitive_state CHECK (cognitive_state IN ('idle', 'focused', 'learning', 'creative', 'analytical', 'reflective', 'exploratory')),
  archived_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_agents_public_id UNIQUE (public_id),
  CONSTRAINT uq_agents_name UNIQUE (name)
);

CREATE TABLE sessions (
  id INTEGER NOT NULL PRIMARY KEY,
  public_id BLOB NOT NULL
    CONSTRAINT ck_sessions_public_id CHECK (length(public_id) = 16),
  agent_id BIGINT NOT NULL,
  external_ref VARCHAR(255),
  state VARCHAR(16) NOT NULL DEFAULT 'open'
    CONSTRAINT ck_sessions_state CHECK (state IN ('open', 'idle', 'closed')),
  token_budget INTEGER NOT NULL DEFAULT 4096
    CONSTRAINT ck_sessions_token_budget CHECK (token_budget BETWEEN 1 AND 2147483647),
  started_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_active_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at TIMESTAMP,
  CONSTRAINT uq_sessions_public_id UNIQUE (public_id),
  CONSTRAINT uq_sessions_agent_id_external_ref UNIQUE (agent_id, external_ref),
  CONSTRAINT fk_sessions_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT ck_sessions_closed_after_start CHECK (closed_at IS NULL OR closed_at >= started_at)
);
CREATE INDEX ix_sessions_agent_recent ON sessions (agent_id, last_active_at);
