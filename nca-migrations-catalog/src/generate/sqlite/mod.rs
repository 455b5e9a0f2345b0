//! The statements of sqlite.

use super::{Obstacle, Options, Statement};
use crate::model::Catalog;

pub(super) fn generate(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let _ = (from, to, options);
    Ok(Vec::new())
}
