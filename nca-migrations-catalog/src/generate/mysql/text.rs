//! Keys, indexes, checks and foreign keys as they stand in a `CREATE TABLE`, and after `ADD`.

use std::fmt::Write as _;

use nca_migrations_core::dialect::Dialect;

use crate::model::{Action, Check, ForeignKey, Index, Key, Name, Order, Part, PartOf, Setting};
use crate::quote;

pub(super) fn identifier(name: &str) -> String {
    quote::identifier(Dialect::Mysql, name)
}

pub(super) fn name(name: &Name) -> String {
    quote::name(Dialect::Mysql, name)
}

pub(super) fn string(text: &str) -> String {
    quote::text(Dialect::Mysql, text)
}

/// The setting of that name.
pub(super) fn setting<'a>(settings: &'a [Setting], name: &str) -> Option<&'a Setting> {
    settings.iter().find(|setting| setting.name == name)
}

pub(super) fn value<'a>(settings: &'a [Setting], name: &str) -> Option<&'a str> {
    setting(settings, name).and_then(|setting| setting.value.as_deref())
}

/// Whether the index is used when rows are looked up. MariaDB has one word, MySQL another:
/// <https://mariadb.com/kb/en/ignored-indexes/>,
/// <https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html>.
pub(super) const fn visibility(hidden: Option<&Setting>) -> &'static str {
    match hidden {
        Some(_) => "/*M! IGNORED */ /*!80000 INVISIBLE */",
        None => "/*M! NOT IGNORED */ /*!80000 VISIBLE */",
    }
}

pub(super) fn primary_key(key: &Key, engine: &str) -> String {
    let using = using(value(&key.settings, "using"), engine);
    let parts = parts(&key.parts);
    format!(
        "PRIMARY KEY {parts}{using}{}",
        comment(key.comment.as_ref())
    )
}

pub(super) fn unique(key: &Key, engine: &str) -> String {
    let name = identifier(key.name.as_deref().unwrap_or_default());
    let using = using(value(&key.settings, "using"), engine);
    let mut text = format!("UNIQUE KEY {name} {}{using}", parts(&key.parts));
    text.push_str(&comment(key.comment.as_ref()));
    hide(&mut text, &key.settings);
    text
}

pub(super) fn index(index: &Index, engine: &str) -> String {
    let name = identifier(&index.name);
    let parts = parts(&index.parts);
    let mut text = match index.method.as_deref() {
        Some(kind @ ("FULLTEXT" | "SPATIAL")) => format!("{kind} KEY {name} {parts}"),
        method => format!("KEY {name} {parts}{}", using(method, engine)),
    };
    text.push_str(&comment(index.comment.as_ref()));
    hide(&mut text, &index.settings);
    text
}

/// The default is another one for tables in memory:
/// <https://dev.mysql.com/doc/refman/8.4/en/create-index.html>.
fn using(method: Option<&str>, engine: &str) -> String {
    match method {
        Some(method) => format!(" USING {method}"),
        None if engine.eq_ignore_ascii_case("memory") => " USING BTREE".to_owned(),
        None => String::new(),
    }
}

fn hide(text: &mut String, settings: &[Setting]) {
    if let Some(hidden) = setting(settings, "invisible") {
        text.push(' ');
        text.push_str(visibility(Some(hidden)));
    }
}

fn parts(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("({})", parts.join(", "))
}

fn part(part: &Part) -> String {
    let mut text = match &part.of {
        PartOf::Column(name) => identifier(name),
        PartOf::Expression(expression) => format!("({expression})"),
    };
    // Writing to a `String` does not fail.
    let _ = part.length.map(|length| write!(text, "({length})"));
    if part.order == Order::Descending {
        text.push_str(" DESC");
    }
    text
}

pub(super) fn comment(comment: Option<&String>) -> String {
    match comment {
        Some(comment) => format!(" COMMENT {}", string(comment)),
        None => String::new(),
    }
}

pub(super) fn check(check: &Check) -> String {
    let name = identifier(check.name.as_deref().unwrap_or_default());
    let enforced = match setting(&check.settings, "not enforced") {
        Some(_) => " NOT ENFORCED",
        None => "",
    };
    format!("CONSTRAINT {name} CHECK ({}){enforced}", check.expression)
}

pub(super) fn foreign_key(key: &ForeignKey) -> String {
    let list = |names: &[String]| quote::list(Dialect::Mysql, names.iter().map(String::as_str));
    let mut text = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
        identifier(key.name.as_deref().unwrap_or_default()),
        list(&key.columns),
        name(&key.references),
        list(&key.referenced)
    );
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        let action = match action {
            Action::Nothing => continue,
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        };
        // Writing to a `String` does not fail.
        let _ = write!(text, " ON {event} {action}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What MySQL alone has, since no test runs on it.
    #[test]
    fn as_mysql_takes_it() {
        let functional = Index {
            name: "i".to_owned(),
            unique: false,
            method: None,
            parts: vec![Part {
                of: PartOf::Expression("a + 1".to_owned()),
                order: Order::Descending,
                ..Part::column("")
            }],
            include: Vec::new(),
            predicate: None,
            settings: vec![Setting::on("invisible")],
            comment: None,
        };
        let expected = "KEY `i` ((a + 1) DESC) /*M! IGNORED */ /*!80000 INVISIBLE */";
        assert_eq!(index(&functional, "InnoDB"), expected);
        let check = Check {
            name: Some("c".to_owned()),
            expression: "a > 0".to_owned(),
            settings: vec![Setting::on("not enforced")],
            comment: None,
        };
        assert_eq!(
            self::check(&check),
            "CONSTRAINT `c` CHECK (a > 0) NOT ENFORCED"
        );
    }
}
