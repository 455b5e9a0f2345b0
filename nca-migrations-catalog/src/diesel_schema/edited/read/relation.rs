//! `joinable!` and `allow_tables_to_appear_in_same_query!`.

use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, Path, Token, parenthesized};

use super::error::Misread;
use crate::diesel_schema::edited::module::{Join, Module, Table};
use crate::diesel_schema::edited::place::Place;

/// A `joinable!` as it is written, by names in Rust.
pub(super) struct WrittenJoin {
    child: Ident,
    parent: Ident,
    column: Ident,
}

impl Parse for WrittenJoin {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let child = table(input)?;
        input.parse::<Token![->]>()?;
        let parent = table(input)?;
        let column;
        parenthesized!(column in input);
        let name = Ident::parse_any(&column)?;
        if !column.is_empty() {
            return Err(column.error("expected one column"));
        }
        Ok(Self {
            child,
            parent,
            column: name,
        })
    }
}

pub(super) fn same_query(input: ParseStream<'_>) -> syn::Result<Vec<String>> {
    let tables = Punctuated::<Ident, Token![,]>::parse_terminated_with(input, table)?;
    Ok(tables.iter().map(plain).collect())
}

/// The name in Rust, without `r#`.
pub(super) fn plain(name: &Ident) -> String {
    name.unraw().to_string()
}

fn table(input: ParseStream<'_>) -> syn::Result<Ident> {
    let path = input.call(Path::parse_mod_style)?;
    let last = path.segments.last();
    last.map(|last| last.ident.clone())
        .ok_or_else(|| syn::Error::new_spanned(&path, "expected the name of a table"))
}

impl WrittenJoin {
    /// With the names that its tables and its column have in the database.
    pub(super) fn resolve(&self, module: &Module) -> Result<Join, Vec<Misread>> {
        let mut errors = Vec::new();
        let mut find = |name: &Ident| {
            let found = find(module, name);
            if found.is_none() {
                let why = format!("expected a table of this module, there is no `{name}`");
                let place = Place::of(name.span());
                errors.push(Misread { place, why });
            }
            found
        };
        let (child, parent) = (find(&self.child), find(&self.parent));
        let wanted = plain(&self.column);
        let column = child.and_then(|child| {
            let mut columns = child.columns.iter();
            let found = columns.find(|column| column.rust_name == wanted);
            if found.is_none() {
                let why = format!(
                    "expected a column of table `{}`, there is no `{wanted}`",
                    child.rust_name
                );
                let place = Place::of(self.column.span());
                errors.push(Misread { place, why });
            }
            found
        });
        match (child, parent, column) {
            (Some(child), Some(parent), Some(column)) => Ok(Join {
                child: child.name.clone(),
                parent: parent.name.clone(),
                column: column.name.clone(),
                place: Place::of(self.child.span()),
            }),
            _ => Err(errors),
        }
    }
}

fn find<'a>(module: &'a Module, name: &Ident) -> Option<&'a Table> {
    let name = plain(name);
    module.tables.iter().find(|table| table.rust_name == name)
}
