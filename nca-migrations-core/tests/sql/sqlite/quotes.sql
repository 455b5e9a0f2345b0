select 'it''s; fine', "double""d;", `back``tick;`, [bracket;'"] from (select 1 as "double""d;", 2 as "back`tick;", 3 as [bracket;'"]);
;;
/* a block; /* that does not nest */ select x'3b27', x'' is null -- ' " ;
;
select 1--2;
;
select '
;
', 'ü;', '\'; select "\";
/* only a comment at the end; */
-- and one more
