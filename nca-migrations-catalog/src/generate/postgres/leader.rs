//! What is dropped and made together with something else.

use super::fate::Fate;
use super::make::has;
use super::plan::Plan;
use super::thing::{Id, On, Thing};
use crate::model::{Key, Table};

impl Plan<'_, '_> {
    /// What it goes with when it is dropped.
    pub(super) fn drop_leader(&self, thing: &Thing<'_>, id: &Id) -> Option<Id> {
        let leads = |id: Id| self.fates.is_dropped(&id).then_some(id);
        if self.reads_others(thing, id) {
            return None;
        }
        let own = thing.table().map(|table| Id::Table(table.clone()));
        let of_table = own
            .filter(|own| own != id && !self.apart.contains(id))
            .and_then(leads);
        if of_table.is_some() {
            return of_table;
        }
        match thing {
            Thing::Default(table, column) => {
                leads(Id::Column(table.name.clone(), column.name.clone()))
            }
            Thing::Owner(of) => leads(Id::Sequence(of.name.clone())),
            Thing::Sequence(of) => {
                let (table, column) = of.owned_by.as_ref()?;
                let column = Id::Column(table.clone(), column.clone());
                // A column that is made anew takes its sequence with it.
                leads(column).filter(|_| self.fates.of(id) == Fate::Goes)
            }
            Thing::Index(on, _) | Thing::Trigger(on, _) => of_view(*on).and_then(leads),
            Thing::DomainDefault(of) | Thing::DomainCheck(of, _) => {
                leads(Id::Type(of.name.clone()))
            }
            Thing::Other(of) => {
                let on = of.on.clone()?;
                leads(Id::Table(on.clone())).or_else(|| leads(Id::View(on)))
            }
            _ => None,
        }
    }

    /// Whether a rule, a policy or a trigger mentions a table or view that goes, besides the one that it is on: both
    /// may do so with each other.
    fn reads_others(&self, thing: &Thing<'_>, id: &Id) -> bool {
        let on = match thing {
            Thing::Other(of) => of.on.as_ref(),
            Thing::Trigger(on, _) => Some(on.name()),
            _ => None,
        };
        let (Some(on), Some(at)) = (on, self.from.at.get(id)) else {
            return false;
        };
        self.from.needs[*at].iter().any(|(need, _)| {
            let is_other = match self.from.things[*need] {
                Thing::Table(table) => table.name != *on,
                Thing::View(view) => view.name != *on,
                _ => false,
            };
            is_other && self.fates.is_dropped(&self.from.ids[*need])
        })
    }

    /// What it is made with.
    pub(super) fn make_leader(&self, thing: &Thing<'_>, id: &Id) -> Option<Id> {
        let leads = |id: Id| self.fates.is_made(&id).then_some(id);
        let of_table = |table: &Table| leads(Id::Table(table.name.clone()));
        match thing {
            Thing::Column(table, _) | Thing::Primary(table, _) | Thing::Exclusion(table, _) => {
                of_table(table)
            }
            Thing::Unique(table, key) => of_table(table).filter(|_| !repeats(table, key)),
            Thing::Check(table, check) => {
                of_table(table).filter(|_| !has(&check.settings, "not valid"))
            }
            Thing::ForeignKey(table, _) => of_table(table).filter(|_| !self.apart.contains(id)),
            Thing::Parent(table) => of_table(table).filter(|_| has(&table.settings, "inherits")),
            Thing::Default(table, column) => of_table(table)
                .or_else(|| leads(Id::Column(table.name.clone(), column.name.clone()))),
            Thing::DomainDefault(of) => leads(Id::Type(of.name.clone())),
            Thing::DomainCheck(of, check) => {
                leads(Id::Type(of.name.clone())).filter(|_| !has(&check.settings, "not valid"))
            }
            _ => None,
        }
    }
}

/// Whether a thing goes with what it is on, when that goes.
fn of_view(on: On<'_>) -> Option<Id> {
    match on {
        On::View(view) => Some(Id::View(view.name.clone())),
        On::Table(_) => None,
    }
}

/// Whether a table has a key over the same columns before this one: of two in one `CREATE TABLE` the server makes one,
/// `transformIndexConstraints` of
/// <https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_utilcmd.c>.
fn repeats(table: &Table, key: &Key) -> bool {
    let keys = table.primary_key.iter().chain(&table.uniques);
    let mut before = keys.take_while(|other| other.name != key.name);
    before.any(|other| other.parts == key.parts && other.include == key.include)
}
