//! From a loaded directory to tokens.

use std::path::Path;

use nca_migrations_core::{Demands, Loaded, draw, load};
use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use crate::arguments::Arguments;
use crate::directory::{self, Located, Watch};
use crate::tables;

pub(crate) fn embed(input: TokenStream) -> TokenStream {
    let arguments: Arguments = match syn::parse2(input) {
        Ok(arguments) => arguments,
        Err(error) => return error.into_compile_error(),
    };
    match located(&arguments) {
        Ok(places) => expand(&arguments, places),
        Err(message) => failed(&arguments, [message]),
    }
}

/// What the arguments name.
struct Places {
    directory: Located,
    watch: Watch,
    schema: Option<Located>,
}

fn located(arguments: &Arguments) -> Result<Places, String> {
    let crate_dir = directory::of_crate()?;
    let given = |path: &syn::LitStr| directory::given(&crate_dir, &path.value());
    let directory = match &arguments.path {
        Some(path) => given(path),
        None => directory::nearest(&crate_dir)?,
    };
    Ok(Places {
        watch: directory::watch(&crate_dir, &directory.path),
        directory,
        schema: arguments.schema.as_ref().map(given),
    })
}

fn expand(arguments: &Arguments, places: Places) -> TokenStream {
    let Places {
        directory,
        watch,
        schema,
    } = places;
    let schema_file = schema.as_ref().map(|schema| schema.path.clone());
    let demands = Demands {
        serves: None,
        backends: arguments.backends,
        verified: arguments.verified,
        schema: schema.map(|schema| (schema.path, schema.shown)),
    };
    let loaded = load(&directory.path, &directory.shown, &demands);
    if loaded.problems.is_empty() {
        table(arguments, &loaded, watch, schema_file.as_deref())
    } else {
        failed(
            arguments,
            loaded.problems.iter().map(draw::for_compile_error),
        )
    }
}

/// One error for each message, and an empty chain so that nothing follows from them.
fn failed(arguments: &Arguments, messages: impl IntoIterator<Item = String>) -> TokenStream {
    let runtime = &arguments.runtime;
    let span = arguments.span();
    let errors = messages.into_iter().map(|message| {
        let message = Literal::string(&message);
        quote_spanned! { span => ::core::compile_error! { #message } }
    });
    quote! {{
        #(#errors)*
        #runtime::EmbeddedMigrations::EMPTY
    }}
}

/// The chain as constants, and every file that was read tracked, so that an edit or a removal
/// builds again.
fn table(
    arguments: &Arguments,
    loaded: &Loaded,
    watch: Watch,
    schema: Option<&Path>,
) -> TokenStream {
    let runtime = &arguments.runtime;
    let tables = tables::of(loaded, watch);
    let tracked = tables::tracked(loaded, watch, schema);
    let includes = watch == Watch::Nobody || schema.is_some();
    let include = includes.then(|| quote! { use #runtime::__private::include; });
    quote! {{
        use #runtime::__private::{Chain, Tables};
        #include
        const _: &[&str] = #tracked;
        static TABLES: Tables = Tables #tables;
        static CHAIN: Chain = Chain::embedded(&TABLES);
        #runtime::EmbeddedMigrations::from_chain(&CHAIN)
    }}
}
