//! The type of a column.

use syn::{GenericArgument, PathArguments, Type};

use crate::diesel_schema::edited::module::DieselType;
use crate::diesel_schema::edited::type_name;

pub(super) fn read(written: &Type) -> syn::Result<DieselType> {
    let (name, of) = last(written)?;
    let Some(of) = of else {
        return Ok(DieselType {
            name: type_name::canonical(&name).to_owned(),
            nullable: false,
            array: false,
            unsigned: false,
        });
    };
    let inner = read(of)?;
    let is_plain = !inner.nullable && !inner.array && !inner.unsigned;
    match &*name {
        "Nullable" if !inner.nullable => Ok(DieselType {
            nullable: true,
            ..inner
        }),
        // An array of arrays is a type of its own in Rust, but not in a database.
        "Array" => Ok(DieselType {
            nullable: false,
            array: true,
            ..inner
        }),
        "Unsigned" if is_plain => Ok(DieselType {
            unsigned: true,
            ..inner
        }),
        "Range" | "Multirange" if is_plain => {
            let named = if name == "Range" {
                type_name::range(&inner.name)
            } else {
                type_name::multirange(&inner.name)
            };
            let named = named.ok_or_else(|| {
                let why =
                    format!("expected a type that PostgreSQL has a range of, found `{inner}`");
                syn::Error::new_spanned(of, why)
            })?;
            Ok(DieselType {
                name: named.to_owned(),
                ..inner
            })
        }
        _ => {
            let why = format!(
                "expected `Nullable`, `Array`, `Unsigned`, `Range` or `Multirange` around `{inner}`, found `{name}`"
            );
            Err(syn::Error::new_spanned(written, why))
        }
    }
}

/// The last name of a path, and what is in angle brackets behind it.
fn last(written: &Type) -> syn::Result<(String, Option<&Type>)> {
    const EXPECTED: &str = "expected a type of SQL, such as `Integer` or `Nullable<Text>`";
    let Type::Path(path) = written else {
        return Err(syn::Error::new_spanned(written, EXPECTED));
    };
    let Some(last) = path.path.segments.last() else {
        return Err(syn::Error::new_spanned(written, EXPECTED));
    };
    let name = last.ident.to_string();
    match &last.arguments {
        PathArguments::None => Ok((name, None)),
        PathArguments::AngleBracketed(arguments) if arguments.args.len() == 1 => {
            match arguments.args.first() {
                Some(GenericArgument::Type(of)) => Ok((name, Some(of))),
                _ => Err(syn::Error::new_spanned(arguments, EXPECTED)),
            }
        }
        other => Err(syn::Error::new_spanned(other, EXPECTED)),
    }
}
