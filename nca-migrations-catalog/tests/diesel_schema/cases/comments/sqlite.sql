CREATE TABLE commented (id integer PRIMARY KEY, name varchar(20), mood text, "type" integer /* no comment */);
CREATE TABLE "Plain Table" (id integer PRIMARY KEY, zebra text, "Alpha" text, alpha_ text, alphab text, _beta text,
    "größe" integer);
