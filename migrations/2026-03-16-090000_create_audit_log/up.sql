-- Who changed what, to be added to and never changed: triggers refuse it. To remove what is too old,
-- somebody with the right to do so drops them first, on purpose.
--
-- What a memory says does not belong into `before_state` and `after_state`: lengths and counts do.

CREATE TABLE audit_log (
  id INTEGER NOT NULL PRIMARY KEY,
  occurred_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actor VARCHAR(120) NOT NULL,
  action VARCHAR(40) NOT NULL,
  subject_table VARCHAR(80) NOT NULL,
  subject_id VARCHAR(80) NOT NULL,
  request_id VARCHAR(80),
  outcome VARCHAR(16) NOT NULL
    CONSTRAINT ck_audit_log_outcome CHECK (outcome IN ('ok', 'denied', 'error')),
  before_state TEXT
    CONSTRAINT ck_audit_log_before_state CHECK (before_state IS NULL OR json_valid(before_state)),
  after_state TEXT
    CONSTRAINT ck_audit_log_after_state CHECK (after_state IS NULL OR json_valid(after_state))
);
CREATE INDEX ix_audit_log_subject ON audit_log (subject_table, subject_id, occurred_at);
CREATE INDEX ix_audit_log_actor ON audit_log (actor, occurred_at);
CREATE INDEX ix_audit_log_retention ON audit_log (occurred_at);

CREATE TRIGGER tr_audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only; what it says stays');
END;
CREATE TRIGGER tr_audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only; what it says stays');
END;

-- Who has what in mind, for people who look.
CREATE VIEW memory_overview AS
SELECT m.id AS memory_id, a.name AS agent_name, m.tier, m.status, m.importance, m.strength,
  m.last_accessed_at,
  (SELECT count(*) FROM memory_links AS l WHERE l.source_memory_id = m.id) AS links_out,
  (SELECT count(*) FROM memory_tags AS t WHERE t.memory_id = m.id) AS tags
FROM memories AS m
JOIN agents AS a ON a.id = m.agent_id;
