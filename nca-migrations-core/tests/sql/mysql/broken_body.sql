create table t (a int);
create procedure p() begin
    if 1 then select 1;
end;
create table u (a int);
