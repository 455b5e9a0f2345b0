//! A chain as constants.
//!
//! Long lists are written as text, of which the compiler's own lexer makes tokens: this code is not
//! optimised where it runs, the lexer is.

use std::fmt::{self, Display, Write as _};
use std::path::Path;

use nca_migrations_core::Loaded;
use nca_migrations_core::chain::tables::{self, Encoded};
use nca_migrations_core::source::{Form, Source};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::directory::Watch;

/// The fields of `Tables`, in braces.
pub(crate) fn of(loaded: &Loaded, watch: Watch) -> TokenStream {
    let Encoded {
        in_transaction,
        first_scripts,
        irreversible,
        lossy,
        digest_dialects,
        chain_digests,
        script_codes,
        script_digests,
        engines,
        fingerprints,
    } = tables::encode(&loaded.chain);
    let names = list(
        loaded
            .chain
            .iter()
            .map(|revision| Quoted(revision.name.to_string())),
    );
    let first_scripts = list(first_scripts.iter());
    let texts = list(scripts(loaded).map(|source| Text { source, watch }));
    let reasons = |reasons: Vec<_>| {
        list(
            reasons
                .into_iter()
                .map(|(at, why): (usize, _)| Pair(at, Quoted(why))),
        )
    };
    let (irreversible, lossy) = (reasons(irreversible), reasons(lossy));
    let in_transaction = Literal::byte_string(&in_transaction);
    let chain_digests = Literal::byte_string(&chain_digests);
    let script_codes = Literal::byte_string(&script_codes);
    let script_digests = Literal::byte_string(&script_digests);
    let engines = list(
        engines
            .into_iter()
            .map(|(dialect, major)| Pair(dialect, Quoted(major))),
    );
    let fingerprints = Literal::byte_string(&fingerprints);
    let catalogs = catalogs(loaded, watch);
    quote! {{
        names: #names,
        in_transaction: #in_transaction,
        first_scripts: #first_scripts,
        irreversible: #irreversible,
        lossy: #lossy,
        digest_dialects: #digest_dialects,
        chain_digests: #chain_digests,
        texts: #texts,
        script_codes: #script_codes,
        script_digests: #script_digests,
        engines: #engines,
        fingerprints: #fingerprints,
        catalogs: #catalogs,
    }}
}

fn catalogs(loaded: &Loaded, watch: Watch) -> TokenStream {
    let catalogs = loaded.catalogs.iter().filter_map(|(dialect, source)| {
        let index = loaded.chain.catalog_text(*dialect)?.index;
        let text = Text { source, watch };
        Some(format!("({}, {index}, {text})", *dialect as u8))
    });
    list(catalogs)
}

/// The files that rustc is told of beside those that [`of`] includes: the lock file, metadata,
/// scripts that are embedded in another form than they have on disk, and the schema module. Where
/// a build script watches the directory, the schema module alone.
pub(crate) fn tracked(loaded: &Loaded, watch: Watch, schema: Option<&Path>) -> TokenStream {
    let lock = loaded.lock_source.iter().map(|source| &*source.path);
    let metadata = loaded.files.iter().map(|files| &*files.metadata.path);
    let reformed = scripts(loaded)
        .filter(|source| source.form != Form::Normalised)
        .map(|source| &*source.path);
    let files: Vec<&Path> = match watch {
        Watch::Nobody => lock.chain(metadata).chain(reformed).collect(),
        Watch::BuildScript => Vec::new(),
    };
    list(files.into_iter().chain(schema).map(Included))
}

fn scripts(loaded: &Loaded) -> impl Iterator<Item = &Source> {
    loaded
        .files
        .iter()
        .flat_map(|files| &files.scripts)
        .map(|source| &**source)
}

/// A slice of `items`. Made as text.
fn list(items: impl Iterator<Item: Display>) -> TokenStream {
    let mut text = String::from("&[");
    for item in items {
        // Writing to a string does not fail.
        let _ = write!(text, "{item},");
    }
    text.push(']');
    text.parse()
        .unwrap_or_else(|error| unreachable!("the macro wrote what is not Rust: {error}"))
}

/// A string literal.
struct Quoted<T>(T);

impl<T: AsRef<str>> Display for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0.as_ref())
    }
}

struct Pair<N, T>(N, T);

impl<N: Display, T: Display> Display for Pair<N, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},{})", self.0, self.1)
    }
}

/// The content of a file. A root that is not UTF-8 shows up as a file that rustc cannot find.
struct Included<'a>(&'a Path);

impl Display for Included<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "include!({})", Quoted(self.0.to_string_lossy()))
    }
}

/// The text of a script: a file that rustc reads and tracks, or the text that was hashed, where the
/// file has another form or rustc need not track it.
struct Text<'a> {
    source: &'a Source,
    watch: Watch,
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.source.form, self.watch) {
            (Form::Normalised, Watch::Nobody) => Included(&self.source.path).fmt(f),
            _ => Quoted(&*self.source.text).fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use nca_tests::{C, Fixture};

    use super::*;

    #[test]
    fn what_is_written_for_a_chain() {
        let fixture = Fixture::sound();
        let last = "2026-01-04-000000_the end";
        let metadata = format!("parent = \"{C}\"\nrun_in_transaction = false\n");
        fixture.write(
            &format!("{last}/metadata.toml"),
            metadata + "irreversible = \"no \\\"way\\\" back\"\n",
        );
        fixture.write(
            &format!("{last}/up.sql"),
            "SELECT 'not normalised';\r\n\r\n",
        );
        fixture.lock();
        let loaded = fixture.load();
        let schema = fixture.root().join("schema.rs");
        let written = format!(
            "{}\n\n{}",
            of(&loaded, Watch::Nobody),
            tracked(&loaded, Watch::Nobody, Some(&schema))
        );
        let written = written.replace(&*fixture.root().to_string_lossy(), "<root>");
        insta::assert_snapshot!(written.replace(" , ", ",\n"));
    }
}
