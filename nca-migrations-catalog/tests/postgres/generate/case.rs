//! One change: a schema before and after, with rows.

use nca_migrations_catalog::generate::{Form, Options, generate};
use nca_migrations_catalog::model::Name;
use nca_migrations_catalog::seed;

use super::bench::{assert_reached, options, run, text};
use super::rows::Rows;
use crate::bed::{self, Bed, catalog};

pub(crate) struct Case<'a> {
    pub(crate) before: &'a str,
    pub(crate) after: &'a str,
    /// Rows for the schema before; else made up.
    pub(crate) rows: Option<&'a str>,
    /// A table, a column, and what rows get in it, there or back.
    pub(crate) fills: &'a [(&'a str, &'a str, &'a str)],
    pub(crate) form: Form,
    /// Queries for one text each, and what they give after the way there.
    pub(crate) then: &'a [(&'a str, &'a str)],
}

pub(crate) fn case<'a>(before: &'a str, after: &'a str) -> Case<'a> {
    Case {
        before,
        after,
        rows: None,
        fills: &[],
        form: Form::Plain,
        then: &[],
    }
}

impl Case<'_> {
    fn options(&self) -> Options {
        let mut options = options(self.form);
        for (table, column, fill) in self.fills {
            options.fills.set(Name::plain(*table), *column, *fill);
        }
        options
    }

    /// There and back. What was generated.
    pub(crate) fn run(&self) -> String {
        let (mut here, mut there) = (Bed::with(self.before), Bed::with(self.after));
        let (from, to) = (catalog(&mut here.conn), catalog(&mut there.conn));
        if let Some(rows) = self.rows {
            here.run(rows);
        } else {
            let seeded = seed::fill(&mut here.conn, &from).unwrap();
            assert!(seeded.unseeded.is_empty(), "{seeded:?}");
        }
        let options = self.options();
        let up = generate(&from, &to, &options).unwrap();
        let down = generate(&to, &from, &options).unwrap();
        let rows = Rows::of(&mut here.conn, &from);
        assert!(run(&mut here, &up, "up"), "rows do not fit\n{}", text(&up));
        assert_reached(&to, &mut here, &up, "up");
        rows.assert_kept(&mut here.conn, &from, &to, &text(&up));
        for (query, expected) in self.then {
            assert_eq!(
                bed::text(&mut here.conn, query),
                *expected,
                "{query}\n{}",
                text(&up)
            );
        }
        run(&mut here, &down, "down");
        assert_reached(&from, &mut here, &down, "down");
        assert_eq!(generate(&to, &to, &options), Ok(Vec::new()));
        format!("{}-- back\n{}", text(&up), text(&down))
    }

    /// What stands in the way there.
    pub(crate) fn obstacles(&self) -> String {
        let (mut here, mut there) = (Bed::with(self.before), Bed::with(self.after));
        let (from, to) = (catalog(&mut here.conn), catalog(&mut there.conn));
        let obstacles = generate(&from, &to, &self.options()).unwrap_err();
        let obstacles: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
        obstacles.join("\n")
    }
}
