//! The statements of SQLite.
//!
//! `ALTER TABLE` where it suffices, else the table is built anew in the order that
//! <https://www.sqlite.org/lang_altertable.html#otheralter> gives: a new table under a name that is free, the rows
//! copied, the old one dropped, the new one renamed. Renaming the old one would lead other tables' foreign keys
//! after it. What 3.37 does not know is not used, such as `ALTER TABLE .. ADD CONSTRAINT`.
//!
//! Foreign keys must not be enforced while a script runs, or else dropping a table deletes what refers to its rows.
//! The runtime sees to that, because it has to be done before the transaction begins.
//!
//! Not kept is what a catalog does not know: the order in which the triggers of a table fire, which SQLite calls
//! undefined, and what `ANALYZE` found out about a table that is built anew.

mod affinity;
mod alike;
mod alter;
mod changed;
mod copy;
mod ddl;
mod dependents;
mod elsewhere;
mod expression;
mod mention;
mod objects;
mod rebuild;
mod risk;
mod rowid;
mod script;
mod vacant;
mod virtual_table;

use std::borrow::Cow;

use super::{Obstacle, Options, Statement};
use crate::model::Catalog;
use crate::outline::resolve_references;

pub(super) fn generate(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let (mut from, mut to) = (Cow::Borrowed(from), Cow::Borrowed(to));
    // So that foreign keys compare whatever case they were typed in.
    resolve_references(&mut from.to_mut().tables);
    resolve_references(&mut to.to_mut().tables);
    script::statements(&from, &to, options)
}

/// Whether two names are the same to SQLite.
fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
