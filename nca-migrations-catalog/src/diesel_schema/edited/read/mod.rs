//! The text of a module, read back.

mod attribute;
mod error;
mod relation;
mod table;
mod type_of;

use syn::spanned::Spanned as _;
use syn::{Item, ItemMacro};

pub use error::{Misread, ReadError};

use super::module::Module;
use super::place::Place;
use relation::WrittenJoin;

/// What a module's text says. Types that are defined in it, and whatever else there is in Rust besides Diesel's
/// macros, mean nothing to a database by themselves and are not looked at.
///
/// # Errors
/// All places that are not what they have to be; after a slip in the Rust itself, that alone.
pub fn read(text: &str) -> Result<Module, ReadError> {
    let file = syn::parse_file(text).map_err(|error| ReadError(vec![error.into()]))?;
    let mut reading = Reading::default();
    reading.items(&file.items);
    reading.resolve();
    if reading.errors.is_empty() {
        return Ok(reading.module);
    }
    reading.errors.sort();
    Err(ReadError(reading.errors))
}

#[derive(Default)]
struct Reading {
    module: Module,
    joins: Vec<WrittenJoin>,
    errors: Vec<Misread>,
}

impl Reading {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Macro(item) => self.item(item),
                Item::Mod(item) => {
                    let inside = item.content.as_ref();
                    self.items(inside.map_or(&[], |(_, items)| items));
                }
                _ => {}
            }
        }
    }

    fn item(&mut self, item: &ItemMacro) {
        let path = &item.mac.path;
        let name = path.segments.last().map(|last| last.ident.to_string());
        match name.as_deref() {
            Some("table") => match item.mac.parse_body::<table::Body>() {
                Ok(body) => self.table(body),
                Err(error) => self.syntax(error),
            },
            Some("joinable") => match item.mac.parse_body::<WrittenJoin>() {
                Ok(join) => self.joins.push(join),
                Err(error) => self.syntax(error),
            },
            Some("allow_tables_to_appear_in_same_query") => {
                match item.mac.parse_body_with(relation::same_query) {
                    Ok(tables) => self.module.same_query.push(tables),
                    Err(error) => self.syntax(error),
                }
            }
            Some("allow_columns_to_appear_in_same_group_by_clause" | "define_sql_function") => {}
            _ => self.wrong(
                Place::of(path.span()),
                "expected `table!`, `joinable!` or `allow_tables_to_appear_in_same_query!`; what \
                 another macro makes cannot be read",
            ),
        }
    }

    fn table(&mut self, body: table::Body) {
        self.errors.extend(body.errors);
        let table = body.table;
        if let Some(first) = self.module.table(&table.name) {
            let why = format!(
                "expected one `table!` for `{}`, there is one at {}",
                table.name, first.place
            );
            self.wrong(table.place, why);
            return;
        }
        self.module.tables.push(table);
    }

    fn resolve(&mut self) {
        for join in &self.joins {
            match join.resolve(&self.module) {
                Ok(join) => self.module.joins.push(join),
                Err(errors) => self.errors.extend(errors),
            }
        }
    }

    fn syntax(&mut self, error: syn::Error) {
        self.errors.extend(error.into_iter().map(Misread::from));
    }

    fn wrong(&mut self, place: Place, why: impl Into<String>) {
        let why = why.into();
        self.errors.push(Misread { place, why });
    }
}
