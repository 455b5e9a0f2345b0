CREATE TABLE bad (a text); CREATE TABLE fine (id integer PRIMARY KEY); CREATE TABLE worse (b text);
