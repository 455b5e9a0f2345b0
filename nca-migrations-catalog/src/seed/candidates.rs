//! Values that a column may take.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::kind::{self, Kind};
use crate::model::{Catalog, Column, Table};
use crate::quote;

/// Values for a column, as SQL, the likeliest first. Those of different rows differ where that can be.
pub(super) fn of(
    dialect: Dialect,
    catalog: &Catalog,
    table: &Table,
    column: &Column,
) -> Vec<String> {
    let kind = kind::of(dialect, catalog, column);
    let hints = Hints::of(dialect, catalog, table, column);
    let mut values = hints.values(dialect, &kind);
    values.extend(plain(dialect, &kind, &hints.lengths));
    let mut seen = std::collections::HashSet::new();
    values.retain(|value| seen.insert(value.clone()));
    values
}

/// What the conditions on a column mention.
#[derive(Default)]
struct Hints {
    strings: Vec<String>,
    numbers: Vec<String>,
    /// Numbers in conditions that look at a length.
    lengths: Vec<usize>,
    /// Whether a condition asks for JSON.
    json: bool,
}

impl Hints {
    fn of(dialect: Dialect, catalog: &Catalog, table: &Table, column: &Column) -> Self {
        let mut hints = Self::default();
        for check in &table.checks {
            if mentions(dialect, &check.expression, &column.name) {
                hints.read(dialect, &check.expression);
            }
        }
        let domains = catalog.domains.iter();
        for domain in domains.filter(|domain| domain.name == column.column_type.name) {
            for check in &domain.checks {
                hints.read(dialect, &check.expression);
            }
        }
        hints
    }

    fn read(&mut self, dialect: Dialect, expression: &str) {
        let lower = expression.to_lowercase();
        let measures = lower.contains("length");
        self.json |= lower.contains("json");
        for (kind, text) in tokens(dialect, expression) {
            match kind {
                TokenKind::String => self.strings.extend(kind::strings(&text)),
                TokenKind::Number => {
                    if let (true, Ok(length)) = (measures, text.parse()) {
                        self.lengths.push(length);
                    }
                    self.numbers.push(text);
                }
                _ => {}
            }
        }
    }

    fn values(&self, dialect: Dialect, kind: &Kind) -> Vec<String> {
        match kind {
            Kind::Text(most) | Kind::Bytes(most) => {
                let as_text = matches!(kind, Kind::Text(_));
                let strings = self.strings.iter().map(|string| string.replace('%', ""));
                let json = ["{}", "{\"a\": 1}", "[]", "[0.5, 1]"].map(str::to_owned);
                let json = json.into_iter().filter(|_| self.json);
                let fits = |string: &String| as_text && string.chars().count() <= *most;
                let values = json.chain(strings).filter(fits);
                values.map(|string| quote::text(dialect, &string)).collect()
            }
            Kind::Unknown => {
                let strings = self.strings.iter();
                strings.map(|string| quote::text(dialect, string)).collect()
            }
            Kind::Integer(_) | Kind::Number(_) => {
                let near = |number: &String| {
                    let whole: Option<i64> = number.parse().ok();
                    let next = [1, 2, -1].map(|step| whole?.checked_add(step));
                    let next = next.into_iter().flatten().map(|next| next.to_string());
                    std::iter::once(number.clone()).chain(next)
                };
                self.numbers.iter().flat_map(near).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether an expression names a column.
pub(super) fn mentions(dialect: Dialect, expression: &str, column: &str) -> bool {
    tokens(dialect, expression).any(|(kind, text)| {
        let name = match kind {
            TokenKind::Word => &*text,
            TokenKind::QuotedIdentifier => text.trim_matches(['"', '`', '[', ']']),
            _ => return false,
        };
        name.eq_ignore_ascii_case(column)
    })
}

/// What an expression is made of.
fn tokens(dialect: Dialect, expression: &str) -> impl Iterator<Item = (TokenKind, String)> {
    // At the start of a statement `source` would be a command of MySQL's client.
    let statement = format!("SELECT {expression}");
    let tokens: Vec<_> = lex(&statement, dialect)
        .skip(1)
        .map(|token| (token.kind, statement[token.range].to_owned()))
        .collect();
    tokens.into_iter()
}

/// Values of a kind that nothing more is known of.
fn plain(dialect: Dialect, kind: &Kind, lengths: &[usize]) -> Vec<String> {
    let quoted = |text: &str| quote::text(dialect, text);
    match kind {
        Kind::Integer(most) => [1, 2, 3, 5, 8, 0, 100, 1000]
            .into_iter()
            .filter(|n| n <= most)
            .map(|n| n.to_string())
            .collect(),
        Kind::Number(digits) => {
            let numbers = [
                ("0.5", 0),
                ("0.25", 0),
                ("0.75", 0),
                ("0", 0),
                ("1", 1),
                ("1.5", 1),
                ("10", 2),
                ("100", 3),
            ];
            let fit = numbers.into_iter().filter(|(_, needs)| needs <= digits);
            fit.map(|(n, _)| n.to_owned()).collect()
        }
        Kind::Text(most) => texts(*most, lengths)
            .iter()
            .map(|text| quoted(text))
            .collect(),
        Kind::Unknown => {
            let mut values: Vec<String> =
                texts(64, lengths).iter().map(|text| quoted(text)).collect();
            values.push("1".to_owned());
            values
        }
        Kind::Bytes(most) => {
            let wanted = lengths.iter().copied().filter(|length| length <= most);
            wanted
                .chain([4.min(*most), *most, 1])
                .flat_map(|length| (1..=3_u8).map(move |byte| bytes(dialect, byte, length)))
                .collect()
        }
        Kind::Boolean => match dialect {
            Dialect::Postgres => vec!["true".to_owned(), "false".to_owned()],
            _ => vec!["1".to_owned(), "0".to_owned()],
        },
        Kind::Date => ["2024-01-15", "2024-02-16", "2025-03-17"]
            .map(quoted)
            .to_vec(),
        Kind::Time => ["09:30:00", "10:45:00", "23:15:00"].map(quoted).to_vec(),
        Kind::Moment => {
            let mut moments = [
                "2024-01-15 09:30:00",
                "2024-02-16 10:45:00",
                "2025-03-17 23:15:00",
                "2024-01-15 09:30:00.000000",
                "2024-01-15T09:30:00Z",
            ]
            .map(quoted)
            .to_vec();
            if dialect == Dialect::Sqlite {
                // Moments are kept as numbers too.
                moments.push("1705311000".to_owned());
            } else {
                moments.truncate(3);
            }
            moments
        }
        Kind::Interval => ["1 day", "2 hours", "3 minutes"].map(quoted).to_vec(),
        Kind::Year => ["2024", "2025", "2026"].map(str::to_owned).to_vec(),
        Kind::Uuid => uuids().iter().map(|uuid| quoted(uuid)).collect(),
        Kind::Json => ["{}", "{\"a\": 1}", "[]", "[0.5, 1]", "1"]
            .map(quoted)
            .to_vec(),
        Kind::Bits(length) => [0, 1]
            .map(|bit| format!("b'{}'", bit.to_string().repeat(*length)))
            .to_vec(),
        Kind::OneOf(values) => values.iter().map(|value| quoted(value)).collect(),
        Kind::Array(of) => {
            let element = plain(dialect, of, &[]);
            let plain = element.iter().filter_map(|value| {
                let text = value.trim_matches('\'');
                let fits = !text.contains(['\'', '"', '{', '}', ',', '\\']);
                fits.then(|| quoted(&format!("{{{text}}}")))
            });
            plain.take(3).chain([quoted("{}")]).collect()
        }
        Kind::Written(values) => values.iter().map(|value| quoted(value)).collect(),
    }
}

fn texts(most: usize, lengths: &[usize]) -> Vec<String> {
    let mut texts: Vec<String> = ["amber", "birch", "cedar", "1", "a", "{}", "[]", ""]
        .map(str::to_owned)
        .to_vec();
    for length in lengths.iter().filter(|length| (1..=4096).contains(*length)) {
        texts.extend(['a', 'b', 'c'].map(|letter| letter.to_string().repeat(*length)));
    }
    texts.extend(uuids());
    texts.extend(["2024-01-15 09:30:00", "2024-02-16 10:45:00", "2024-01-15"].map(str::to_owned));
    // In a column that takes few characters, these still differ.
    texts.extend(["x", "y", "z", "xy", "USD", "EUR"].map(str::to_owned));
    texts.retain(|text| text.chars().count() <= most);
    texts
}

fn uuids() -> [String; 3] {
    [1, 2, 3].map(|n| format!("0190d6c2-7c1a-7000-8000-00000000000{n}"))
}

fn bytes(dialect: Dialect, byte: u8, length: usize) -> String {
    let hex = format!("{byte:02x}").repeat(length);
    match dialect {
        Dialect::Postgres => format!("'\\x{hex}'"),
        _ => format!("x'{hex}'"),
    }
}
