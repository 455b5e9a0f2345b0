-- Children before parents.
DROP TABLE health_samples;
DROP TABLE health_events;
DROP TABLE health_threshold_overrides;
DROP TABLE health_thresholds;
DROP TABLE health_parameters;
DROP TABLE health_metrics;
DROP TABLE health_components;
