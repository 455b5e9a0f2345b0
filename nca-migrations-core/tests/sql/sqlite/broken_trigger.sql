create table a (b);
create trigger t after insert on a begin
    update a set b = case when 1 then 2 end;
create table c (d);
