//! A script is made, run and looked at.

use diesel::SqliteConnection;
use nca_migrations_catalog::generate::{Cost, Fills, Options, Statement, generate};
use nca_migrations_catalog::model::{Catalog, Identity, Name};
use nca_migrations_catalog::{Database as _, Outline, seed};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

use super::rows;
use crate::bed::{catalog, database, differences};

/// Two schemas, and what is needed to get from one to the other.
#[derive(Clone, Default)]
pub(crate) struct Trial<'a> {
    pub(crate) before: &'a str,
    pub(crate) after: &'a str,
    /// Table, column, expression.
    pub(crate) fills: &'a [(&'a str, &'a str, &'a str)],
    /// What puts rows in; made up if none is given.
    pub(crate) rows: Option<&'a str>,
}

impl Trial<'_> {
    /// There and back with rows, and the script of each direction for people to read.
    pub(crate) fn run(&self) -> String {
        self.attempt().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The same where rows may not fit: then without any.
    pub(crate) fn run_with_what_fits(&self) -> String {
        self.attempt().unwrap_or_else(|error| {
            let without = Trial {
                rows: Some(""),
                ..self.clone()
            };
            format!("these rows do not fit: {error}\n{}", without.run())
        })
    }

    fn attempt(&self) -> Result<String, String> {
        let options = self.options();
        let mut conn = database(self.before);
        let from = catalog(&mut conn);
        let to = catalog(&mut database(self.after));
        self.fill(&mut conn, &from);
        let up = script(&from, &to, &options);
        let down = script(&to, &from, &options);
        apply(&mut conn, &up, &from, &to)?;
        apply(&mut conn, &down, &to, &from)?;
        Ok(format!("up:\n{}down:\n{}", shown(&up), shown(&down)))
    }

    pub(crate) fn options(&self) -> Options {
        let mut fills = Fills::default();
        for (table, column, expression) in self.fills {
            fills.set(Name::plain(*table), *column, *expression);
        }
        Options {
            fills,
            ..Options::default()
        }
    }

    pub(crate) fn fill(&self, conn: &mut SqliteConnection, catalog: &Catalog) {
        match self.rows {
            Some(rows) => conn.run(rows).unwrap(),
            None => {
                seed::fill(conn, catalog).unwrap();
            }
        }
    }
}

/// Each of these there and back, with made-up rows if they fit: what it is about, one schema and the other.
pub(crate) fn each(cases: &[(&str, &str, &str)]) -> String {
    let mut text = String::new();
    for (title, before, after) in cases {
        let trial = Trial {
            before,
            after,
            ..Trial::default()
        };
        text.extend(["== ", title, "\n", &trial.run_with_what_fits()]);
    }
    text
}

pub(crate) fn script(from: &Catalog, to: &Catalog, options: &Options) -> Vec<Statement> {
    generate(from, to, options).unwrap_or_else(|obstacles| {
        let obstacles: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
        panic!("{}", obstacles.join("\n"))
    })
}

/// Runs a script as the runtime does, and looks at what is there then. What a statement says that may fail is an
/// error, any other failure a panic.
pub(crate) fn apply(
    conn: &mut SqliteConnection,
    script: &[Statement],
    from: &Catalog,
    to: &Catalog,
) -> Result<(), String> {
    let kept = rows::kept(from, to);
    let before: Vec<_> = kept.iter().map(|kept| kept.before(conn)).collect();
    let numbers = rows::numbers(conn);
    if let Err((error, nth)) = run(conn, script) {
        conn.run("ROLLBACK; PRAGMA foreign_keys = 1").unwrap();
        let mut costs = script
            .iter()
            .take(nth + 1)
            .skip(if nth == script.len() { 0 } else { nth });
        let said = costs.any(|statement| statement.hazards.iter().any(|h| h.cost == Cost::MayFail));
        assert!(
            said,
            "{error}, and nothing said that it may\n{}",
            shown(script)
        );
        return Err(error);
    }
    conn.run("COMMIT; PRAGMA foreign_keys = 1").unwrap();
    let after: Vec<_> = kept.iter().map(|kept| kept.after(conn)).collect();
    assert_eq!(before, after, "rows differ\n{}", shown(script));
    let found = catalog(conn);
    let differing = differences(&Outline::of(to), &Outline::of(&found));
    assert!(
        differing.is_empty(),
        "{}\n{}",
        differing.join("\n"),
        shown(script)
    );
    assert_eq!(generate(&found, to, &Options::default()), Ok(Vec::new()));
    let checked = conn.texts("SELECT integrity_check AS value FROM pragma_integrity_check");
    assert_eq!(
        checked.unwrap(),
        [Some("ok".to_owned())],
        "{}",
        shown(script)
    );
    let counts = |catalog: &Catalog, name: &str| {
        let table = catalog.table(&Name::plain(name));
        table.is_some_and(|table| {
            table
                .columns
                .iter()
                .any(|column| column.identity == Some(Identity::Increment))
        })
    };
    let goes_on = rows::numbers(conn);
    for (table, number) in numbers {
        if counts(from, &table) && counts(to, &table) {
            let now = goes_on.iter().find(|(name, _)| *name == table);
            assert_eq!(
                now.map(|(_, now)| *now),
                Some(number),
                "{table}\n{}",
                shown(script)
            );
        }
    }
    Ok(())
}

/// The statement that failed, counted from 0; past the last if rows lead to what is not there.
fn run(conn: &mut SqliteConnection, script: &[Statement]) -> Result<(), (String, usize)> {
    let known = violations(conn);
    conn.run("PRAGMA foreign_keys = 0; BEGIN IMMEDIATE")
        .unwrap();
    let text: Vec<&str> = script.iter().map(|statement| &*statement.sql).collect();
    let text = text.join(";\n");
    let split = split(&text, Dialect::Sqlite);
    assert_eq!(split.statements.len(), script.len(), "{text}");
    for (nth, statement) in split.statements.iter().enumerate() {
        conn.run(statement.text())
            .map_err(|error| (error.to_string(), nth))?;
    }
    // Those that there were do not count: the runtime leaves them alone.
    let mut found = violations(conn);
    for known in known {
        if let Some(at) = found.iter().position(|other| *other == known) {
            found.remove(at);
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err((format!("rows lead nowhere: {found:?}"), script.len()))
    }
}

/// The table of each row that leads nowhere, and the one that it should lead to.
fn violations(conn: &mut SqliteConnection) -> Vec<String> {
    let query = "SELECT \"table\" || ' to ' || parent AS value FROM pragma_foreign_key_check";
    match conn.texts(query) {
        Ok(found) => found
            .into_iter()
            .flatten()
            .map(|of| of.to_lowercase())
            .collect(),
        // To what is no key. A schema may have that, and nothing is checked.
        Err(error) if error.to_string().contains("foreign key mismatch") => Vec::new(),
        Err(error) => panic!("{error}"),
    }
}

/// A script with what it may cost, for people to read.
pub(crate) fn shown(script: &[Statement]) -> String {
    let mut text = String::new();
    for statement in script {
        for hazard in &statement.hazards {
            text.extend(["-- ", &hazard.to_string(), "\n"]);
        }
        text += &statement.sql;
        text += ";\n";
    }
    text
}
