//! What the scripts have made of a scratch database.

use std::cell::OnceCell;
use std::rc::Rc;

use nca_migrations_catalog::model::Catalog;
use nca_migrations_catalog::{
    Database, Difference, IntrospectError, Known, Outline, Scope, compare,
};
use nca_migrations_core::digest::Digest;

/// A catalog, with what is made of it when somebody asks.
pub(super) struct State {
    pub(super) catalog: Rc<Catalog>,
    outline: OnceCell<Outline>,
    fingerprint: OnceCell<Digest>,
}

impl State {
    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(&self.catalog))
    }

    pub(super) fn fingerprint(&self) -> Digest {
        *self
            .fingerprint
            .get_or_init(|| self.outline().fingerprint())
    }

    /// Where another one differs. Nowhere, if it is the same catalog: of that, both outlines are made.
    pub(super) fn differences(&self, found: &Self) -> Vec<Difference> {
        if Rc::ptr_eq(&self.catalog, &found.catalog) {
            return Vec::new();
        }
        compare(self.outline(), found.outline())
    }
}

/// The states that a scratch database was in last. Up, down and up again are three looks at two of them, and
/// the first is the one that the revision before left behind.
#[derive(Default)]
pub(super) struct States {
    known: Known,
    /// Those of the catalogs that are known.
    last: Vec<Rc<State>>,
}

impl States {
    /// Looks at the database.
    pub(super) fn look<C: Database>(&mut self, conn: &mut C) -> Result<Rc<State>, IntrospectError> {
        let catalog = conn.introspect_again(&Scope::All, &mut self.known)?;
        let same = |state: &&Rc<State>| Rc::ptr_eq(&state.catalog, &catalog);
        if let Some(state) = self.last.iter().find(same) {
            return Ok(Rc::clone(state));
        }
        // What is known no longer is given out no more.
        self.last
            .retain(|state| Rc::strong_count(&state.catalog) > 1);
        let state = Rc::new(State {
            catalog,
            outline: OnceCell::new(),
            fingerprint: OnceCell::new(),
        });
        self.last.push(Rc::clone(&state));
        Ok(state)
    }
}
