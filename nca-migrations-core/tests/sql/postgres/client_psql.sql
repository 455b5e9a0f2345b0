\set ON_ERROR_STOP on
create table t (a int);
copy t (a) from stdin;
1
it's; here
\.
select count(*) from t \gset
\i other.sql
select 2;
