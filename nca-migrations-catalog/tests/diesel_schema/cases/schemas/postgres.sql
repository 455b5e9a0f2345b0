CREATE SCHEMA app;
CREATE SCHEMA "Odd Schema";
CREATE SCHEMA empty;
CREATE TYPE mood AS ENUM ('sad');
CREATE TYPE app.mood AS ENUM ('happy');
CREATE TYPE app.level AS ENUM ('low');
CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
CREATE TABLE users (id integer PRIMARY KEY, mood mood, far app.mood, level app.level);
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users);
CREATE TABLE app.users (id integer PRIMARY KEY, mood mood, near app.mood, level app.level[], n app.positive);
CREATE TABLE app.posts (id integer PRIMARY KEY, user_id integer REFERENCES app.users, public_user integer REFERENCES users,
    "type" integer);
CREATE TABLE app."Odd Table" (id integer PRIMARY KEY, post_id integer REFERENCES app.posts);
CREATE TABLE "Odd Schema"."Odd Table" (id integer PRIMARY KEY, "Odd Table" integer);
CREATE TABLE "Odd Schema".plain (id integer PRIMARY KEY);
COMMENT ON TABLE app.users IS 'The users of the app.';
COMMENT ON COLUMN app.users.id IS 'The id.';
