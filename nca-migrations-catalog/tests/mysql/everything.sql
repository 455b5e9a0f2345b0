CREATE TABLE parents (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  `Odd ``name` varchar(20) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s \\ "x"' COMMENT 'a comment 😀 ä',
  `select` int(5) zerofill DEFAULT 7,
  d decimal(10,2) DEFAULT 1.50,
  f double default 0.5,
  b bit(3) default b'101',
  bin varbinary(4) default x'00ff',
  dt datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  ts timestamp NULL,
  day date not null default '2020-01-01',
  ex varchar(50) DEFAULT (concat('a', upper('b'))),
  u uuid default uuid(),
  n6 inet6,
  j json,
  bl tinyint(1) not null default true,
  e enum('a','b','c''d') default 'a',
  s set('x','y') default 'x,y',
  g1 int AS (`select` + 1) VIRTUAL,
  g2 varchar(30) GENERATED ALWAYS AS (concat(ex, '\n', 'é')) STORED COMMENT 'gen',
  inv int INVISIBLE DEFAULT 3,
  cc varchar(200) COMPRESSED,
  c1 int CHECK (c1 > 0 AND c1 <> 5),
  tx text,
  pt point NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq (d, tx(10)) COMMENT 'the key',
  UNIQUE KEY lu (tx),
  KEY ix (d DESC, ex(5)),
  KEY ign (f) IGNORED,
  KEY h (f) USING HASH,
  FULLTEXT KEY ft (tx, ex),
  SPATIAL KEY sp (pt),
  CONSTRAINT ck CHECK (`select` between 1 and 9 or ex in ('a','b''c', _latin1'z', N'ä') or ex like 'x%' escape '!' or day > date'2020-01-01' or not (d is null) or json_valid(j) or `Odd ``name` = "q")
) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 COMMENT='table 😀';
CREATE TABLE kids (
  id int primary key, p bigint unsigned, p2 bigint unsigned, a int, b int,
  foreign key (p) references parents(id) on delete cascade,
  constraint fk2 foreign key (p2) references parents(id) on delete no action on update restrict,
  unique (a,b)
);
CREATE TABLE gk (x int, y int, constraint fk3 foreign key (x,y) references kids(a,b) on update set null);
CREATE TABLE part (id int not null, day date not null) PARTITION BY RANGE (year(day)) SUBPARTITION BY HASH(id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2000) COMMENT='old', PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE plist (id int) PARTITION BY LIST (id) (PARTITION a VALUES IN (1,2,NULL), PARTITION b VALUES IN (3));
CREATE TABLE pk (id int primary key) PARTITION BY KEY (id) PARTITIONS 3;
CREATE TABLE prc (a int, b varchar(10)) PARTITION BY RANGE COLUMNS (a,b) (PARTITION p0 VALUES LESS THAN (5,'x'), PARTITION p1 VALUES LESS THAN (MAXVALUE,MAXVALUE));
CREATE TABLE ver (id int, x int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE ver2 (id int, rs timestamp(6) generated always as row start, re timestamp(6) generated always as row end, period for system_time(rs,re)) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH (PARTITION p0 HISTORY, PARTITION pc CURRENT);
CREATE TABLE per (id int, a date, b date, PERIOD FOR p(a,b), UNIQUE(id, p WITHOUT OVERLAPS));
CREATE SEQUENCE sq START WITH 5 INCREMENT BY 2 MINVALUE 1 MAXVALUE 100 CACHE 10 CYCLE;
CREATE SEQUENCE sq2;
CREATE TABLE useq (id bigint default nextval(sq2), c int default (next value for sq2));
CREATE TABLE ar (id int) ENGINE=Aria TRANSACTIONAL=0 CHARSET=latin1;
CREATE VIEW v1 AS select p.id, k.a as `A b`, 'é' as lit from parents p join kids k on k.p = p.id where k.b > 3 and p.ex = 'x';
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v2 AS select id, a from kids where a in (select x from gk) WITH LOCAL CHECK OPTION;
CREATE FUNCTION fn(a int, s varchar(10) charset latin1) RETURNS varchar(20) DETERMINISTIC READS SQL DATA COMMENT 'cm' BEGIN -- a comment
 /* b */ return concat(a, s); END;
CREATE PROCEDURE pr(IN a int, OUT b int, INOUT c decimal(5,2)) SQL SECURITY INVOKER MODIFIES SQL DATA BEGIN set b = a; END;
CREATE TRIGGER t1 BEFORE INSERT ON kids FOR EACH ROW SET NEW.a = 1;
CREATE TRIGGER t2 BEFORE INSERT ON kids FOR EACH ROW PRECEDES t1 BEGIN SET NEW.b = 2; END;
CREATE EVENT ev ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'evc' DO BEGIN delete from kids; END;
CREATE EVENT ev2 ON SCHEDULE EVERY '1:30' HOUR_MINUTE DO delete from kids;
CREATE EVENT ev3 ON SCHEDULE AT '2030-01-01 00:00:00' DO delete from kids;
CREATE VIEW v3 AS select fn(1,'a') as f, x.* from (select 1 as y union all select 2) x;
