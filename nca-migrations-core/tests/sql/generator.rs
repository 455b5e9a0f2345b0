//! Random scripts: soup, in which anything may be left open, and lists of statements whose ends
//! are known.

use nca_migrations_core::dialect::Dialect::{self, Mysql, Postgres, Sqlite};
use proptest::prelude::*;
use proptest::sample::select;

/// What a lexer and a splitter trip over.
const FRAGMENTS: [&str; 98] = [
    "'",
    "''",
    "\"",
    "`",
    "[",
    "]",
    "\\",
    "\\'",
    "$",
    "$$",
    "$a$",
    "$1",
    "$é$",
    "e'",
    "E'\\'",
    "x'",
    "U&'",
    "u&\"",
    "N'",
    "--",
    "-- ",
    "#",
    "/*",
    "*/",
    "/*!",
    "/*!50001 ",
    "/*M!",
    "/*+",
    "//",
    ";",
    ";;",
    "(",
    ")",
    ".",
    ":",
    "::",
    ":=",
    "@",
    "@@",
    "?",
    "%",
    ",",
    "=",
    " ",
    "\n",
    "\t",
    "\r",
    "\u{b}",
    "\0",
    "é",
    "\u{a0}",
    "\u{feff}",
    "1",
    "1.5e-3",
    "0x",
    ".5",
    "create ",
    "or replace ",
    "temp ",
    "trigger ",
    "function ",
    "procedure ",
    "event ",
    "definer=a@b ",
    "begin ",
    "atomic ",
    "not ",
    "end",
    "end if",
    "end case;",
    "case ",
    "when ",
    "then ",
    "else ",
    "if ",
    "if(",
    "loop ",
    "repeat ",
    "until ",
    "while ",
    "for ",
    "do ",
    "declare ",
    "handler ",
    "found ",
    "each row ",
    "returns ",
    "return ",
    "delimiter ",
    "DELIMITER $$\n",
    "source a\n",
    "\\g",
    "\\.\n",
    ".read a\n",
    "copy t from stdin;\n",
    "commit",
    "pragma foreign_keys=",
    "__diesel_schema_migrations",
];

pub(crate) fn dialect() -> impl Strategy<Value = Dialect> {
    select(Dialect::ALL.to_vec())
}

/// Any mixture of fragments and random text.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        20 => select(FRAGMENTS.to_vec()).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => ".{0,8}",
    ];
    prop::collection::vec(fragment, 0..40).prop_map(|fragments| fragments.concat())
}

/// A dialect, statements of it, and space and comments to put around them: always one more than
/// there are statements.
pub(crate) fn script() -> impl Strategy<Value = (Dialect, Vec<String>, Vec<String>)> {
    dialect().prop_flat_map(|dialect| {
        prop::collection::vec(statement(dialect), 0..8).prop_flat_map(move |statements| {
            let spaces = prop::collection::vec(trivia(dialect), statements.len() + 1);
            (Just(dialect), Just(statements), spaces)
        })
    })
}

/// A statement whose text begins and ends with something that matters.
fn statement(dialect: Dialect) -> BoxedStrategy<String> {
    let before = match dialect {
        Sqlite => "create temp trigger t after insert on a when case 1 when 1 then 1 end begin",
        Postgres => "Create or replace function f(a int) returns int begin atomic",
        _ => "begin not atomic",
    };
    let bodies = list(dialect).prop_map(move |body| format!("{before} {body} END"));
    let routine = match dialect {
        Mysql => block()
            .prop_map(|block| format!("create procedure p(a int) sql security invoker {block}"))
            .boxed(),
        _ => plain(dialect).boxed(),
    };
    prop_oneof![3 => plain(dialect), 1 => bodies, 1 => routine].boxed()
}

/// Statements with their `;`, for a body.
fn list(dialect: Dialect) -> impl Strategy<Value = String> {
    let one = (plain(dialect), trivia(dialect)).prop_map(|(one, space)| format!("{one};{space}"));
    prop::collection::vec(one, 1..4).prop_map(|all| all.concat())
}

/// A compound statement of MySQL's.
fn block() -> impl Strategy<Value = String> {
    plain(Mysql).boxed().prop_recursive(4, 24, 3, |inner| {
        let body = prop::collection::vec(inner, 1..3)
            .prop_map(|all| all.into_iter().map(|one| one + "; ").collect::<String>());
        let condition = || expression(Mysql);
        prop_oneof![
            body.clone().prop_map(|body| format!("begin {body}end")),
            body.clone().prop_map(|body| format!(
                "begin declare exit handler for not found, sqlstate '23000' begin {body}end; end"
            )),
            (condition(), body.clone(), body.clone())
                .prop_map(|(when, a, b)| format!("if {when} then {a}else {b}end if")),
            (condition(), condition(), body.clone())
                .prop_map(|(of, when, body)| format!("case {of} when {when} then {body}end case")),
            (condition(), body.clone())
                .prop_map(|(when, body)| format!("while {when} do {body}end while")),
            body.clone()
                .prop_map(|body| format!("again: loop {body}end loop again")),
            (body, condition())
                .prop_map(|(body, until)| format!("repeat {body}until {until} end repeat")),
        ]
    })
}

/// A statement without a body.
fn plain(dialect: Dialect) -> impl Strategy<Value = String> {
    let verb = select(vec![
        "select",
        "insert into end values",
        "UPDATE t SET begin =",
        "with",
    ]);
    let rest = prop::collection::vec((expression(dialect), trivia(dialect)), 0..6);
    let last = select(vec!["1", "end1", "'x'", ")"]);
    (verb, rest, last).prop_map(|(verb, rest, last)| {
        let rest: Vec<_> = rest
            .into_iter()
            .map(|(one, space)| format!("{one}{space}"))
            .collect();
        let open = if last == ")" { "(" } else { "" };
        format!("{verb} {open}{} {last}", rest.join(" , "))
    })
}

/// Something whose every mark is closed.
fn expression(dialect: Dialect) -> BoxedStrategy<String> {
    let words = select(vec![
        "a",
        "t.end",
        "case a when 1 then 2 else 3 end",
        "case when case 1 when 2 then 3 end then 4 end",
        "(1, (2))",
        "1.5e-3",
        "\u{fc}mlaut",
        "count(*)",
        "a - -1",
    ]);
    let functions = select(match dialect {
        Mysql => vec![
            "if(1, 2, 3)",
            "repeat('a', 2)",
            "\\N",
            "@end",
            "/*!50001 if(1, ';', 3) */ + 1",
        ],
        Postgres => vec![
            "$1",
            "a::text",
            "x'00'",
            "E'a' -- b'\n '\\''",
            "array[1][1]",
        ],
        _ => vec!["?1", ":begin", "x'00'", "$end", "iif(1, 2, 3)"],
    });
    prop_oneof![
        words.prop_map(str::to_owned),
        functions.prop_map(str::to_owned),
        (any_text(), select(vec![0, 1, 2]))
            .prop_map(move |(text, how)| quoted(&text, dialect, how)),
    ]
    .boxed()
}

/// The text in quotes of the dialect's.
fn quoted(text: &str, dialect: Dialect, how: u8) -> String {
    let doubled = |quote: &str| format!("{quote}{}{quote}", text.replace(quote, &quote.repeat(2)));
    let escaped = |quote: &str| {
        let text = text
            .replace('\\', "\\\\")
            .replace(quote, &format!("\\{quote}"));
        format!("{quote}{text}{quote}")
    };
    match (dialect, how) {
        (Sqlite | Postgres, 0) => doubled("'"),
        (Sqlite | Postgres, 1) => doubled("\""),
        (Sqlite, _) => format!("[{}]", text.replace(']', "")),
        (Postgres, _) if text.len().is_multiple_of(2) => format!("e{}", escaped("'")),
        (Postgres, _) => format!("$ta_g$ {} $ta_g$", text.replace("ta_g", "")),
        (_, 0) => escaped("'"),
        (_, 1) => escaped("\""),
        _ => doubled("`"),
    }
}

/// Space and comments, at least one blank, ending with a line end if a comment needs it.
fn trivia(dialect: Dialect) -> impl Strategy<Value = String> {
    let one = (any_text(), select(vec![0, 1, 2, 3])).prop_map(move |(text, how)| match how {
        0 => " ".to_owned(),
        1 => format!("/* {} */", text.replace(['*', '/'], "")),
        2 if dialect == Postgres => "/* a /* ; */ ' */".to_owned(),
        2 if dialect == Mysql => format!("# {}\n", text.replace(['\n', '\r'], "")),
        _ => format!("-- {}\n", text.replace(['\n', '\r'], "")),
    });
    prop::collection::vec(one, 0..3).prop_map(|all| format!(" {}", all.concat()))
}

/// Text that looks like code.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![soup(), ".{0,12}"]
}
