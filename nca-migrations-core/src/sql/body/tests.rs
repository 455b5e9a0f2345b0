//! Which `;` end a statement. Each case is a list of statements; joined by `;`, they must come
//! apart again as they were.

use crate::dialect::Dialect::{self, Mysql, Postgres, Sqlite};
use crate::sql::{Statement, split};

fn whole(dialect: Dialect, bodies: &[&str]) {
    for body in bodies {
        let text = format!("select 0; {body};\nselect 1");
        let split = split(&text, dialect);
        let texts: Vec<_> = split.statements.iter().map(Statement::text).collect();
        assert_eq!(texts, ["select 0", body, "select 1"]);
        assert_eq!(split.unterminated, None, "{body}");
    }
}

#[test]
fn sqlite_triggers() {
    whole(
        Sqlite,
        &[
            "create trigger t after insert on a begin select 1; select 2; end",
            "CREATE TEMP TRIGGER IF NOT EXISTS t AFTER UPDATE OF b ON a WHEN case when 1 then 2 end
             BEGIN update a set b = case when 1 then 2 else 3 end; END",
            "create temporary trigger t before delete on a for each row begin
             insert into \"end\" values (case 1 when 1 then 2 end); -- end;
             select raise(abort, 'end;'); end",
            "create trigger begin after insert on begin begin select 1; end",
            "create trigger t after insert on a begin select a as 'end', [begin] from c; end",
            "explain create trigger t after insert on a begin select 1; end",
        ],
    );
}

#[test]
fn postgres_routines() {
    whole(
        Postgres,
        &[
            "create function f() returns int language sql begin atomic select 1; select 2; end",
            "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC
             insert into a select case when 1=1 then case when true then 1 end end;
             select b as end, c as begin from d; END",
            "create function f(a int default 1) returns int begin atomic end",
            "create function f() returns int return case when true then 1 end",
            "create function f() returns int language plpgsql as $$ begin; end; $$",
            "create rule r as on insert to a do also (insert into b values (1); delete from c)",
            "create table begin (atomic int)",
        ],
    );
}

#[test]
fn mysql_stored_programs() {
    whole(
        Mysql,
        &[
            "create procedure p() select 1",
            "create procedure p() begin end",
            "create procedure p() begin select 1; begin select 2; end; end",
            "CREATE DEFINER=`root`@`localhost` PROCEDURE `p`(IN a INT, OUT b VARCHAR(10))
             COMMENT 'x; y' NOT DETERMINISTIC MODIFIES SQL DATA SQL SECURITY INVOKER
             lbl: BEGIN LEAVE lbl; END lbl",
            "create or replace definer = current_user() function if not exists f(a int)
             returns varchar(20) character set utf8mb4 deterministic
             return if(a > 1, repeat('x', 2), case a when 1 then 2 end)",
            "create function f() returns set('a', 'b') begin return 'a'; end",
            "create function f() returns int if 1 then return 1; else return 2; end if",
            "create procedure p() if x then select 1; elseif y then select 2; else select 3; end if",
            "create procedure p() begin if a then if b then select 1; end if; end if; end",
            "create procedure p() begin if a then select 1; else if b then select 2; end if; end if; end",
            "create procedure p() begin if not exists (select 1) then select 1; end if;
             drop table if exists t; create table if not exists t (a int); end",
            "create procedure p() case a when 1 then select 1; else begin end; end case",
            "create procedure p() begin case when case a when 1 then 2 end then select 1;
             when 3 then set b = case when 1 then case 2 when 3 then 4 end end; end case; end",
            "create procedure p() begin while case a when 1 then 0 end do set a = a + 1; end while; end",
            "create procedure p() begin l1: loop if a then leave l1; end if; end loop l1; end",
            "create procedure p() begin repeat set a = repeat('x', 2); until a end repeat; end",
            "create procedure p() begin repeat set a = 1; until case a when 1 then 1 end end repeat; end",
            "create procedure p() begin for i in 1..10 do select i; end for; end",
            "create procedure p() begin for r in (select 1 for update) do select 2; end for; end",
            "create procedure p() while a do set a = a - 1; end while",
            "create procedure p() begin declare c cursor for select 1 from t for update;
             declare continue handler for not found set done = if(1, 2, 3);
             declare exit handler for sqlexception, sqlstate value '42S02', 1051 begin rollback; end;
             declare exit handler for sqlstate '23000' if a then select 1; end if; open c; end",
            "create procedure p() begin select start, end, begin from t where end > 1;
             update t set end = now(), t.end = 1; set @end = 1, a := if(1, 2, 3); end",
            "create procedure p() begin do sleep(1); do case when 1 then 2 end; end",
            "create procedure p() begin select case when end > 1 then end else begin end; end",
            "create procedure p() begin select case 1 when 1 then 2 end for update; end",
            "create trigger t before insert on a for each row set new.b = if(new.b, 1, 2)",
            "create trigger t before insert on a for each row follows u if new.end then set new.b = 1; end if",
            "create trigger if not exists t after delete on a for each row begin delete from b; end",
            "create event e on schedule every 1 day starts now() on completion preserve
             comment 'do' do begin select 1; end",
            "alter event e do begin select 1; end",
            "create event e on schedule at now() do repeat set a = 1; until a end repeat",
            "begin not atomic select 1; end",
            "if 1 then select 1; end if",
            "/*!50003 create*/ /*!50017 definer=`a`@`b`*/ /*!50003 trigger t before insert on a
             for each row begin set new.b = 1; end */",
            "create view begin as select if(1, 2, 3), case when 1 then 2 end, repeat('a', 2)",
            "create definer=a@b sql security invoker view v as select 1",
            "create table t (end int, `begin` int)",
            "create function f returns string soname 'x.so'",
            "alter procedure p comment 'x'",
            "begin",
            "begin work",
        ],
    );
}

#[test]
fn a_body_without_end_is_open() {
    for (dialect, text, begin) in [
        (
            Sqlite,
            "create trigger t after insert on a begin select case when 1 then 2 end;",
            "begin",
        ),
        (
            Postgres,
            "create function f() begin atomic select 1;",
            "begin",
        ),
        (
            Mysql,
            "create procedure p() begin if a then select 1; end;",
            "begin",
        ),
        (Mysql, "create procedure p() WHILE a do select 1;", "WHILE"),
        (Mysql, "begin not atomic select 1;", "begin"),
    ] {
        let found = split(text, dialect).unterminated.expect(text);
        assert_eq!(&text[found.range], begin, "{text}");
    }
}
