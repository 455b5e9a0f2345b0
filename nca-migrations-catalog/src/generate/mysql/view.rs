//! Views.

use std::collections::HashSet;
use std::fmt::Write as _;

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::{TokenKind, lex};

use super::order::needed_first;
use super::script::Script;
use super::text::{self, setting, value};
use crate::generate::Statement;
use crate::generate::pairs::Pairs;
use crate::model::{Catalog, Name, View};

fn pairs<'a>(from: &'a Catalog, to: &'a Catalog) -> Pairs<'a, View> {
    Pairs::by(&from.views, &to.views, |view| view.name.clone())
}

pub(super) fn drop(script: &mut Script, from: &Catalog, to: &Catalog) {
    for gone in pairs(from, to).gone {
        script.push(Statement::new(format!(
            "DROP VIEW {}",
            text::name(&gone.name)
        )));
    }
}

/// What is new and what changes, each after those that it looks at. `CREATE OR REPLACE` keeps what was granted, and
/// a view does not mind that its tables change.
pub(super) fn create(script: &mut Script, from: &Catalog, to: &Catalog) {
    let pairs = pairs(from, to);
    let is_same =
        |old: &View, new: &View| old.definition == new.definition && old.settings == new.settings;
    let changed = pairs.both.iter().filter(|(old, new)| !is_same(old, new));
    let changed: HashSet<&Name> = changed.map(|(_, new)| &new.name).collect();
    let new: HashSet<&Name> = pairs.new.iter().map(|view| &view.name).collect();
    let all: Vec<&View> = to.views.iter().collect();
    for view in needed_first(&all, |view| &view.name, looked_at) {
        if new.contains(&view.name) {
            script.say(written("CREATE", view));
        } else if changed.contains(&view.name) {
            script.say(written("CREATE OR REPLACE", view));
        }
    }
}

fn written(verb: &str, view: &View) -> String {
    let mut sql = verb.to_owned();
    // Writing to a `String` does not fail.
    if let Some(algorithm) = value(&view.settings, "algorithm") {
        let _ = write!(sql, " ALGORITHM={algorithm}");
    }
    if setting(&view.settings, "sql security invoker").is_some() {
        sql.push_str(" SQL SECURITY INVOKER");
    }
    let _ = write!(
        sql,
        " VIEW {} AS\n{}",
        text::name(&view.name),
        view.definition
    );
    if let Some(check) = value(&view.settings, "with check option") {
        let _ = write!(sql, "\nWITH {} CHECK OPTION", check.to_ascii_uppercase());
    }
    sql
}

/// What stands where a table can stand, in the form in which the server prints queries: after `from` and `join`, with
/// parentheses between.
pub(super) fn looked_at(view: &View) -> Vec<Name> {
    let query = &view.definition;
    let mut names = Vec::new();
    let mut is_next = false;
    for token in lex(query, Dialect::Mysql).filter(|token| !token.kind.is_trivia()) {
        let source = &query[token.range];
        let lower = source.to_ascii_lowercase();
        match token.kind {
            TokenKind::OpenParen => {}
            TokenKind::Word if matches!(&*lower, "from" | "join" | "straight_join") => {
                is_next = true;
            }
            TokenKind::Word | TokenKind::QuotedIdentifier => {
                if is_next {
                    let bare = source
                        .strip_prefix('`')
                        .and_then(|rest| rest.strip_suffix('`'));
                    names.push(Name::plain(bare.unwrap_or(source).replace("``", "`")));
                }
                is_next = false;
            }
            _ => is_next = false,
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ViewKind;

    #[test]
    fn what_a_view_looks_at() {
        let view = |definition: &str| View {
            name: Name::plain("v"),
            kind: ViewKind::Plain,
            columns: Vec::new(),
            definition: definition.to_owned(),
            settings: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
            comment: None,
        };
        for (definition, names) in [
            ("select 1 AS `1`", &[][..]),
            ("select t.a AS a from t", &["t"]),
            (
                "select x.a AS a from ((`T ``1` x join u on(u.a = x.a)) left join w on(1 = 1))",
                &["T `1", "u", "w"],
            ),
            (
                "select 'from x' AS `from y` from t where t.a in (select u.b from u)",
                &["t", "u"],
            ),
            (
                "select a from (select 1 AS a union select b from u) x",
                &["u"],
            ),
        ] {
            let expected: Vec<Name> = names.iter().copied().map(Name::plain).collect();
            let mut found = looked_at(&view(definition));
            // A query in parentheses is no name.
            found.retain(|name| name.name != "select");
            assert_eq!(found, expected, "{definition}");
        }
    }
}
