CREATE TABLE users (id integer PRIMARY KEY, hits text NOT NULL, name text NOT NULL, more text); CREATE TABLE posts (id integer PRIMARY KEY);
