CREATE TABLE commented (id integer PRIMARY KEY, name varchar(20), mood text, "type" integer, plain text[] NOT NULL);
COMMENT ON TABLE commented IS 'A table.

  With an indented line, trailing blanks   
and "quotes", `ticks` and */ and \ in it.
';
COMMENT ON COLUMN commented.id IS 'One line';
COMMENT ON COLUMN commented.name IS E'Two\nlines';
COMMENT ON COLUMN commented."type" IS '   ';
CREATE TABLE "Plain Table" (id integer PRIMARY KEY, zebra text, "Alpha" text, alpha_ text, alphab text, _beta text,
    "größe" integer);
CREATE VIEW v AS SELECT 1 AS one;
COMMENT ON VIEW v IS 'not written';
