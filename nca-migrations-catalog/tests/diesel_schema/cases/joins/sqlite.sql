CREATE TABLE a (id integer PRIMARY KEY, code integer NOT NULL UNIQUE);
CREATE TABLE alone (id integer PRIMARY KEY);
CREATE TABLE to_a (id integer PRIMARY KEY, a_id integer, FOREIGN KEY (a_id) REFERENCES a (id));
CREATE TABLE twice_to_a (id integer PRIMARY KEY, first_id integer, second_id integer,
    FOREIGN KEY (first_id) REFERENCES a (id), FOREIGN KEY (second_id) REFERENCES a (id));
CREATE TABLE unique_to_a (id integer PRIMARY KEY, code integer, FOREIGN KEY (code) REFERENCES a (code));
CREATE TABLE both_to_a (id integer PRIMARY KEY, a_id integer, code integer,
    FOREIGN KEY (a_id) REFERENCES a (id), FOREIGN KEY (code) REFERENCES a (code));
CREATE TABLE tree (id integer PRIMARY KEY, parent_id integer, a_id integer, FOREIGN KEY (parent_id) REFERENCES tree (id),
    FOREIGN KEY (a_id) REFERENCES a (id));
CREATE TABLE pair (x integer NOT NULL, y integer NOT NULL, PRIMARY KEY (x, y));
CREATE TABLE pairs (id integer PRIMARY KEY, x integer, y integer, FOREIGN KEY (x, y) REFERENCES pair (x, y));
CREATE TABLE link (a_id integer NOT NULL, tree_id integer NOT NULL, PRIMARY KEY (a_id, tree_id),
    FOREIGN KEY (a_id) REFERENCES a (id), FOREIGN KEY (tree_id) REFERENCES tree (id));
CREATE TABLE chicken (id integer PRIMARY KEY, egg_id integer REFERENCES egg (id));
CREATE TABLE egg (id integer PRIMARY KEY, chicken_id integer, FOREIGN KEY (chicken_id) REFERENCES chicken (id));
CREATE TABLE island_a (id integer PRIMARY KEY);
CREATE TABLE island_b (id integer PRIMARY KEY, a_id integer, FOREIGN KEY (a_id) REFERENCES island_a (id));
CREATE TABLE z_island (id integer PRIMARY KEY, b_id integer, FOREIGN KEY (b_id) REFERENCES island_b (id));
CREATE TABLE typed (id integer PRIMARY KEY, "type" integer, FOREIGN KEY ("type") REFERENCES z_island (id));
CREATE TABLE key_is_link (a_id integer PRIMARY KEY, FOREIGN KEY (a_id) REFERENCES a (id));
CREATE TABLE implicit (id integer PRIMARY KEY, a_id integer REFERENCES a, pair_x integer REFERENCES pair);
CREATE TABLE keyless (name text);
CREATE TABLE to_keyless (id integer PRIMARY KEY, k integer REFERENCES keyless, r integer REFERENCES keyless (rowid));
CREATE TABLE to_keyless_once (id integer PRIMARY KEY, k integer REFERENCES keyless);
CREATE TABLE to_nowhere (id integer PRIMARY KEY, a_id integer REFERENCES nowhere (id));
