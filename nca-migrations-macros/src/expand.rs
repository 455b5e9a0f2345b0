//! From a loaded directory to tokens.

use std::path::Path;
use std::sync::Arc;

use nca_migrations_core::chain::{Direction, Revision, Script};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;
use nca_migrations_core::source::{Form, Source};
use nca_migrations_core::{Demands, Loaded, RevisionFiles, draw, load};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};

use crate::arguments::Arguments;
use crate::directory::{self, Located};

pub(crate) fn embed(input: TokenStream) -> TokenStream {
    let arguments: Arguments = match syn::parse2(input) {
        Ok(arguments) => arguments,
        Err(error) => return error.into_compile_error(),
    };
    match located(&arguments) {
        Ok((directory, schema)) => expand(&arguments, &directory, schema),
        Err(message) => failed(&arguments, [message]),
    }
}

fn located(arguments: &Arguments) -> Result<(Located, Option<Located>), String> {
    let crate_dir = directory::of_crate()?;
    let given = |path: &syn::LitStr| directory::given(&crate_dir, &path.value());
    let directory = match &arguments.path {
        Some(path) => given(path),
        None => directory::nearest(&crate_dir)?,
    };
    Ok((directory, arguments.schema.as_ref().map(given)))
}

fn expand(arguments: &Arguments, directory: &Located, schema: Option<Located>) -> TokenStream {
    let schema_file = schema.as_ref().map(|schema| schema.path.clone());
    let demands = Demands {
        backends: arguments.backends,
        verified: arguments.verified,
        schema: schema.map(|schema| (schema.path, schema.shown)),
    };
    let loaded = load(&directory.path, &directory.shown, &demands);
    if loaded.problems.is_empty() {
        table(arguments, &loaded, schema_file.as_deref())
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

/// The chain as one table of constants, and every file that was read tracked by rustc, so that an
/// edit or a removal builds again.
///
/// Struct literals all the way down: only they make what `&[...]` refers to live for ever.
fn table(arguments: &Arguments, loaded: &Loaded, schema: Option<&Path>) -> TokenStream {
    let runtime = &arguments.runtime;
    let revisions = loaded
        .chain
        .revisions
        .iter()
        .zip(&loaded.files)
        .map(|(revision, files)| revision_tokens(revision, files));
    let lock = loaded
        .lock_source
        .iter()
        .map(|source| source.path.as_path());
    let metadata = loaded
        .files
        .iter()
        .map(|files| files.metadata.path.as_path());
    let reformed = loaded
        .files
        .iter()
        .flat_map(|files| &files.scripts)
        .filter(|script| script.form != Form::Normalised)
        .map(|script| script.path.as_path());
    let tracked = lock
        .chain(metadata)
        .chain(reformed)
        .chain(schema)
        .map(track);
    quote! {{
        use #runtime::__private::{
            Borrowed, Chain, Dialect, Dialects, Digest, Direction, Revision, RevisionName, Script,
        };
        #(#tracked)*
        static CHAIN: Chain = Chain { revisions: Borrowed(&[#(#revisions),*]) };
        #runtime::EmbeddedMigrations::from_chain(&CHAIN)
    }}
}

fn track(path: &Path) -> TokenStream {
    let path = path_literal(path);
    quote! { const _: &[u8] = ::core::include_bytes!(#path); }
}

fn revision_tokens(revision: &Revision, files: &RevisionFiles) -> TokenStream {
    let name = revision.name.as_str();
    let in_transaction = revision.run_in_transaction;
    let irreversible = optional(revision.irreversible.as_deref());
    let lossy = optional(revision.lossy.as_deref());
    let scripts = revision
        .scripts
        .iter()
        .zip(&files.scripts)
        .map(|(script, source)| script_tokens(script, source));
    let digests = revision.chain_digests.iter().map(|(dialect, digest)| {
        let (dialect, digest) = (dialect_tokens(*dialect), digest_tokens(*digest));
        quote! { (#dialect, #digest) }
    });
    quote! {
        Revision {
            name: RevisionName::embedded(#name),
            run_in_transaction: #in_transaction,
            irreversible: #irreversible,
            lossy: #lossy,
            scripts: Borrowed(&[#(#scripts),*]),
            chain_digests: Borrowed(&[#(#digests),*]),
        }
    }
}

fn script_tokens(script: &Script, source: &Arc<Source>) -> TokenStream {
    let direction = match script.direction {
        Direction::Up => quote! { Direction::Up },
        Direction::Down => quote! { Direction::Down },
    };
    let dialects = script
        .dialects
        .iter()
        .fold(quote! { Dialects::NONE }, |set, dialect| {
            let dialect = dialect_tokens(dialect);
            quote! { #set.with(#dialect) }
        });
    let file = &*script.file;
    // What is not normalised on disk is embedded as the text that was hashed, and tracked apart.
    let text = match source.form {
        Form::Normalised => {
            let path = path_literal(&source.path);
            quote! { ::core::include_str!(#path) }
        }
        Form::Other | Form::Absent => Literal::string(&source.text).into_token_stream(),
    };
    let digest = digest_tokens(script.digest);
    quote! {
        Script {
            direction: #direction,
            dialects: #dialects,
            file: Borrowed(#file),
            text: Borrowed(#text),
            digest: #digest,
        }
    }
}

fn dialect_tokens(dialect: Dialect) -> TokenStream {
    let variant = match dialect {
        Dialect::Sqlite => "Sqlite",
        Dialect::Postgres => "Postgres",
        Dialect::Mysql => "Mysql",
        other => unreachable!("core has a dialect that the macro does not know: {other}"),
    };
    let variant = Ident::new(variant, Span::call_site());
    quote! { Dialect::#variant }
}

/// One literal, not 32 numbers.
fn digest_tokens(digest: Digest) -> TokenStream {
    let bytes = Literal::byte_string(digest.as_bytes());
    quote! { Digest::from_bytes(*#bytes) }
}

fn optional(text: Option<&str>) -> TokenStream {
    text.map_or_else(
        || quote! { ::core::option::Option::None },
        |text| quote! { ::core::option::Option::Some(Borrowed(#text)) },
    )
}

/// Names are checked to be UTF-8 when the directory is read; a root that is not shows up as a file
/// that rustc cannot find.
fn path_literal(path: &Path) -> Literal {
    Literal::string(&path.to_string_lossy())
}
