//! Which names a text can mean: what decides whether something in double quotes is a name or a string.

use std::collections::{HashMap, HashSet};

use super::super::cursor::closing;
use super::super::token::{Kind, Token};
use super::spell::Place;

/// The names that a text can mean, in lower case.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Names {
    known: HashSet<String>,
    /// Whether there can be no others.
    complete: bool,
}

/// What something in double quotes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Name,
    String,
    /// It depends on what we do not know.
    Unknown,
}

/// The tables and views of the database and their columns, in lower case. None where the columns are not
/// known.
pub(in super::super) type Objects = HashMap<String, Option<HashSet<String>>>;

impl Names {
    /// The columns of a table, for its own expressions.
    pub(in super::super) fn of_table<'a>(
        columns: impl IntoIterator<Item = &'a str>,
        has_rowid: bool,
    ) -> Self {
        let rowid = ["rowid", "oid", "_rowid_"].iter().filter(|_| has_rowid);
        let columns = columns.into_iter().map(str::to_ascii_lowercase);
        Self {
            known: columns.chain(rowid.map(ToString::to_string)).collect(),
            complete: true,
        }
    }

    /// The columns of everything that a statement reads or writes, and what it names itself.
    ///
    /// A statement is taken as a whole: what is known in one of its queries is known in all of them. Where
    /// that could be wrong, what is not known stays unknown.
    pub(in super::super) fn of_statement(tokens: &[Token], objects: &Objects) -> Self {
        let mut names = Self::of_table([], true);
        let queries = tokens
            .iter()
            .filter(|token| token.is_any(&["select", "values"]));
        names.complete = queries.count() < 2;
        let place = Place::of(tokens);
        for (at, token) in tokens.iter().enumerate() {
            if place.is_alias(at) {
                names.known.insert(token.folded());
            }
        }
        let own = own_queries(tokens, &mut names);
        for source in sources(tokens) {
            let Some(source) = source else {
                // A function; its columns are its own business.
                names.complete = false;
                continue;
            };
            match objects.get(&source) {
                Some(Some(columns)) => names.known.extend(columns.iter().cloned()),
                _ if own.contains(&source) => {}
                _ => names.complete = false,
            }
            names.known.insert(source);
        }
        names
    }

    pub(super) fn meaning(&self, name: &str) -> Meaning {
        if self.known.contains(&name.to_ascii_lowercase()) {
            Meaning::Name
        } else if self.complete {
            Meaning::String
        } else {
            Meaning::Unknown
        }
    }
}

/// The names of queries that a `WITH` names, `name AS (` or `name (columns) AS (`; their columns, too, are
/// known then.
fn own_queries(tokens: &[Token], names: &mut Names) -> HashSet<String> {
    let mut own = HashSet::new();
    for at in 1..tokens.len() {
        let after = tokens[at + 1..]
            .iter()
            .find(|token| !token.is_any(&["not", "materialized"]));
        if !tokens[at].is("as") || after.is_none_or(|token| token.kind != Kind::Open) {
            continue;
        }
        let mut name = at - 1;
        if tokens[name].kind == Kind::Close {
            let Some(open) = (0..name).rev().find(|open| {
                tokens[*open].kind == Kind::Open
                    && closing(&tokens[*open..=name]) == Some(name - open)
            }) else {
                continue;
            };
            let columns = tokens[open..name].iter().filter(|token| token.is_name());
            names.known.extend(columns.map(Token::folded));
            name = open.saturating_sub(1);
        }
        own.insert(tokens[name].folded());
    }
    own
}

/// What a statement reads from and writes to. None for a function.
fn sources(tokens: &[Token]) -> Vec<Option<String>> {
    // Whether a comma in these parentheses has a source after it.
    let mut lists = vec![false];
    let (mut sources, mut expected, mut at) = (Vec::new(), false, 0);
    while let Some(token) = tokens.get(at) {
        let into = at > 0 && tokens[at - 1].is("into");
        at += 1;
        if expected && token.is_name() && !token.is_any(&["or"]) {
            expected = false;
            let mut name = token;
            if let [dot, last, ..] = &tokens[at..]
                && dot.kind == Kind::Dot
            {
                (name, at) = (last, at + 2);
            }
            let function = !into && tokens.get(at).is_some_and(|next| next.kind == Kind::Open);
            sources.push((!function).then(|| name.folded()));
            continue;
        }
        let list = lists.last_mut();
        match token.kind {
            Kind::Open => lists.push(expected),
            Kind::Close => {
                if lists.len() > 1 {
                    lists.pop();
                }
                expected = false;
            }
            Kind::Comma => expected = list.is_some_and(|list| *list),
            Kind::Word => match &*token.folded() {
                "from" if at < 2 || !tokens[at - 2].is("distinct") => {
                    expected = true;
                    if let Some(list) = list {
                        *list = true;
                    }
                }
                "join" | "into" => expected = true,
                "update" => {
                    expected = !(at > 1 && tokens[at - 2].is("do"));
                    // `UPDATE OR IGNORE t`.
                    if tokens.get(at).is_some_and(|next| next.is("or")) {
                        at += 2;
                    }
                }
                "where" | "group" | "order" | "having" | "limit" | "window" | "union"
                | "except" | "intersect" | "set" | "values" | "select" | "returning" => {
                    expected = false;
                    if let Some(list) = list {
                        *list = false;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    sources
}
