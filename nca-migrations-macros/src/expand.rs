//! From a loaded directory to tokens.

use std::path::Path;

use nca_migrations_core::chain::{Revision, embedded};
use nca_migrations_core::digest::Digest;
use nca_migrations_core::source::{Form, Source};
use nca_migrations_core::{Demands, Loaded, draw, load};
use proc_macro2::{Literal, TokenStream};
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

/// The chain as constants in the form of [`embedded`], and every file that was read tracked by
/// rustc, so that an edit or a removal builds again.
fn table(arguments: &Arguments, loaded: &Loaded, schema: Option<&Path>) -> TokenStream {
    let runtime = &arguments.runtime;
    let revisions = &loaded.chain.revisions;
    let scripts = || revisions.iter().flat_map(|revision| &*revision.scripts);
    let sources = || loaded.files.iter().flat_map(|files| &files.scripts);

    let texts = sources().map(|source| text(source));
    let script_codes =
        Literal::byte_string(&scripts().map(embedded::encode_script).collect::<Vec<_>>());
    let script_digests = bytes_of(scripts().map(|script| script.digest));
    let script_calls = (0..scripts().count())
        .map(Literal::usize_unsuffixed)
        .map(|i| quote! { s(#i) });

    let chain_digests = bytes_of(revisions.iter().flat_map(digests));
    let mut first = (0, 0);
    let revision_calls = revisions.iter().map(|revision| {
        let call = revision_call(revision, first);
        first.0 += revision.scripts.len();
        first.1 += digests(revision).count();
        call
    });

    let lock = loaded
        .lock_source
        .iter()
        .map(|source| source.path.as_path());
    let metadata = loaded
        .files
        .iter()
        .map(|files| files.metadata.path.as_path());
    let reformed = sources()
        .filter(|source| source.form != Form::Normalised)
        .map(|source| source.path.as_path());
    let tracked = lock
        .chain(metadata)
        .chain(reformed)
        .chain(schema)
        .map(included);
    quote! {{
        use #runtime::__private::{Borrowed, Chain, None, Revision, Script, Some, embedded};
        const _: &[&str] = &[#(#tracked),*];
        const TEXTS: &[&str] = &[#(#texts),*];
        const SCRIPT_CODES: &[u8] = #script_codes;
        const SCRIPT_DIGESTS: &[u8] = #script_digests;
        const CHAIN_DIGESTS: &[u8] = #chain_digests;
        const fn s(i: usize) -> Script {
            embedded::script(SCRIPT_CODES[i], TEXTS[i], SCRIPT_DIGESTS, i)
        }
        const fn r(code: u8, name: &'static str, script: usize, digest: usize) -> Revision {
            embedded::revision((code, name), (SCRIPTS, script), (CHAIN_DIGESTS, digest), (None, None))
        }
        static SCRIPTS: &[Script] = &[#(#script_calls),*];
        static REVISIONS: &[Revision] = &[#(#revision_calls),*];
        static CHAIN: Chain = Chain { revisions: Borrowed(REVISIONS) };
        #runtime::EmbeddedMigrations::from_chain(&CHAIN)
    }}
}

/// The text of a script. What is not normalised on disk is embedded as the text that was hashed,
/// and tracked apart.
fn text(source: &Source) -> TokenStream {
    match source.form {
        Form::Normalised => included(&source.path),
        Form::Other | Form::Absent => Literal::string(&source.text).into_token_stream(),
    }
}

/// Names are checked to be UTF-8 when the directory is read; a root that is not shows up as a file
/// that rustc cannot find.
fn included(path: &Path) -> TokenStream {
    let path = Literal::string(&path.to_string_lossy());
    quote! { ::core::include_str!(#path) }
}

/// One literal for all, not 32 numbers for each.
fn bytes_of(digests: impl Iterator<Item = Digest>) -> Literal {
    let bytes: Vec<u8> = digests.flat_map(|digest| *digest.as_bytes()).collect();
    Literal::byte_string(&bytes)
}

fn digests(revision: &Revision) -> impl Iterator<Item = Digest> {
    let digests = revision.chain_digests;
    digests
        .dialects()
        .iter()
        .filter_map(move |dialect| digests.of(dialect))
}

fn revision_call(revision: &Revision, (script, digest): (usize, usize)) -> TokenStream {
    let code = Literal::u8_unsuffixed(embedded::encode_revision(revision));
    let name = revision.name.as_str();
    let [script, digest] = [script, digest].map(Literal::usize_unsuffixed);
    match (&revision.irreversible, &revision.lossy) {
        (None, None) => quote! { r(#code, #name, #script, #digest) },
        (irreversible, lossy) => {
            let [irreversible, lossy] = [irreversible, lossy].map(|reason| {
                let reason = reason.as_deref();
                reason.map_or_else(|| quote! { None }, |reason| quote! { Some(#reason) })
            });
            quote! {
                embedded::revision(
                    (#code, #name),
                    (SCRIPTS, #script),
                    (CHAIN_DIGESTS, #digest),
                    (#irreversible, #lossy),
                )
            }
        }
    }
}
