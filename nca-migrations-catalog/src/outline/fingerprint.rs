//! The fingerprint of a catalog.

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;

use super::{COLUMN, Item, Outline};

impl Outline {
    /// The SHA-256 of what [`compare`](crate::compare()) compares: two outlines have the same one when nothing
    /// is different between them.
    pub fn fingerprint(&self) -> Digest {
        if self.dialect != Dialect::Postgres {
            // Where columns are placed there is nothing to sort.
            return Digest::of(&self.to_string());
        }
        let mut canonical = self.clone();
        canonical.items.iter_mut().for_each(|item| {
            if !item.items.iter().any(|part| part.is_placed(self.dialect)) {
                sort_columns(item);
            }
        });
        Digest::of(&canonical.to_string())
    }
}

/// Where their places do not count.
fn sort_columns(item: &mut Item) {
    let columns = item.items.iter().filter(|part| part.kind == COLUMN).count();
    if columns > 1 {
        item.items
            .sort_by(|a, b| (a.kind != COLUMN, &a.name).cmp(&(b.kind != COLUMN, &b.name)));
    }
}
