CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);
CREATE VIRTUAL TABLE search USING fts5 (body, content = '');
