//! Catalogs that were read before.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::model::Catalog;

/// The catalogs that were read from a database last, for reading it again: see
/// [`Introspect::introspect_again`](super::Introspect::introspect_again).
#[derive(Debug, Default)]
pub struct Known(VecDeque<Reading>);

#[derive(Debug)]
struct Reading {
    /// What the database said, where that is kept.
    said: Option<String>,
    catalog: Rc<Catalog>,
}

impl Known {
    /// A script's way up and down goes between two.
    const KEPT: usize = 2;

    /// The catalog that the same words meant before.
    #[cfg(feature = "sqlite")]
    pub(super) fn meant(&self, said: &str) -> Option<Rc<Catalog>> {
        let mut known = self.0.iter();
        let same = known.find(|reading| reading.said.as_deref() == Some(said))?;
        Some(Rc::clone(&same.catalog))
    }

    /// The same catalog if it was read before, else this one, which is known from now on.
    pub(super) fn or_new(&mut self, said: Option<String>, catalog: Catalog) -> Rc<Catalog> {
        if let Some(same) = self.0.iter_mut().find(|known| *known.catalog == catalog) {
            same.said = said.or(same.said.take());
            return Rc::clone(&same.catalog);
        }
        let catalog = Rc::new(catalog);
        self.0.truncate(Self::KEPT - 1);
        self.0.push_front(Reading {
            said,
            catalog: Rc::clone(&catalog),
        });
        catalog
    }
}
