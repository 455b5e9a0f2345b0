//! One `ALTER TABLE` with what is to happen to a table.

use super::script::Script;
use super::text;
use crate::generate::{Hazard, Statement};
use crate::model::Name;

/// One `ALTER TABLE` with what is to happen to a table.
#[derive(Debug)]
pub(super) struct Alter<'a> {
    pub(super) table: &'a Name,
    clauses: Vec<String>,
    hazards: Vec<Hazard>,
}

impl<'a> Alter<'a> {
    pub(super) const fn of(table: &'a Name) -> Self {
        Self {
            table,
            clauses: Vec::new(),
            hazards: Vec::new(),
        }
    }

    pub(super) fn clause(&mut self, clause: impl Into<String>) {
        self.clauses.push(clause.into());
    }

    /// What is said twice costs once.
    pub(super) fn costs(&mut self, hazards: impl IntoIterator<Item = Hazard>) {
        for hazard in hazards {
            let is_known = (self.hazards.iter())
                .any(|known| known.cost == hazard.cost && known.subject == hazard.subject);
            if !is_known {
                self.hazards.push(hazard);
            }
        }
    }

    /// Nothing, if there is nothing to do.
    pub(super) fn write(self, script: &mut Script) {
        let table = text::name(self.table);
        let sql = match &*self.clauses {
            [] => return,
            [one] => format!("ALTER TABLE {table} {one}"),
            several => format!("ALTER TABLE {table}\n  {}", several.join(",\n  ")),
        };
        let statement = Statement::new(sql);
        script.push(self.hazards.into_iter().fold(statement, Statement::costs));
    }
}
