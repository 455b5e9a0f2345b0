//! `desired`: the schema that is desired, as SQL.

use nca_migrations::Dialect;
use toml::de::DeValue;

use super::read::{Reader, Value, said};

impl Reader<'_> {
    /// A path, or one for each backend.
    pub(super) fn desired(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            if let Some(named) = self.path("desired", value) {
                let file = self.of.directory(&named);
                self.config.desired.push((None, file));
            }
            return;
        };
        for (key, value) in table {
            match key.get_ref().parse::<Dialect>() {
                Ok(dialect) => {
                    if let Some(named) = self.path("desired", value) {
                        let file = self.of.directory(&named);
                        self.config.desired.push((Some(dialect), file));
                    }
                }
                Err(unknown) => {
                    let words = said("names an unknown backend").label(unknown.to_string());
                    self.complain(words.0, key.span());
                }
            }
        }
    }
}
