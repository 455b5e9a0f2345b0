-- A column takes the CHECK with it that is its own. Had a CHECK of the table named it, SQLite would
-- refuse, and PostgreSQL would drop the CHECK without a word.
ALTER TABLE memories DROP COLUMN arousal;
ALTER TABLE memories DROP COLUMN valence;
