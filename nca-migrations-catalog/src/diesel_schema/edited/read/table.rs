//! A `table!`.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, Ident, ItemUse, Token, Type, braced, parenthesized, token};

use super::error::Misread;
use super::relation::plain;
use super::{attribute, type_of};
use crate::diesel_schema::edited::module::{Column, Table, TableName};
use crate::diesel_schema::edited::place::Place;
use crate::diesel_schema::name;

/// What is in a `table!`, and what of it could not be read.
pub(super) struct Body {
    pub(super) table: Table,
    pub(super) errors: Vec<Misread>,
}

impl Parse for Body {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut imports = Vec::new();
        while input.peek(Token![use]) {
            let import: ItemUse = input.parse()?;
            let text = import.tree.span().source_text();
            imports.extend(text);
        }
        let attributes = input.call(Attribute::parse_outer)?;
        let attributes = attribute::read(&attributes)?;
        let first = Ident::parse_any(input)?;
        let (schema, ident) = if input.parse::<Option<Token![.]>>()?.is_some() {
            (Some(plain(&first)), Ident::parse_any(input)?)
        } else {
            (None, first)
        };
        let key = if input.peek(token::Paren) {
            let inside;
            parenthesized!(inside in input);
            let names =
                Punctuated::<Ident, Token![,]>::parse_terminated_with(&inside, Ident::parse_any)?;
            names.into_iter().collect()
        } else {
            // Diesel's own default.
            vec![Ident::new("id", ident.span())]
        };
        let inside;
        braced!(inside in input);
        let (columns, mut errors) = columns(inside.parse()?);
        if !input.is_empty() {
            return Err(input.error("expected nothing behind the columns"));
        }
        let rust_name = plain(&ident);
        let mut table = Table {
            name: TableName {
                name: attributes.sql_name.map_or_else(
                    || rust_name.clone(),
                    |name| without(schema.as_deref(), name),
                ),
                schema,
            },
            rust_name,
            primary_key: Vec::new(),
            columns,
            imports,
            docs: attributes.docs,
            place: Place::of(ident.span()),
        };
        let is_whole = errors.is_empty();
        for part in &key {
            let name = plain(part);
            match table.columns.iter().find(|column| column.rust_name == name) {
                Some(column) => table.primary_key.push(column.name.clone()),
                None if is_whole => errors.push(Misread {
                    place: Place::of(part.span()),
                    why: format!(
                        "expected a column of table `{}` in its primary key, there is no `{name}`",
                        table.rust_name
                    ),
                }),
                None => {}
            }
        }
        if key.is_empty() {
            errors.push(Misread {
                place: table.place,
                why: format!("expected a primary key of table `{}`", table.rust_name),
            });
        }
        Ok(Self { table, errors })
    }
}

/// The name in the database without the schema that it is written with.
fn without(schema: Option<&str>, sql_name: String) -> String {
    let Some(schema) = schema else {
        return sql_name;
    };
    let mut dots = sql_name.match_indices('.');
    let end = dots.find(|(at, _)| name::in_rust(&sql_name[..*at], None) == schema);
    match end {
        Some((at, _)) => sql_name[at + 1..].to_owned(),
        None => sql_name,
    }
}

/// Each column by itself, so that one slip does not hide another.
fn columns(all: TokenStream) -> (Vec<Column>, Vec<Misread>) {
    let mut columns: Vec<Column> = Vec::new();
    let mut errors = Vec::new();
    for tokens in between_commas(all) {
        match column.parse2(tokens) {
            Ok(column) => match columns.iter().find(|other| other.name == column.name) {
                None => columns.push(column),
                Some(first) => errors.push(Misread {
                    place: column.place,
                    why: format!(
                        "expected one column `{}`, there is one at {}",
                        column.name, first.place
                    ),
                }),
            },
            Err(error) => errors.extend(error.into_iter().map(Misread::from)),
        }
    }
    (columns, errors)
}

fn between_commas(all: TokenStream) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part: Vec<TokenTree> = Vec::new();
    let mut depth = 0_usize;
    let mut before = ' ';
    for tree in all {
        let mark = match &tree {
            TokenTree::Punct(mark) => mark.as_char(),
            _ => ' ',
        };
        match (mark, before) {
            ('<', _) => depth += 1,
            ('>', '-') => {}
            ('>', _) => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = mark;
        if mark == ',' && depth == 0 {
            parts.push(part.drain(..).collect());
        } else {
            part.push(tree);
        }
    }
    if !part.is_empty() {
        parts.push(part.into_iter().collect());
    }
    parts
}

fn column(input: ParseStream<'_>) -> syn::Result<Column> {
    let attributes = input.call(Attribute::parse_outer)?;
    let ident = Ident::parse_any(input)?;
    if !input.peek(Token![->]) {
        let why = format!("expected `{ident} -> Type`, and a comma behind it");
        return Err(syn::Error::new(ident.span(), why));
    }
    input.parse::<Token![->]>()?;
    let written: Type = input.parse()?;
    if !input.is_empty() {
        return Err(input.error("expected a comma"));
    }
    let attributes = attribute::read(&attributes)?;
    let rust_name = plain(&ident);
    Ok(Column {
        name: attributes.sql_name.unwrap_or_else(|| rust_name.clone()),
        rust_name,
        diesel_type: type_of::read(&written)?,
        max_length: attributes.max_length,
        docs: attributes.docs,
        place: Place::of(ident.span()),
    })
}
