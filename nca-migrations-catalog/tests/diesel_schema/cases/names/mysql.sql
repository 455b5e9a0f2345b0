CREATE TABLE `type` (id integer PRIMARY KEY, `self` text, `type` text, `async` text, `await` text,
    `dyn` text, `try` text, `abstract` text, `become` text, `box` text, `do` text, `final` text, `macro` text,
    `override` text, `priv` text, `typeof` text, `unsized` text, `virtual` text, `yield` text, `as` text, `break` text,
    `const` text, `continue` text, `crate` text, `else` text, `enum` text, `extern` text, `false` text, `fn` text,
    `for` text, `if` text, `impl` text, `in` text, `let` text, `loop` text, `match` text, `mod` text, `move` text,
    `mut` text, `pub` text, `ref` text, `return` text, `static` text, `struct` text, `super` text, `trait` text,
    `true` text, `unsafe` text, `use` text, `where` text, `while` text, `union` text, `gen` text, `raw` text,
    `safe` text, `auto` text, `default` text, `macro_rules` text);
CREATE TABLE `columns` (id integer PRIMARY KEY, `columns` text, `table` text, is_nullable text, all_columns text,
    `dsl` text, star text);
CREATE TABLE `table` (`table` integer PRIMARY KEY, type_ text);
CREATE TABLE `Camel Case` (`Id` integer PRIMARY KEY, `first name` text, `last-name` text, `a  -  b` text, `größe` text,
    `日本` text, `1st` text, `2` text, `_` text, `__` text, `__x` text, `__x_` text, `$` text, 
    ` starts` text, `quo"te` text, `quo"#te` text, `it's` text, `dot.ted` text, `Camel Case` text);
CREATE TABLE `1st` (id integer PRIMARY KEY, `1st` text, _1st text);
CREATE TABLE users (users integer PRIMARY KEY, name text);
CREATE TABLE `größen` (id integer PRIMARY KEY);
CREATE TABLE zoo (`Self` integer PRIMARY KEY, `1 user` integer,
    zoo integer, camel integer, FOREIGN KEY (`Self`) REFERENCES `type` (id),
    FOREIGN KEY (`1 user`) REFERENCES users (users), FOREIGN KEY (zoo) REFERENCES `1st` (id),
    FOREIGN KEY (camel) REFERENCES `Camel Case` (`Id`));
