create table a (b text default 'x');
insert into a values ('it's');
create table c (d);
