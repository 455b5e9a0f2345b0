-- Health: components of an agent, metrics (energy, stress, ...), parameters (a metric on a component,
-- with its present value), thresholds, events and samples.
--
-- Thresholds are two tables, for a metric and for one parameter, because a UNIQUE with a NULL in it
-- admits duplicates on every engine. Samples are as the prototype had them, with an id and a time of
-- day in each row; a later migration makes them narrow.

CREATE TABLE health_components (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  code VARCHAR(80) NOT NULL,
  description TEXT,
  state VARCHAR(16) NOT NULL DEFAULT 'normal'
    CONSTRAINT ck_health_components_state CHECK (state IN ('optimal', 'normal', 'fatigued', 'stressed', 'impaired', 'critical')),
  state_since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_health_components_agent_id_code UNIQUE (agent_id, code),
  CONSTRAINT fk_health_components_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE
);
CREATE INDEX ix_health_components_state ON health_components (state, agent_id);

CREATE TABLE health_metrics (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_metrics_kind CHECK (kind IN ('energy', 'attention', 'cognitive_load', 'stress', 'fatigue', 'recovery', 'adaptation', 'custom')),
  unit VARCHAR(24) NOT NULL DEFAULT 'ratio',
  min_value DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_health_metrics_min_value CHECK (min_value BETWEEN -1.0e15 AND 1.0e15),
  max_value DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_health_metrics_max_value CHECK (max_value BETWEEN -1.0e15 AND 1.0e15),
  optimal_value DOUBLE NOT NULL DEFAULT 0.5,
  decay_per_s DOUBLE NOT NULL DEFAULT 0.01
    CONSTRAINT ck_health_metrics_decay_per_s CHECK (decay_per_s BETWEEN 0.0 AND 1000000.0),
  recovery_per_s DOUBLE NOT NULL DEFAULT 0.02
    CONSTRAINT ck_health_metrics_recovery_per_s CHECK (recovery_per_s BETWEEN 0.0 AND 1000000.0),
  description TEXT,
  CONSTRAINT uq_health_metrics_code UNIQUE (code),
  CONSTRAINT ck_health_metrics_range CHECK (min_value < max_value),
  CONSTRAINT ck_health_metrics_optimal_in_range CHECK (optimal_value BETWEEN min_value AND max_value)
);

-- What an operator has changed stays: a row that is there is left alone.
INSERT INTO health_metrics
  (code, kind, optimal_value, decay_per_s, recovery_per_s, description)
VALUES
  ('energy', 'energy', 1.0, 0.01, 0.02, 'What is left to work with'),
  ('attention', 'attention', 1.0, 0.02, 0.05, 'How much can be attended to'),
  ('cognitive_load', 'cognitive_load', 0.4, 0.01, 0.02, 'How much is being worked on'),
  ('stress', 'stress', 0.1, 0.01, 0.02, 'Strain from outside'),
  ('fatigue', 'fatigue', 0.0, 0.005, 0.01, 'Strain from work'),
  ('recovery', 'recovery', 1.0, 0.01, 0.02, 'How well rest restores'),
  ('adaptation', 'adaptation', 0.5, 0.01, 0.02, 'How well change is taken')
ON CONFLICT (code) DO NOTHING;

CREATE TABLE health_parameters (
  id INTEGER NOT NULL PRIMARY KEY,
  component_id BIGINT NOT NULL,
  metric_id BIGINT NOT NULL,
  value DOUBLE NOT NULL
    CONSTRAINT ck_health_parameters_value CHECK (value BETWEEN -1.0e15 AND 1.0e15),
  decay_per_s DOUBLE
    CONSTRAINT ck_health_parameters_decay_per_s CHECK (decay_per_s IS NULL OR decay_per_s BETWEEN 0.0 AND 1000000.0),
  recovery_per_s DOUBLE
    CONSTRAINT ck_health_parameters_recovery_per_s CHECK (recovery_per_s IS NULL OR recovery_per_s BETWEEN 0.0 AND 1000000.0),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_health_parameters_component_id_metric_id UNIQUE (component_id, metric_id),
  CONSTRAINT fk_health_parameters_component_id FOREIGN KEY (component_id)
    REFERENCES health_components (id) ON DELETE CASCADE,
  CONSTRAINT fk_health_parameters_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE RESTRICT
);
CREATE INDEX ix_health_parameters_by_metric ON health_parameters (metric_id, value);

CREATE TABLE health_thresholds (
  metric_id BIGINT NOT NULL,
  severity VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_thresholds_severity CHECK (severity IN ('warning', 'critical')),
  direction VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_thresholds_direction CHECK (direction IN ('above', 'below')),
  bound DOUBLE NOT NULL
    CONSTRAINT ck_health_thresholds_bound CHECK (bound BETWEEN -1.0e15 AND 1.0e15),
  hysteresis DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_health_thresholds_hysteresis CHECK (hysteresis BETWEEN 0.0 AND 1000000.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_health_thresholds_is_enabled CHECK (is_enabled IN (0, 1)),
  PRIMARY KEY (metric_id, severity, direction),
  CONSTRAINT fk_health_thresholds_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE health_threshold_overrides (
  parameter_id BIGINT NOT NULL,
  severity VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_threshold_overrides_severity CHECK (severity IN ('warning', 'critical')),
  direction VARCHAR(16) NOT NULL
    CONSTRAINT ck_health_threshold_overrides_direction CHECK (direction IN ('above', 'below')),
  bound DOUBLE NOT NULL
    CONSTRAINT ck_health_threshold_overrides_bound CHECK (bound BETWEEN -1.0e15 AND 1.0e15),
  hysteresis DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_health_threshold_overrides_hysteresis CHECK (hysteresis BETWEEN 0.0 AND 1000000.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_health_threshold_overrides_is_enabled CHECK (is_enabled IN (0, 1)),
  PRIMARY KEY (parameter_id, severity, direction),
  CONSTRAINT fk_health_threshold_overrides_parameter_id FOREIGN KEY (parameter_id)
    REFERENCES health_parameters (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE health_events (
  id INTEGER NOT NULL PRIMARY KEY,
  component_id BIGINT NOT NULL,
  metric_id BIGINT,
  kind VARCHAR(24) NOT NULL
    CONSTRAINT ck_health_events_kind CHECK (kind IN ('parameter_change', 'state_change', 'threshold_crossed', 'recovery_started', 'recovery_completed', 'custom')),
  old_value DOUBLE
    CONSTRAINT ck_health_events_old_value CHECK (old_value IS NULL OR old_value BETWEEN -1.0e15 AND 1.0e15),
  new_value DOUBLE
    CONSTRAINT ck_health_events_new_value CHECK (new_value IS NULL OR new_value BETWEEN -1.0e15 AND 1.0e15),
  old_state VARCHAR(16),
  new_state VARCHAR(16),
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_health_events_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  detail TEXT
    CONSTRAINT ck_health_events_detail CHECK (detail IS NULL OR json_valid(detail)),
  CONSTRAINT fk_health_events_component_id FOREIGN KEY (component_id)
    REFERENCES health_components (id) ON DELETE CASCADE,
  CONSTRAINT fk_health_events_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE RESTRICT,
  CONSTRAINT ck_health_events_state_pair CHECK (kind <> 'state_change' OR (old_state IS NOT NULL AND new_state IS NOT NULL))
);
CREATE INDEX ix_health_events_timeline ON health_events (component_id, occurred_at_us);
CREATE INDEX ix_health_events_by_kind ON health_events (kind, occurred_at_us);
CREATE INDEX ix_health_events_metric ON health_events (metric_id);

CREATE TABLE health_samples (
  id INTEGER NOT NULL PRIMARY KEY,
  component_id BIGINT NOT NULL,
  metric_id BIGINT NOT NULL,
  sampled_at TIMESTAMP NOT NULL,
  value DOUBLE NOT NULL,
  CONSTRAINT fk_health_samples_component_id FOREIGN KEY (component_id)
    REFERENCES health_components (id) ON DELETE CASCADE,
  CONSTRAINT fk_health_samples_metric_id FOREIGN KEY (metric_id)
    REFERENCES health_metrics (id) ON DELETE RESTRICT
);
CREATE INDEX ix_health_samples_series ON health_samples (component_id, metric_id, sampled_at);
CREATE INDEX ix_health_samples_metric ON health_samples (metric_id);
