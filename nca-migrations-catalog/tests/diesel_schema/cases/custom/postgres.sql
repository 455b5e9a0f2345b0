CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE "Other Mood" AS ENUM ('sad', 'ok');
CREATE TYPE "quo""ted" AS ENUM ('sad', 'ok');
CREATE TYPE "größe" AS ENUM ('s');
CREATE TYPE http_2xx AS ENUM ('s');
CREATE TYPE "CamelCase" AS ENUM ('s');
CREATE TYPE "camel_case" AS ENUM ('s');
CREATE TYPE a_type_with_a_name_that_is_as_long_as_names_of_types_can_be_xxx AS ENUM ('s');
CREATE SCHEMA a_schema_with_a_name_that_is_as_long_as_names_of_schemas_can_be;
CREATE TYPE a_schema_with_a_name_that_is_as_long_as_names_of_schemas_can_be.far_mood AS ENUM ('s');
CREATE TABLE users (id integer PRIMARY KEY, mood mood, other "Other Mood" NOT NULL, again mood[], quoted "quo""ted",
    "größe" "größe", http http_2xx, camel "CamelCase", camel2 camel_case,
    long a_type_with_a_name_that_is_as_long_as_names_of_types_can_be_xxx,
    far a_schema_with_a_name_that_is_as_long_as_names_of_schemas_can_be.far_mood, search tsvector);
CREATE TABLE posts (id integer PRIMARY KEY, mood mood, body text);
CREATE TABLE plain (id integer PRIMARY KEY, name text);
