select 'it\'s; fine', "dou\"ble;", 'a''b;', "c""d;", `e``f;` from (select 1 as `e``f;`) _; # a; comment '
select 5--1; -- a; comment
select 5 /* a; /* that does not nest */ + 1; --	tab; comment
/*!40101 SET @saved = ';' */;
/*!50003 CREATE*/ /*!50003 TABLE a (b int) */;
/*M!100100 SET @other = 1 */;
select @`a;b`, @'c;d', @a.b, @@session.autocommit, \N, x'3b', b'1', n';', _utf8mb4';', 0x3b;
--
select 1 --
