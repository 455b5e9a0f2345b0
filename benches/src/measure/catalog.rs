//! Verifying a chain, and reading the catalog of a large database.

use crate::Result;
use crate::table::Table;

pub(crate) fn measure(_rounds: Option<usize>) -> Result<Table> {
    Ok(Table { title: String::new(), note: String::new(), rows: Vec::new() })
}
