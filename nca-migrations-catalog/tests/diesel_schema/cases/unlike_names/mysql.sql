CREATE TABLE odd (id integer PRIMARY KEY, `back\slash` text, `two
lines` text);
