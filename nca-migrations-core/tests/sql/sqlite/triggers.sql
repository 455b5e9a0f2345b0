-- A table with its audit trail; nothing in here may be cut at a `;` of a trigger.
CREATE TABLE memory (
    id INTEGER PRIMARY KEY, -- the key; really
    tier TEXT NOT NULL DEFAULT 'hot;cold',
    "begin" TEXT, [end] TEXT, `case` TEXT
);
CREATE TABLE audit (at TEXT, what TEXT);

CREATE TRIGGER IF NOT EXISTS memory_added AFTER INSERT ON memory
WHEN CASE NEW.tier WHEN 'hot' THEN 1 ELSE 0 END
BEGIN
    INSERT INTO audit VALUES (datetime('now'), 'added; ' || NEW.id);
    UPDATE memory SET "begin" = CASE WHEN "begin" IS NULL THEN 'x' ELSE "begin" END
    WHERE id = NEW.id; /* END; */
    SELECT CASE WHEN NEW.id < 0 THEN RAISE(ABORT, 'negative; END;') END;
END;

create temp trigger begin before delete on memory for each row begin
    insert into audit (what) select [end] from main.memory; end ;
CREATE TRIGGER gone AFTER DELETE ON memory BEGIN DELETE FROM audit; END; CREATE INDEX i ON memory (tier)
