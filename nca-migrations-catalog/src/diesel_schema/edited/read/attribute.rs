//! What the attributes of a table or a column say.

use syn::{Attribute, Expr, Lit, Meta};

/// What the attributes of a table or a column say.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) sql_name: Option<String>,
    pub(super) max_length: Option<u64>,
    pub(super) docs: Option<String>,
}

pub(super) fn read(attributes: &[Attribute]) -> syn::Result<Attributes> {
    let mut all = Attributes::default();
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else {
            continue;
        };
        if meta.path.is_ident("sql_name") {
            all.sql_name = Some(text(&meta.value)?);
        } else if meta.path.is_ident("max_length") {
            all.max_length = Some(number(&meta.value)?);
        } else if meta.path.is_ident("doc") {
            let line = text(&meta.value)?;
            let line = line.strip_prefix(' ').unwrap_or(&line);
            match &mut all.docs {
                None => all.docs = Some(line.to_owned()),
                Some(docs) => {
                    docs.push('\n');
                    docs.push_str(line);
                }
            }
        }
    }
    Ok(all)
}

fn text(value: &Expr) -> syn::Result<String> {
    if let Expr::Lit(literal) = value
        && let Lit::Str(text) = &literal.lit
    {
        return Ok(text.value());
    }
    Err(syn::Error::new_spanned(value, "expected a string"))
}

fn number(value: &Expr) -> syn::Result<u64> {
    if let Expr::Lit(literal) = value
        && let Lit::Int(number) = &literal.lit
    {
        return number.base10_parse();
    }
    Err(syn::Error::new_spanned(value, "expected a whole number"))
}
