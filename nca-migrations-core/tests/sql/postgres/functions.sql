create table t (a int primary key, "b;" text, c jsonb);
create function f(x int default 1) returns int language plpgsql as $body$
begin
    if x > 1 then return $$;$$::text = ';'; end if;
    return 1;
end;
$body$;
CREATE OR REPLACE FUNCTION g(x int) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO t (a) VALUES (CASE WHEN x > 0 THEN CASE x WHEN 1 THEN 2 ELSE 3 END ELSE 4 END);
    SELECT a AS end FROM t WHERE a = x;
    SELECT count(*) FROM t;
END;
create procedure p() begin atomic delete from t; end;
create function h() returns int return case when true then 1 end;
create view v as select a as "begin", a as "atomic" from t;
create rule r as on insert to v do instead (
    insert into t (a) values (new."begin");
    select ';' from t
);
DO $do$ BEGIN PERFORM 1; RAISE NOTICE 'a;$$'; END $do$;
do language plpgsql 'begin perform ''; end;''; end';
drop function f, g, h
