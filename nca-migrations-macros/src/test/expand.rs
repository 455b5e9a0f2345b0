//! From the function to a test.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, Expr, FnArg, GenericParam, ItemFn, LitStr, Type};

use super::arguments::{Arguments, Connection};

/// The function stays as it is, inside of the test.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let Ok(function) = syn::parse2::<ItemFn>(item.clone()) else {
        let message = "`nca_migrations::test` makes tests of functions alone";
        let error = Error::new(Span::call_site(), message).into_compile_error();
        return quote!(#item #error);
    };
    let expanded = syn::parse2(arguments).and_then(|arguments| {
        check(&function, &arguments)?;
        tests(&function, &arguments)
    });
    // What is wrong with the attribute is one error: without the function, what uses it would be another.
    expanded.unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote!(#error #[allow(dead_code)] #function)
    })
}

fn check(function: &ItemFn, arguments: &Arguments) -> syn::Result<()> {
    let signature = &function.sig;
    if let Some(token) = &signature.asyncness {
        let message = "an `async` test is not supported: take a `TestDatabase`, connect to its `url()`, and \
                       start the runtime in the test";
        return Err(Error::new(token.span(), message));
    }
    if let Some(attribute) = function
        .attrs
        .iter()
        .find(|attribute| is(attribute, "test"))
    {
        let message = "`#[test]` is in the way: `nca_migrations::test` makes a test of the function by itself";
        return Err(Error::new(attribute.span(), message));
    }
    if signature.inputs.is_empty() {
        let message = "expected an argument that the database is given to, such as \
                       `conn: &mut SqliteConnection`; a test without one is a plain `#[test]`";
        return Err(Error::new(signature.paren_token.span.join(), message));
    }
    if let Expr::Lit(literal) = &arguments.migrations {
        let message = "expected the chain, such as `crate::MIGRATIONS`, which `embed_migrations!` makes of a directory";
        return Err(Error::new(literal.span(), message));
    }
    let parameters = &signature.generics.params;
    match (&*arguments.connections, parameters.len()) {
        ([], 0) => Ok(()),
        ([], _) => {
            let message = "for a function with a type parameter the attribute says what it stands for: \
                           `connections = [SqliteConnection, PgConnection]`";
            Err(Error::new(parameters.span(), message))
        }
        (_, 1) if matches!(parameters.first(), Some(GenericParam::Type(_))) => Ok(()),
        _ => {
            let message = "expected one type parameter, which stands for each of `connections` in turn: \
                           `fn name<C>(conn: &mut C)`";
            Err(Error::new(signature.ident.span(), message))
        }
    }
}

/// One test, or one for each of several backends.
fn tests(function: &ItemFn, arguments: &Arguments) -> syn::Result<TokenStream> {
    let name = &function.sig.ident;
    let Some(GenericParam::Type(parameter)) = function.sig.generics.params.first() else {
        return test(function, arguments, name, &[], &TokenStream::new());
    };
    // In each it is another type: Diesel's bounds on a query differ for each backend.
    let mut function = function.clone();
    function.sig.generics = syn::Generics::default();
    let parameter = &parameter.ident;
    let tests = arguments.connections.iter().map(|each| {
        let Connection {
            attributes,
            connection,
        } = each;
        let name = format_ident!("{name}_{}", backend(connection)?, span = name.span());
        let alias = quote!(type #parameter = #connection;);
        test(&function, arguments, &name, attributes, &alias)
    });
    tests.collect()
}

/// `sqlite` of `diesel::SqliteConnection`.
fn backend(connection: &Type) -> syn::Result<&'static str> {
    let last = match connection {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let last = last.map(|segment| segment.ident.to_string());
    match last.as_deref() {
        Some("SqliteConnection") => Ok("sqlite"),
        Some("PgConnection") => Ok("postgres"),
        Some("MysqlConnection") => Ok("mysql"),
        _ => {
            let message = "expected `SqliteConnection`, `PgConnection` or `MysqlConnection`";
            Err(Error::new(connection.span(), message))
        }
    }
}

fn test(
    function: &ItemFn,
    arguments: &Arguments,
    name: &Ident,
    attributes: &[Attribute],
    alias: &TokenStream,
) -> syn::Result<TokenStream> {
    let Arguments {
        runtime,
        migrations,
        at,
        fixtures,
        ..
    } = arguments;
    let types: Vec<_> = (function.sig.inputs.iter())
        .map(taken)
        .collect::<syn::Result<_>>()?;
    let first = &types[0].0;
    let at = at.as_ref().map_or_else(
        || quote!(::core::option::Option::None),
        |at| quote!(::core::option::Option::Some(#at)),
    );
    let fixtures = fixtures.iter().map(|file| fixture(runtime, file));
    let names: Vec<_> = (0..types.len())
        .map(|n| format_ident!("argument_{n}"))
        .collect();
    let made = types.iter().zip(&names).map(|((taken, _), name)| {
        quote_spanned! { taken.span() =>
            let #name = <#taken as #runtime::testing::Argument>::of(&database)?;
        }
    });
    let given = types.iter().zip(&names).map(|((_, how), name)| match how {
        How::Mutably => quote!(&mut #name),
        How::Shared => quote!(&#name),
        How::Whole => quote!(#name),
    });
    let bound = types.iter().zip(&names).map(|((_, how), name)| {
        let mutable = matches!(how, How::Mutably).then(|| quote!(mut));
        quote!(#mutable #name)
    });
    // A test that is to panic must not pass because there is no database.
    let unavailable = if function
        .attrs
        .iter()
        .any(|attribute| is(attribute, "should_panic"))
    {
        quote! {{
            ::std::eprintln!("{error}");
            return;
        }}
    } else {
        quote!(::core::panic!("{error}"))
    };
    let inner = {
        let mut inner = function.clone();
        inner.attrs.clear();
        inner
    };
    let (called, output) = (&function.sig.ident, &function.sig.output);
    let (own, visibility) = (&function.attrs, &function.vis);
    Ok(quote! {
        #(#attributes)*
        #(#own)*
        #[::core::prelude::v1::test]
        #visibility fn #name() #output {
            #alias
            #inner
            let made = (|| -> ::core::result::Result<_, #runtime::testing::TestError> {
                let database = #runtime::__private::test_database::<
                    <#first as #runtime::testing::Argument>::Connection, _
                >(&#migrations, #at, &[#(#fixtures),*])?;
                #(#made)*
                ::core::result::Result::Ok((database, #(#names),*))
            })();
            // In this order: the database goes after what is connected to it.
            let (_database, #(#bound),*) = match made {
                ::core::result::Result::Ok(made) => made,
                ::core::result::Result::Err(error) => #unavailable,
            };
            #called(#(#given),*)
        }
    })
}

enum How {
    /// `&mut T`
    Mutably,
    /// `&T`
    Shared,
    /// `T`
    Whole,
}

/// What an argument takes, without the reference.
fn taken(argument: &FnArg) -> syn::Result<(Type, How)> {
    match argument {
        FnArg::Receiver(receiver) => {
            let message =
                "a test is no method: expected an argument such as `conn: &mut SqliteConnection`";
            Err(Error::new(receiver.span(), message))
        }
        FnArg::Typed(argument) if is_text(&argument.ty) => {
            let message = "for the URL, take the database: `database: &TestDatabase<PgConnection>` has it as \
                           `database.url()`, and is dropped after the test";
            Err(Error::new(argument.ty.span(), message))
        }
        FnArg::Typed(argument) => Ok(match &*argument.ty {
            Type::Reference(reference) => {
                let how = match reference.mutability {
                    Some(_) => How::Mutably,
                    None => How::Shared,
                };
                ((*reference.elem).clone(), how)
            }
            other => (other.clone(), How::Whole),
        }),
    }
}

fn is_text(taken: &Type) -> bool {
    match taken {
        Type::Reference(reference) => is_text(&reference.elem),
        Type::Path(path) => path.path.is_ident("str") || path.path.is_ident("String"),
        _ => false,
    }
}

/// `users` is `fixtures/users.sql` beside the test's file; what has a `/` in it is a path from there.
fn fixture(runtime: &TokenStream, file: &LitStr) -> TokenStream {
    let name = file.value();
    let directory = if name.contains('/') { "" } else { "fixtures/" };
    let name = name.strip_suffix(".sql").unwrap_or(&name);
    let path = format!("{directory}{name}.sql");
    let path = LitStr::new(&path, file.span());
    quote_spanned! { file.span() =>
        #runtime::testing::Fixture::new(#path, ::core::include_str!(#path))
    }
}

fn is(attribute: &Attribute, name: &str) -> bool {
    attribute.path().is_ident(name)
}
