-- Children before parents.
DROP TABLE memory_events;
DROP TABLE context_slots;
DROP TABLE consolidation_sources;
DROP TABLE consolidations;
DROP TABLE consolidation_runs;
