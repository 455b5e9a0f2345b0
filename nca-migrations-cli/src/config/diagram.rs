//! `[diagram]`: what pictures of the schema look like.

use nca_migrations_catalog::diagram::{AreaRule, TablePattern};
use toml::de::DeValue;

use super::read::{Reader, Value, said};

const KEYS: [&str; 2] = ["title", "areas"];
const EXPECTED: &str = "a list of names of tables";

impl Reader<'_> {
    pub(super) fn diagram(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type::<()>("diagram", "a table", value.get_ref(), value.span());
            return;
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "title" => {
                    if let Some(title) = self.string("title", value) {
                        self.config.diagram.title = title;
                    }
                }
                "areas" => self.areas(value),
                unknown => self.unknown(unknown, &KEYS, key.span()),
            }
        }
    }

    /// In the order of the file: a table is in the first area that has a pattern for it.
    fn areas(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type::<()>("areas", "a table of areas", value.get_ref(), value.span());
            return;
        };
        let mut areas: Vec<_> = table.iter().collect();
        areas.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in areas {
            let name = key.get_ref();
            if name.trim().is_empty() {
                let words = said("has an area without a name").label("expected a name");
                self.complain(words.0, key.span());
            }
            let tables = self.patterns(name, value);
            self.config.diagram.areas.push(AreaRule {
                name: name.trim().to_owned(),
                tables,
            });
        }
    }

    fn patterns(&mut self, area: &str, value: &Value<'_>) -> Vec<TablePattern> {
        let mut patterns = Vec::new();
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong_type::<()>(area, EXPECTED, value.get_ref(), value.span());
            return patterns;
        };
        for one in list {
            let DeValue::String(written) = one.get_ref() else {
                self.wrong_type::<()>(area, EXPECTED, one.get_ref(), one.span());
                continue;
            };
            if let Some(pattern) = TablePattern::new(written) {
                patterns.push(pattern);
            } else {
                let words = said("has a name of tables that is too long").label("expected less");
                self.complain(words.0, one.span());
            }
        }
        if list.is_empty() {
            let words = said(format_args!("has an area `{area}` without tables"))
                .label("expected names of tables")
                .help("`*` stands for anything: `health_*`");
            self.complain(words.0, value.span());
        }
        patterns
    }
}
