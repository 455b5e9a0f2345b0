//! The macro `embed_migrations!`: a thin shell over `nca-migrations-core`.
//!
//! Internal to `nca-migrations`, which documents it and wraps it so that it works under whatever
//! name a crate gives to its dependency.

mod arguments;
mod directory;
mod expand;
mod tables;

use proc_macro::TokenStream;

/// Embeds a migrations directory. Called by `nca_migrations::embed_migrations!`, which passes the
/// path of its crate first.
#[proc_macro]
pub fn embed_migrations(input: TokenStream) -> TokenStream {
    expand::embed(input.into()).into()
}
