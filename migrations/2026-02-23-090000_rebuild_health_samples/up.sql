-- Samples become narrow: a parameter, microseconds since 1970 and a value, with that as the only key. A
-- million of them take a third to a half of the room, and the latest of a parameter is one look into
-- the key. What is too old to keep in detail stays as hourly totals.
--
-- A series that has no parameter yet gets one, with its last value.

-- A CHECK of a table that is there for this alone: its name is what the error says.
CREATE TEMP TABLE rebuild_precondition (
  odd_values BIGINT NOT NULL
    CONSTRAINT "health_samples.value: expected finite numbers"
    CHECK (odd_values = 0),
  odd_times BIGINT NOT NULL
    CONSTRAINT "health_samples.sampled_at: expected times since 1970 such as 2026-01-05 09:30:00.123456"
    CHECK (odd_times = 0)
);
INSERT INTO rebuild_precondition (odd_values, odd_times)
SELECT
  (SELECT count(*) FROM health_samples WHERE value NOT BETWEEN -1.0e15 AND 1.0e15),
  (
    SELECT count(*) FROM health_samples
    WHERE sampled_at NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'
      OR substr(sampled_at, 1, 4) < '1970' OR strftime('%s', substr(sampled_at, 1, 19)) IS NULL
      OR (length(sampled_at) > 19 AND substr(sampled_at, 20) NOT GLOB '.[0-9]*')
      OR substr(sampled_at, 21) GLOB '*[^0-9]*'
  );
DROP TABLE rebuild_precondition;

INSERT INTO health_parameters (component_id, metric_id, value)
SELECT component_id, metric_id, value
FROM (
  SELECT component_id, metric_id, value,
    row_number() OVER (PARTITION BY component_id, metric_id ORDER BY sampled_at DESC, id DESC) AS nth
  FROM health_samples
) AS sample
WHERE nth = 1 AND NOT EXISTS (
  SELECT 1 FROM health_parameters AS p
  WHERE p.component_id = sample.component_id AND p.metric_id = sample.metric_id);

CREATE TABLE health_samples_new (
  parameter_id BIGINT NOT NULL,
  sampled_at_us BIGINT NOT NULL
    CONSTRAINT ck_health_samples_sampled_at_us CHECK (sampled_at_us BETWEEN 0 AND 9223372036854775807),
  value DOUBLE NOT NULL
    CONSTRAINT ck_health_samples_value CHECK (value BETWEEN -1.0e15 AND 1.0e15),
  PRIMARY KEY (parameter_id, sampled_at_us),
  CONSTRAINT fk_health_samples_parameter_id FOREIGN KEY (parameter_id)
    REFERENCES health_parameters (id) ON DELETE CASCADE
) WITHOUT ROWID;
-- Of several at one time, the one that was written last.
INSERT INTO health_samples_new (parameter_id, sampled_at_us, value)
SELECT p.id, sample.sampled_at_us, sample.value
FROM (
  SELECT component_id, metric_id, sampled_at_us, value,
    row_number() OVER (PARTITION BY component_id, metric_id, sampled_at_us ORDER BY id DESC) AS nth
  FROM (
    SELECT id, component_id, metric_id, value,
      CAST(strftime('%s', substr(sampled_at, 1, 19)) AS INTEGER) * 1000000
        + CAST(substr(substr(sampled_at, 21) || '000000', 1, 6) AS INTEGER) AS sampled_at_us
    FROM health_samples
  ) AS timed
) AS sample
JOIN health_parameters AS p
  ON p.component_id = sample.component_id AND p.metric_id = sample.metric_id
WHERE sample.nth = 1;
DROP TABLE health_samples;
ALTER TABLE health_samples_new RENAME TO health_samples;

CREATE TABLE health_rollups (
  parameter_id BIGINT NOT NULL,
  bucket_s INTEGER NOT NULL
    CONSTRAINT ck_health_rollups_bucket_s CHECK (bucket_s IN (60, 3600, 86400)),
  bucket_start_us BIGINT NOT NULL
    CONSTRAINT ck_health_rollups_bucket_start_us CHECK (bucket_start_us BETWEEN 0 AND 9223372036854775807),
  sample_count INTEGER NOT NULL
    CONSTRAINT ck_health_rollups_sample_count CHECK (sample_count BETWEEN 1 AND 2147483647),
  min_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_min_value CHECK (min_value BETWEEN -1.0e15 AND 1.0e15),
  max_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_max_value CHECK (max_value BETWEEN -1.0e15 AND 1.0e15),
  sum_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_sum_value CHECK (sum_value BETWEEN -1.0e24 AND 1.0e24),
  last_value DOUBLE NOT NULL
    CONSTRAINT ck_health_rollups_last_value CHECK (last_value BETWEEN -1.0e15 AND 1.0e15),
  PRIMARY KEY (parameter_id, bucket_s, bucket_start_us),
  CONSTRAINT fk_health_rollups_parameter_id FOREIGN KEY (parameter_id)
    REFERENCES health_parameters (id) ON DELETE CASCADE,
  CONSTRAINT ck_health_rollups_min_le_max CHECK (min_value <= max_value)
) WITHOUT ROWID;
INSERT INTO health_rollups
  (parameter_id, bucket_s, bucket_start_us, sample_count, min_value, max_value, sum_value, last_value)
SELECT parameter_id, 3600, bucket_start_us, count(*), min(value), max(value), sum(value),
  max(CASE WHEN nth = 1 THEN value END)
FROM (
  SELECT parameter_id, sampled_at_us - sampled_at_us % 3600000000 AS bucket_start_us, value,
    row_number() OVER (
      PARTITION BY parameter_id, sampled_at_us - sampled_at_us % 3600000000
      ORDER BY sampled_at_us DESC) AS nth
  FROM health_samples
) AS sample
GROUP BY parameter_id, bucket_start_us;
