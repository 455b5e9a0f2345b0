DROP VIEW memory_overview;
DROP TABLE audit_log;
