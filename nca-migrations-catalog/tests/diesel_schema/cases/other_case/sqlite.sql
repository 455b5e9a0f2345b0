CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE other_case (id integer PRIMARY KEY, a_id integer REFERENCES A (ID));
CREATE TABLE other_case_column (id integer PRIMARY KEY, a_id integer REFERENCES a (ID));
