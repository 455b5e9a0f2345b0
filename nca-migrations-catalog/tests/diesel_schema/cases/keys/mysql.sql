CREATE TABLE one (id integer PRIMARY KEY);
CREATE TABLE two (a integer NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE two_reversed (a integer NOT NULL, b varchar(20) NOT NULL, c text, PRIMARY KEY (b, a));
CREATE TABLE increment (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, twice bigint AS (1 + 1) STORED,
    thrice bigint AS (1 + 2) VIRTUAL);
CREATE TABLE child_of_one (one_id integer PRIMARY KEY, a integer, b varchar(20),
    FOREIGN KEY (one_id) REFERENCES one (id), FOREIGN KEY (a, b) REFERENCES two (a, b));
CREATE TABLE parted (id integer NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY HASH (id) PARTITIONS 2;
CREATE TABLE versioned (id integer PRIMARY KEY) WITH SYSTEM VERSIONING;
CREATE SEQUENCE numbers;
CREATE VIEW ones AS SELECT * FROM one;
