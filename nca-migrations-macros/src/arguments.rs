//! The arguments of `embed_migrations!`.

use nca_migrations_core::dialect::{Dialect, Dialects};
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed};

pub(crate) struct Arguments {
    /// The runtime crate, as the caller can name it.
    pub(crate) runtime: TokenStream,
    /// The migrations directory, relative to the crate.
    pub(crate) path: Option<LitStr>,
    pub(crate) backends: Option<Dialects>,
    pub(crate) verified: Dialects,
    pub(crate) schema: Option<LitStr>,
}

const EXPECTED: &str = "expected `backends = [...]`, `verified = [...]` or `schema = \"...\"`";

impl Arguments {
    /// Where problems are reported: at the path, else at the call.
    pub(crate) fn span(&self) -> Span {
        self.path
            .as_ref()
            .map_or_else(Span::call_site, LitStr::span)
    }
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let runtime;
        bracketed!(runtime in input);
        let mut arguments = Self {
            runtime: runtime.parse()?,
            path: None,
            backends: None,
            verified: Dialects::NONE,
            schema: None,
        };
        if input.peek(LitStr) {
            let path: LitStr = input.parse()?;
            if path.value().trim().is_empty() {
                let message = "expected the path of the migrations directory, or no argument for \
                               the nearest `migrations`";
                return Err(syn::Error::new(path.span(), message));
            }
            arguments.path = Some(path);
            comma(input)?;
        }
        let mut seen: Vec<String> = Vec::new();
        while !input.is_empty() {
            let Ok(name) = input.call(Ident::parse_any) else {
                return Err(input.error(format!("{EXPECTED}; a path comes first, in quotes")));
            };
            let key = name.to_string();
            if !["backends", "verified", "schema"].contains(&&*key) {
                let message = format!("unknown argument `{key}`: {EXPECTED}");
                return Err(syn::Error::new(name.span(), message));
            }
            if seen.contains(&key) {
                return Err(syn::Error::new(
                    name.span(),
                    format!("`{key}` is given twice"),
                ));
            }
            input.parse::<Token![=]>()?;
            match &*key {
                "backends" => arguments.backends = Some(dialects(input)?),
                "verified" => arguments.verified = dialects(input)?,
                _ => arguments.schema = Some(input.parse()?),
            }
            seen.push(key);
            comma(input)?;
        }
        Ok(arguments)
    }
}

fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

/// `[sqlite, postgres]`, not empty.
fn dialects(input: ParseStream<'_>) -> syn::Result<Dialects> {
    let list;
    let bracket = bracketed!(list in input);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated(&list)?;
    if names.is_empty() {
        let message = "expected at least one of `sqlite`, `postgres`, `mysql`";
        return Err(syn::Error::new(bracket.span.join(), message));
    }
    names
        .iter()
        .map(|name| {
            let parsed: Result<Dialect, _> = name.to_string().parse();
            parsed.map_err(|error| syn::Error::new(name.span(), error))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn an_empty_path_is_refused() {
        for path in ["", "  "] {
            let error = syn::parse_str::<Arguments>(&format!("[::runtime] {path:?}"));
            let error = error.err().unwrap().to_string();
            assert!(error.starts_with("expected the path"), "{error}");
        }
        let arguments = syn::parse_str::<Arguments>("[::runtime] \"db\"").unwrap();
        assert_eq!(arguments.path.unwrap().value(), "db");
    }
}
