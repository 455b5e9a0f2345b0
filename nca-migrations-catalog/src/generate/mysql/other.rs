//! What these servers do not have.

use super::script::Script;
use crate::model::Catalog;

/// A catalog that was read has nothing of this; one that was made might.
pub(super) fn refuse_unknown(script: &mut Script, from: &Catalog, to: &Catalog) {
    const KNOWN: [&str; 3] = ["event", "package", "package body"];
    for catalog in [from, to] {
        let mut refuse =
            |object: String| script.refuse(object, "MySQL and MariaDB have no such thing");
        for schema in &catalog.schemas {
            refuse(format!("schema {}", schema.name));
        }
        for extension in &catalog.extensions {
            refuse(format!("extension {}", extension.name));
        }
        let types = (catalog.enums.iter().map(|of| &of.name))
            .chain(catalog.domains.iter().map(|of| &of.name))
            .chain(catalog.composites.iter().map(|of| &of.name));
        for name in types {
            refuse(format!("type {name}"));
        }
        for table in catalog
            .tables
            .iter()
            .filter(|table| !table.exclusions.is_empty())
        {
            refuse(format!("the exclusion constraints of table {}", table.name));
        }
        for other in catalog
            .others
            .iter()
            .filter(|other| !KNOWN.contains(&other.kind))
        {
            refuse(format!("{} {}", other.kind, other.name));
        }
    }
}
