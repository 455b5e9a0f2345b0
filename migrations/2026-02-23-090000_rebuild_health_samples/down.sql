DROP TABLE health_rollups;

CREATE TABLE health_samples_new (
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
INSERT INTO health_samples_new (component_id, metric_id, sampled_at, value)
SELECT p.component_id, p.metric_id,
  datetime(s.sampled_at_us / 1000000, 'unixepoch')
    || CASE s.sampled_at_us % 1000000 WHEN 0 THEN '' ELSE printf('.%06d', s.sampled_at_us % 1000000) END,
  s.value
FROM health_samples AS s
JOIN health_parameters AS p ON p.id = s.parameter_id
ORDER BY s.sampled_at_us, s.parameter_id;
DROP TABLE health_samples;
ALTER TABLE health_samples_new RENAME TO health_samples;
CREATE INDEX ix_health_samples_series ON health_samples (component_id, metric_id, sampled_at);
CREATE INDEX ix_health_samples_metric ON health_samples (metric_id);
