select 1;
create function f() returns int language sql as $fn$ select 1; $fm$;
select 2;
