CREATE DOMAIN posint AS integer CHECK (VALUE > 0);
CREATE DOMAIN short_text AS varchar(10) NOT NULL;
CREATE DOMAIN many AS text[];
CREATE DOMAIN shorter AS short_text CHECK (length(VALUE) < 5);
CREATE SCHEMA app;
CREATE DOMAIN app.email AS text;
CREATE TABLE t (id posint PRIMARY KEY, a short_text, b many, c shorter, d app.email, e posint[], f posint NOT NULL);
