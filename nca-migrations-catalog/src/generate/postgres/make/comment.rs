//! Comments.

use super::text;
use crate::generate::Statement;

/// What makes a comment what it is to be, if it is not: `on` is the object as SQL, `TABLE "t"`.
pub(in crate::generate::postgres) fn change(
    on: &str,
    from: Option<&String>,
    to: Option<&String>,
) -> Option<Statement> {
    if from == to {
        return None;
    }
    let comment = to.map_or_else(|| "NULL".to_owned(), |comment| text(comment));
    Some(Statement::new(format!("COMMENT ON {on} IS {comment}")))
}
