select 'a\', ';', E'a\';b\\', e'a' -- ' ;
  'b\'; c', U&'\003b;', U&"\003b;", N';', b'01', x'0f' from (select 1 as U&"\003b;") _;
select 1 /* a; /* nested; */ still; */ + 2; select 5*/* ; */6, 1--;
;
select $ä$ ; $a$ $b$ ' $ä$, $$$ $ $x$$, a$b$c$b$, "q""q;" from (select 1 as a$b$c$b$, 2 as "q""q;") _;
select (array[1, 2])[1], '{"a": ";"}'::jsonb -> 'a', '{"a": 1}'::jsonb ? 'a';
select 2 # 3, @ -1, ~1, '{}'::jsonb @> '{}';
-- the end;
