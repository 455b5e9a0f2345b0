//! Random schemas of one table, with its indexes, a view and a trigger, as tokens that can be typed in many ways.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use crate::typing::{Token, Typist, template};

/// Statements, each as its tokens.
#[derive(Clone)]
pub(crate) struct Schema {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) statements: Vec<Vec<Token>>,
    /// The condition of the table's check `checked`.
    pub(crate) check: Vec<Token>,
}

/// As it is typed without a seed.
impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut typist = Typist {
            seed: None,
            columns: &self.columns,
        };
        f.write_str(&typist.statements(&self.statements))
    }
}

const NAMES: [&str; 12] = [
    "a",
    "Mixed",
    "order",
    "with space",
    "größe",
    "key",
    "x1",
    "_",
    "it's",
    "say \"no\"",
    "1",
    "true",
];

const TYPES: [&str; 9] = [
    "INTEGER",
    "TEXT",
    "varchar (10)",
    "NUMERIC (5, 2)",
    "",
    "BLOB",
    "double precision",
    "int",
    "REAL",
];

/// What a table that is strict may have.
const STRICT: [&str; 5] = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"];

const STRINGS: [&str; 12] = [
    "x",
    "X",
    "it's",
    "",
    "a",
    "%_",
    "-- no",
    "/* no */",
    ";",
    "größe 🧠",
    "x\ny",
    "NULL",
];

const NUMBERS: [&str; 8] = ["0", "1", "2", "1.5", "1e3", ".5", "0xff", "x'00ff'"];

pub(crate) const COMPARISONS: [&str; 8] = ["=", "<>", "<", "<=", ">", ">=", "IS", "IS NOT"];
const ARITHMETIC: [&str; 9] = ["+", "-", "*", "/", "%", "||", "&", "|", "<<"];

/// `PRIMARY KEY`, or not.
const KEYS: [&str; 6] = [
    "CONSTRAINT $pk PRIMARY KEY ( ? )",
    "PRIMARY KEY ( ? DESC ) ON CONFLICT FAIL",
    "PRIMARY KEY ( ? , ? DESC )",
    "PRIMARY KEY ( ( ? ) )",
    "",
    "",
];

/// What a column has one or none of.
const EXTRAS: [&[&str]; 7] = [
    &[
        "NOT NULL",
        "NOT NULL ON CONFLICT IGNORE",
        "CONSTRAINT $there NOT NULL",
        "NULL",
    ],
    &[
        "DEFAULT 5",
        "DEFAULT - 1.5",
        "DEFAULT Word",
        "DEFAULT ( 1 + 2 )",
        "DEFAULT 'x'",
    ],
    &["COLLATE NOCASE", "COLLATE BINARY"],
    &["UNIQUE", "CONSTRAINT $Only UNIQUE ON CONFLICT REPLACE"],
    &[
        "REFERENCES other ( id ) ON DELETE CASCADE ON UPDATE NO ACTION",
        "REFERENCES other MATCH FULL",
    ],
    // Of the foreign key before it, of another column if need be.
    &["DEFERRABLE INITIALLY DEFERRED"],
    &["CONSTRAINT $one CHECK ( 1 < 2 )", "CHECK ( 'x' <> 'y' )"],
];

/// Of the table.
const CONSTRAINTS: [&str; 6] = [
    "UNIQUE ( ? )",
    "CONSTRAINT $alone UNIQUE ( ? COLLATE RTRIM DESC , ? ) ON CONFLICT REPLACE",
    "UNIQUE ( ( ? COLLATE NOCASE ) )",
    "FOREIGN KEY ( ? ) REFERENCES other ( id ) ON UPDATE SET NULL ON DELETE RESTRICT",
    "CONSTRAINT $two FOREIGN KEY ( ? , ? ) REFERENCES pairs ( x , y ) ON DELETE SET DEFAULT DEFERRABLE",
    "FOREIGN KEY ( ? ) REFERENCES $missing",
];

const INDEXES: [&str; 5] = [
    "CREATE INDEX $i1 ON t ( ? , ? DESC )",
    "CREATE UNIQUE INDEX $i2 ON t ( lower ( ? ) , ? COLLATE NOCASE )",
    "CREATE INDEX IF NOT EXISTS $i3 ON t ( ( ? ) COLLATE RTRIM DESC )",
    "CREATE INDEX $i4 ON main . t ( ? + 1 COLLATE NOCASE ASC )",
    "CREATE INDEX main . $i5 ON t ( ? )",
];

/// What has to be there beside it.
pub(crate) const OTHERS: &str = "CREATE TABLE other (id INTEGER PRIMARY KEY); \
    CREATE TABLE pairs (x, y, UNIQUE (x, y))";

/// What chance decides of a schema.
#[derive(Clone, Debug)]
struct Drawn {
    columns: Vec<&'static str>,
    strict: bool,
    /// Without a row id, if there is a key.
    keyed: bool,
    /// For each column its type and what else it has.
    declared: Vec<(Index, Vec<&'static str>)>,
    key: &'static str,
    constraints: Vec<&'static str>,
    indexes: Vec<&'static str>,
    /// Which columns the templates are about.
    picks: Vec<Index>,
    expressions: Vec<Vec<Token>>,
}

pub(crate) fn schema() -> impl Strategy<Value = Schema> {
    let names =
        (1..7_usize).prop_flat_map(|count| subsequence(NAMES.to_vec(), count).prop_shuffle());
    let drawn = (names, any::<(bool, bool)>()).prop_flat_map(|(columns, (strict, keyed))| {
        let lists = (
            vec((any::<Index>(), extras()), columns.len()),
            select(KEYS.to_vec()),
            subsequence(CONSTRAINTS.to_vec(), 0..3),
            subsequence(INDEXES.to_vec(), 0..4),
            vec(any::<Index>(), 14),
            vec(expression(&columns), 8),
        );
        lists.prop_map(
            move |(declared, key, constraints, indexes, picks, expressions)| Drawn {
                columns: columns.clone(),
                strict,
                keyed,
                declared,
                key,
                constraints,
                indexes,
                picks,
                expressions,
            },
        )
    });
    drawn.prop_map(|drawn| drawn.schema())
}

fn extras() -> impl Strategy<Value = Vec<&'static str>> {
    let groups = subsequence(EXTRAS.to_vec(), 0..5).prop_shuffle();
    (groups, any::<Index>()).prop_map(|(groups, index)| {
        let one = |group: &[&'static str]| group[index.index(group.len())];
        groups.into_iter().map(one).collect()
    })
}

impl Drawn {
    fn schema(&self) -> Schema {
        let mut picks = self.picks.iter().cycle();
        let mut pick = || {
            let at = picks.next().unwrap().index(self.columns.len());
            vec![Token::Column(self.columns[at])]
        };
        let [check, derived, selected, filtered, condition, .., last] = &*self.expressions else {
            unreachable!("there are eight");
        };

        let mut parts = self.declarations(derived);
        let keyed = !self.key.is_empty();
        if keyed {
            let columns = [pick(), pick()];
            // Of a column that comes twice SQLite takes one, and only in a table without a row id.
            let twice = columns[0] == columns[1];
            let key = if twice { KEYS[0] } else { self.key };
            parts.push(template(key, &columns));
        }
        for constraint in &self.constraints {
            parts.push(template(constraint, &[pick(), pick()]));
        }
        parts.push(template(
            "CONSTRAINT $checked CHECK ( ? )",
            std::slice::from_ref(check),
        ));
        let options = match (keyed && self.keyed, self.strict) {
            (true, true) => "WITHOUT ROWID , STRICT",
            (true, false) => "WITHOUT ROWID",
            (false, true) => "STRICT",
            (false, false) => "",
        };
        let mut table = template("CREATE TABLE $t (", &[]);
        table.extend(parts.join(&Token::Mark(",")));
        table.push(Token::Mark(")"));
        table.extend(template(options, &[]));

        let mut statements = vec![table];
        for (n, index) in self.indexes.iter().enumerate() {
            let mut index = template(index, &[pick(), pick()]);
            if n > 0 {
                index.extend(template("WHERE ?", std::slice::from_ref(last)));
            }
            statements.push(index);
        }
        statements.push(template(
            "CREATE VIEW $v AS SELECT ? , ? AS $First , t . ? $Last FROM t WHERE ?",
            &[pick(), selected.clone(), pick(), filtered.clone()],
        ));
        statements.push(template(
            "CREATE TRIGGER $g AFTER UPDATE OF ? ON t FOR EACH ROW WHEN ? BEGIN UPDATE t SET ? = ? \
             WHERE ? ; SELECT RAISE ( ABORT , 'It Fails' ) ; END",
            &[
                pick(),
                of_the_new_row(condition),
                pick(),
                selected.clone(),
                filtered.clone(),
            ],
        ));
        Schema {
            columns: self.columns.clone(),
            statements,
            check: check.clone(),
        }
    }

    fn declarations(&self, derived: &[Token]) -> Vec<Vec<Token>> {
        let types = if self.strict { &STRICT[..] } else { &TYPES };
        let mut all = Vec::new();
        for (name, (of, extras)) in self.columns.iter().zip(&self.declared) {
            let mut column = vec![Token::Declared(name)];
            column.push(Token::Type(types[of.index(types.len())]));
            for extra in extras {
                column.extend(template(extra, &[]));
            }
            all.push(column);
        }
        // SQLite takes `GENERATED ALWAYS` off the end of a type, unless a comment is between.
        let mut made = vec![Token::Declared("made")];
        made.push(Token::Type(match (self.strict, self.keyed) {
            (true, _) => "ANY GENERATED ALWAYS",
            (false, true) => "GENERATED ALWAYS",
            (false, false) => "",
        }));
        let kept = if self.strict {
            "AS ( ? ) STORED"
        } else {
            "AS ( ? )"
        };
        made.extend(template(kept, &[derived.to_vec()]));
        all.push(made);
        all
    }
}

fn of_the_new_row(mut tokens: &[Token]) -> Vec<Token> {
    let mut all = Vec::new();
    while let [first, rest @ ..] = tokens {
        tokens = rest;
        match (first, rest) {
            (Token::Word("t"), [Token::Mark("."), rest @ ..]) => tokens = rest,
            (Token::Column(name), _) => {
                all.extend([Token::Word("NEW"), Token::Mark("."), Token::Column(name)]);
            }
            _ => all.push(first.clone()),
        }
    }
    all
}

/// A condition or a value over these columns.
fn expression(columns: &[&'static str]) -> BoxedStrategy<Vec<Token>> {
    let leaf = prop_oneof![
        3 => select(columns.to_vec()).prop_map(|name| vec![Token::Column(name)]),
        2 => select(STRINGS.to_vec()).prop_map(|text| vec![Token::String(text)]),
        2 => select(NUMBERS.to_vec()).prop_map(|text| vec![Token::Number(text)]),
        1 => Just(vec![Token::Word("NULL")]),
    ];
    let shapes = [
        "? IS NULL",
        "? NOTNULL",
        "NOT ?",
        "( ? )",
        "- ?",
        "- - ?",
        "lower ( ? )",
        "coalesce ( ? , ? , 'No' )",
        "? IN ( ? , ? )",
        "? NOT IN ( ? )",
        "? BETWEEN ? AND ?",
        "? LIKE ? ESCAPE '!'",
        "? NOT GLOB ?",
        "CASE WHEN ? THEN ? ELSE ? END",
        "CASE ? WHEN ? THEN ? END",
        "CAST ( ? AS TEXT )",
        "? COLLATE NOCASE = ?",
        "? AND ?",
        "? OR ?",
        "json_array ( hex ( ? ) ) ->> '$[0]'",
        "( ? , ? ) = ( ? , ? )",
        "? IS NOT DISTINCT FROM ?",
        "t . ? > ?",
    ];
    let columns = columns.to_vec();
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let column = select(columns.clone());
        prop_oneof![
            (select(shapes.to_vec()), vec(inner.clone(), 4), column).prop_map(
                |(shape, mut holes, column)| {
                    if shape.starts_with("t .") {
                        holes[0] = vec![Token::Column(column)];
                    }
                    template(shape, &holes)
                }
            ),
            (
                select([&COMPARISONS[..], &ARITHMETIC].concat()),
                inner.clone(),
                inner
            )
                .prop_map(|(operator, left, right)| {
                    [&left[..], &template(operator, &[]), &right].concat()
                }),
        ]
    })
    .boxed()
}
