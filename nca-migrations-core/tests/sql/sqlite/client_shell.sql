.mode box
create table a (b);
.read other.sql
select '
.read inside a string';
