CREATE TABLE commented (id integer PRIMARY KEY COMMENT 'One line', name varchar(20) COMMENT 'Two
lines', mood text, `type` integer COMMENT '   ', plain text NOT NULL, feeling enum('sad', 'ok') NOT NULL COMMENT 'A mood')
COMMENT 'A table.

  With an indented line, trailing blanks   
and "quotes", `ticks` and */ in it.
';
CREATE TABLE `Plain Table` (id integer PRIMARY KEY, zebra text, `Alpha` text, alpha_ text, alphab text, _beta text,
    hidden enum('x'));
