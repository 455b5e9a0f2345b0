//! The arguments of `#[nca_migrations::test]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Path, Token, Type, bracketed, parenthesized};

pub(super) struct Arguments {
    /// The runtime crate, as the caller calls it.
    pub(super) runtime: TokenStream,
    /// The chain.
    pub(super) migrations: Expr,
    /// Where in the chain the database is.
    pub(super) at: Option<LitStr>,
    pub(super) fixtures: Vec<LitStr>,
    /// What the function's type parameter stands for, one test each.
    pub(super) connections: Vec<Connection>,
}

/// One backend of several.
pub(super) struct Connection {
    /// `#[cfg(...)]`.
    pub(super) attributes: Vec<Attribute>,
    pub(super) connection: Type,
}

const EXPECTED: &str = "expected `migrations = ...`, `at = \"...\"`, `fixtures(\"...\")`, \
                        `connections = [...]` or `crate = ...`";

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut arguments = Self {
            runtime: quote!(::nca_migrations),
            migrations: syn::parse_quote!(MIGRATIONS),
            at: None,
            fixtures: Vec::new(),
            connections: Vec::new(),
        };
        let mut seen: Vec<String> = Vec::new();
        while !input.is_empty() {
            let Ok(name) = input.call(Ident::parse_any) else {
                return Err(input.error(EXPECTED));
            };
            let key = name.to_string();
            if seen.contains(&key) {
                let message = format!("`{key}` is given twice");
                return Err(syn::Error::new(name.span(), message));
            }
            match &*key {
                "fixtures" => arguments.fixtures = fixtures(input)?,
                "migrations" => {
                    input.parse::<Token![=]>()?;
                    arguments.migrations = input.parse()?;
                }
                "at" => {
                    input.parse::<Token![=]>()?;
                    arguments.at = Some(input.parse()?);
                }
                "connections" => {
                    input.parse::<Token![=]>()?;
                    arguments.connections = connections(input)?;
                }
                "crate" => {
                    input.parse::<Token![=]>()?;
                    let path = input.call(Path::parse_mod_style)?;
                    arguments.runtime = quote!(#path);
                }
                _ => {
                    let message = format!("unknown argument `{key}`: {EXPECTED}");
                    return Err(syn::Error::new(name.span(), message));
                }
            }
            seen.push(key);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(arguments)
    }
}

/// `("users", "../seed.sql")`, not empty.
fn fixtures(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    let list;
    let parenthesis = parenthesized!(list in input);
    let files = Punctuated::<LitStr, Token![,]>::parse_terminated(&list)?;
    if files.is_empty() {
        let message = "expected the names of SQL files: `fixtures(\"users\")` is `fixtures/users.sql` \
                       beside this file";
        return Err(syn::Error::new(parenthesis.span.join(), message));
    }
    Ok(files.into_iter().collect())
}

/// `[SqliteConnection, #[cfg(feature = "postgres")] PgConnection]`, not empty.
fn connections(input: ParseStream<'_>) -> syn::Result<Vec<Connection>> {
    let list;
    let bracket = bracketed!(list in input);
    let connections = Punctuated::<Connection, Token![,]>::parse_terminated(&list)?;
    if connections.is_empty() {
        let message =
            "expected at least one of `SqliteConnection`, `PgConnection`, `MysqlConnection`";
        return Err(syn::Error::new(bracket.span.join(), message));
    }
    Ok(connections.into_iter().collect())
}

impl Parse for Connection {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            connection: input.parse()?,
        })
    }
}
