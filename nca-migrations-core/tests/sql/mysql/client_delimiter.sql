create table t (a int);
DELIMITER $$
create procedure p() begin select ';', '$$'; end$$
create procedure q() begin select 1; end
$$
delimiter ;
select 1; select 2\G
source other.sql
