//! Reading a `diesel.toml`.

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    DEFAULT, Docs, Fault, FaultKind, Filter, MissingTypes, Patch, Pattern, RowIds, SameQuery,
    Section, Settings, SettingsError, Sorting,
};

const FILE: [&str; 2] = ["print_schema", "migrations_directory"];
const DIRECTORY: [&str; 1] = ["dir"];
const FILTER: [&str; 2] = ["only_tables", "except_tables"];
const SECTION: [&str; 13] = [
    "file",
    "with_docs",
    "allow_tables_to_appear_in_same_query_config",
    "filter",
    "column_sorting",
    "schema",
    "patch_file",
    "import_types",
    "generate_missing_sql_type_definitions",
    "except_custom_type_definitions",
    "custom_type_derives",
    "sqlite_integer_primary_key_is_bigint",
    "pg_domains_as_custom_types",
];

/// What is not a setting, though it looks like one.
const ELSEWHERE: [(&str, &str); 4] = [
    ("include_views", "it writes tables only"),
    (
        "with_docs_config",
        "it is an argument of `diesel print-schema`; the setting is `with_docs`",
    ),
    (
        "generate_custom_type_definitions",
        "it is called `generate_missing_sql_type_definitions`",
    ),
    ("only_tables", "it belongs into `filter`"),
];

type Value<'a> = Spanned<DeValue<'a>>;

pub(super) fn read(source: &str) -> Result<Settings, SettingsError> {
    let mut reader = Reader {
        source,
        faults: Vec::new(),
    };
    let mut settings = Settings::default();
    match DeTable::parse(source) {
        Ok(table) => reader.file(table.get_ref(), &mut settings),
        Err(error) => {
            let kind = FaultKind::Syntax(error.message().to_owned());
            reader.fault(kind, error.span().unwrap_or(0..0));
        }
    }
    if reader.faults.is_empty() {
        return Ok(settings);
    }
    reader.faults.sort_by_key(|fault| fault.span.start);
    Err(SettingsError {
        faults: reader.faults,
    })
}

struct Reader<'a> {
    source: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn file(&mut self, file: &DeTable<'_>, settings: &mut Settings) {
        for (key, value) in file {
            match &**key.get_ref() {
                "print_schema" => {
                    if let Some(table) = self.table("print_schema", value) {
                        settings.sections = self.sections(table);
                    }
                }
                "migrations_directory" => {
                    if let Some(table) = self.table("migrations_directory", value) {
                        settings.migrations_directory = self.directory(table, value.span());
                    }
                }
                unknown => self.unknown(unknown, &FILE, key.span()),
            }
        }
    }

    fn directory(&mut self, table: &DeTable<'_>, span: Range<usize>) -> Option<PathBuf> {
        let mut directory = None;
        for (key, value) in table {
            match &**key.get_ref() {
                "dir" => directory = self.string("dir", value),
                unknown => self.unknown(unknown, &DIRECTORY, key.span()),
            }
        }
        // A misspelt key is one slip: the key that it was meant to be is not missed as well.
        if table.is_empty() {
            self.fault(FaultKind::Missing("dir"), span);
        }
        directory.map(PathBuf::from)
    }

    /// A table under a key that is no setting is a section of that key.
    fn sections(&mut self, table: &DeTable<'_>) -> Vec<Section> {
        let mut default = Section::new(DEFAULT);
        let mut sections = Vec::new();
        for (key, value) in table {
            let name = &**key.get_ref();
            match value.get_ref() {
                DeValue::Table(inner) if !SECTION.contains(&name) => {
                    let mut section = Section::new(name);
                    for (key, value) in inner {
                        self.setting(&mut section, key.get_ref(), key.span(), value);
                    }
                    sections.push(section);
                }
                _ => self.setting(&mut default, name, key.span(), value),
            }
        }
        if sections.iter().all(|section| section.key != DEFAULT) {
            sections.push(default);
        }
        sections.sort_by(|a, b| a.key.cmp(&b.key));
        sections
    }

    fn setting(&mut self, section: &mut Section, key: &str, at: Range<usize>, value: &Value<'_>) {
        match key {
            "file" => section.file = self.string("file", value).map(PathBuf::from),
            "with_docs" => section.docs = self.docs(value).unwrap_or_default(),
            "allow_tables_to_appear_in_same_query_config" => {
                section.same_query = self.same_query(value).unwrap_or_default();
            }
            "filter" => section.filter = self.filter(value).unwrap_or_default(),
            "column_sorting" => section.sorting = self.sorting(value).unwrap_or_default(),
            "schema" => section.schema = self.string("schema", value),
            "patch_file" => {
                let file = self.string("patch_file", value).map(PathBuf::from);
                section.patch = file.map(|file| Patch { file, text: None });
            }
            "import_types" => section.imports = self.imports(value),
            "generate_missing_sql_type_definitions" => {
                let key = "generate_missing_sql_type_definitions";
                if self.boolean(key, value) == Some(false) {
                    section.missing_types = MissingTypes::Name;
                }
            }
            "except_custom_type_definitions" => {
                section.except_types = self.patterns("except_custom_type_definitions", value);
            }
            "custom_type_derives" => section.derives = self.derives(value),
            "sqlite_integer_primary_key_is_bigint" => {
                let key = "sqlite_integer_primary_key_is_bigint";
                if self.boolean(key, value) == Some(true) {
                    section.row_ids = RowIds::BigInt;
                }
            }
            "pg_domains_as_custom_types" => {
                section.domains_as_types = self.patterns("pg_domains_as_custom_types", value);
            }
            unknown => self.unknown(unknown, &SECTION, at),
        }
    }

    fn docs(&mut self, value: &Value<'_>) -> Option<Docs> {
        const KEY: &str = "with_docs";
        const EXPECTED: &str = "`true`, `false`, `\"database-comments-fallback-to-auto-generated-doc-comment\"`, \
            `\"only-database-comments\"` or `\"no-doc-comments\"`";
        match value.get_ref() {
            DeValue::Boolean(true) => Some(Docs::CommentsOrSentences),
            DeValue::Boolean(false) => Some(Docs::None),
            DeValue::String(text) => match &**text {
                "database-comments-fallback-to-auto-generated-doc-comment" => {
                    Some(Docs::CommentsOrSentences)
                }
                "only-database-comments" => Some(Docs::Comments),
                "no-doc-comments" => Some(Docs::None),
                other => self.value(KEY, EXPECTED, other, value.span()),
            },
            other => self.wrong_type(KEY, EXPECTED, other, value.span()),
        }
    }

    fn same_query(&mut self, value: &Value<'_>) -> Option<SameQuery> {
        const KEY: &str = "allow_tables_to_appear_in_same_query_config";
        const EXPECTED: &str = "`\"all_tables\"`, `\"fk_related_tables\"` or `\"none\"`";
        match &*self.string(KEY, value)? {
            "all_tables" => Some(SameQuery::AllTables),
            "fk_related_tables" => Some(SameQuery::RelatedTables),
            "none" => Some(SameQuery::None),
            other => self.value(KEY, EXPECTED, other, value.span()),
        }
    }

    fn sorting(&mut self, value: &Value<'_>) -> Option<Sorting> {
        const KEY: &str = "column_sorting";
        const EXPECTED: &str = "`\"ordinal_position\"` or `\"name\"`";
        match &*self.string(KEY, value)? {
            "ordinal_position" => Some(Sorting::Position),
            "name" => Some(Sorting::Name),
            other => self.value(KEY, EXPECTED, other, value.span()),
        }
    }

    fn filter(&mut self, value: &Value<'_>) -> Option<Filter> {
        let table = self.table("filter", value)?;
        let mut filter = Filter::All;
        for (key, value) in table {
            match &**key.get_ref() {
                "only_tables" => filter = Filter::Only(self.patterns("only_tables", value)),
                "except_tables" => filter = Filter::Except(self.patterns("except_tables", value)),
                unknown => self.unknown(unknown, &FILTER, key.span()),
            }
        }
        let has = |wanted: &str| table.keys().any(|key| key.get_ref() == wanted);
        if FILTER.into_iter().all(has) {
            self.fault(FaultKind::TwoFilters, value.span());
        }
        Some(filter)
    }

    fn patterns(&mut self, key: &'static str, value: &Value<'_>) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for (written, span) in self.strings(key, value) {
            match Pattern::new(&written) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => {
                    let kind = FaultKind::Pattern {
                        key,
                        written,
                        error,
                    };
                    self.fault(kind, span);
                }
            }
        }
        patterns
    }

    /// They go into the module as they are, so they have to be what can be there.
    fn imports(&mut self, value: &Value<'_>) -> Vec<String> {
        const KEY: &str = "import_types";
        let mut imports = Vec::new();
        for (import, span) in self.strings(KEY, value) {
            let of_a_path = |c: char| c.is_alphanumeric() || "_:*{}, #".contains(c);
            if import.trim().is_empty() || !import.chars().all(of_a_path) {
                self.value::<()>(
                    KEY,
                    "what `use` takes, such as `\"crate::types::*\"`",
                    &import,
                    span,
                );
            } else {
                imports.push(import);
            }
        }
        imports
    }

    fn derives(&mut self, value: &Value<'_>) -> Vec<String> {
        const KEY: &str = "custom_type_derives";
        let mut derives = Vec::new();
        for (derive, span) in self.strings(KEY, value) {
            if is_path(&derive) {
                derives.push(derive);
            } else {
                self.value::<()>(
                    KEY,
                    "paths of macros, such as `\"std::fmt::Debug\"`",
                    &derive,
                    span,
                );
            }
        }
        derives
    }

    fn strings(&mut self, key: &'static str, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type::<()>(key, "an array of strings", value.get_ref(), value.span());
            return Vec::new();
        };
        let strings = array.iter().filter_map(|value| match value.get_ref() {
            DeValue::String(text) => Some((text.clone().into_owned(), value.span())),
            other => self.wrong_type(key, "an array of strings", other, value.span()),
        });
        strings.collect()
    }

    fn table<'b, 'c>(
        &mut self,
        key: &'static str,
        value: &'b Value<'c>,
    ) -> Option<&'b DeTable<'c>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            other => self.wrong_type(key, "a table", other, value.span()),
        }
    }

    fn string(&mut self, key: &'static str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            other => self.wrong_type(key, "a string", other, value.span()),
        }
    }

    fn boolean(&mut self, key: &'static str, value: &Value<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(*yes),
            other => self.wrong_type(key, "`true` or `false`", other, value.span()),
        }
    }

    fn wrong_type<T>(
        &mut self,
        key: &'static str,
        expected: &'static str,
        found: &DeValue<'_>,
        span: Range<usize>,
    ) -> Option<T> {
        let found = found.type_str();
        self.fault(
            FaultKind::Type {
                key,
                expected,
                found,
            },
            span,
        );
        None
    }

    fn value<T>(
        &mut self,
        key: &'static str,
        expected: &'static str,
        found: &str,
        span: Range<usize>,
    ) -> Option<T> {
        let found = found.to_owned();
        self.fault(
            FaultKind::Value {
                key,
                expected,
                found,
            },
            span,
        );
        None
    }

    fn unknown(&mut self, key: &str, known: &[&'static str], span: Range<usize>) {
        let key = key.to_owned();
        let elsewhere = ELSEWHERE.into_iter().find(|(name, _)| *name == key);
        let kind = match elsewhere {
            Some((_, instead)) => FaultKind::Elsewhere { key, instead },
            None => FaultKind::UnknownKey {
                nearest: nearest(&key, known),
                known: known.to_vec(),
                key,
            },
        };
        self.fault(kind, span);
    }

    fn fault(&mut self, kind: FaultKind, span: Range<usize>) {
        self.faults.push(Fault::new(kind, span, self.source));
    }
}

fn is_path(written: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && word.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let path = written.strip_prefix("::").unwrap_or(written);
    path.split("::").all(is_word)
}

fn nearest(unknown: &str, known: &[&'static str]) -> Option<&'static str> {
    let unknown = unknown.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|key| (strsim::damerau_levenshtein(key, &unknown), *key))
        .filter(|(distance, key)| *distance <= key.len() / 3)
        .min()
        .map(|(_, key)| key)
}
