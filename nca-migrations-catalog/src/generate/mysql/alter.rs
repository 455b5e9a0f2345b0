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
    partition_by: Option<String>,
    /// What cannot be said: the object, and why.
    refused: Vec<(String, String)>,
}

impl<'a> Alter<'a> {
    pub(super) const fn of(table: &'a Name) -> Self {
        Self {
            table,
            clauses: Vec::new(),
            hazards: Vec::new(),
            partition_by: None,
            refused: Vec::new(),
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

    pub(super) fn refuse(&mut self, object: String, because: String) {
        self.refused.push((object, because));
    }

    /// How it is split afterwards, which is said behind all else, without a comma.
    pub(super) fn partition_by(&mut self, by: &str) {
        self.partition_by = Some(format!("PARTITION BY {by}"));
    }

    /// Nothing, if there is nothing to do.
    pub(super) fn write(self, script: &mut Script) {
        for (object, because) in self.refused {
            script.refuse(object, because);
        }
        let table = text::name(self.table);
        let clauses = self.clauses.join(",\n  ");
        let sql = match (&*self.clauses, self.partition_by) {
            ([], None) => return,
            ([], Some(by)) => format!("ALTER TABLE {table} {by}"),
            ([one], None) => format!("ALTER TABLE {table} {one}"),
            (_, None) => format!("ALTER TABLE {table}\n  {clauses}"),
            (_, Some(by)) => format!("ALTER TABLE {table}\n  {clauses}\n{by}"),
        };
        let statement = Statement::new(sql);
        script.push(self.hazards.into_iter().fold(statement, Statement::costs));
    }
}
