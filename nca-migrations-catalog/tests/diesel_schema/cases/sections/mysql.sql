CREATE TABLE users1 (id integer PRIMARY KEY); CREATE TABLE users2 (id integer PRIMARY KEY);CREATE TABLE users3 (id integer PRIMARY KEY);
