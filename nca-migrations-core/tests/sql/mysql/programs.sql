create table t (id int primary key, `begin` int, end int, note varchar(20) default ';');
CREATE DEFINER=CURRENT_USER PROCEDURE p(IN a INT, OUT b VARCHAR(10))
    COMMENT 'one; two' MODIFIES SQL DATA SQL SECURITY INVOKER
lbl: BEGIN
    DECLARE done INT DEFAULT 0; # a comment; with one
    DECLARE c CURSOR FOR SELECT id FROM t FOR UPDATE;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = IF(1, 1, 0);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION, SQLSTATE VALUE '23000' BEGIN ROLLBACK; END;
    IF NOT EXISTS (SELECT 1 FROM t) THEN
        INSERT INTO t (id) VALUES (1);
    ELSEIF a > 1 THEN
        UPDATE t SET end = CASE WHEN end > 1 THEN 2 ELSE end END, t.end = 3;
    ELSE
        IF a = 1 THEN SET b = REPEAT('x;', 2); END IF;
    END IF;
    CASE a WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE;
    again: LOOP
        SET a = a - 1;
        IF a < 0 THEN LEAVE again; END IF;
    END LOOP again;
    REPEAT SET a = a + 1; UNTIL CASE WHEN a > 3 THEN 1 ELSE 0 END END REPEAT;
    WHILE CASE a WHEN 0 THEN 0 ELSE a > 0 END DO SET a = a - 1; END WHILE;
    DROP TABLE IF EXISTS nothing_here;
    DO CASE WHEN 1 THEN 2 END;
END lbl;
create function f(a int) returns varchar(20) character set utf8mb4 deterministic
    return if(a > 1, repeat('x', 2), case a when 1 then 'y;' end);
create function g(a int) returns int no sql if a then return 1; else return 2; end if;
create procedure q(n int) while n > 0 do set n = n - 1; end while;
create trigger tr before insert on t for each row set new.note = if(new.note = ';', 'a;', 'b');
create trigger tr2 before insert on t for each row follows tr
    if new.id < 0 then set new.id = 0; end if;
create event e on schedule every 1 day starts '2030-01-01' on completion preserve disable
    comment 'do' do begin delete from t; delete from t; end;
begin not atomic select 1; select 2; end;
create view begin as select if(1, 2, 3) as a, case when 1 then 2 end as b;
drop view begin; drop event e
