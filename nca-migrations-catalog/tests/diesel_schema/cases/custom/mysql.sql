CREATE TABLE users (id integer PRIMARY KEY, mood enum('sad', 'ok'), other set('a', 'b') NOT NULL, m mediumint,
    um mediumint unsigned, y year, g geometry, `size 1` enum('s'), `type` enum('x'));
CREATE TABLE posts (id integer PRIMARY KEY, mood enum('sad', 'ok') NOT NULL);
CREATE TABLE `with-dash` (id integer PRIMARY KEY, mood enum('sad', 'ok') NOT NULL);
CREATE TABLE plain (id integer PRIMARY KEY, name text);
