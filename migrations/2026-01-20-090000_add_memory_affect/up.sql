-- How a memory feels: valence from unpleasant (-1) to pleasant (1), arousal from calm (0) to excited
-- (1). NULL is not known, which no default could say.

ALTER TABLE memories ADD COLUMN valence DOUBLE PRECISION
  CONSTRAINT ck_memories_valence CHECK (valence IS NULL OR valence BETWEEN -1.0 AND 1.0);
ALTER TABLE memories ADD COLUMN arousal DOUBLE PRECISION
  CONSTRAINT ck_memories_arousal CHECK (arousal IS NULL OR arousal BETWEEN 0.0 AND 1.0);
