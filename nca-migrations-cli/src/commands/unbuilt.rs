//! Commands that problems name and that a later version brings.

/// A command that is not in this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unbuilt {
    #[error(
        "this version has no `revision --autogenerate` yet: it cannot compare the chain with a schema\n\
         leave it out and write the scripts; `diesel migration generate --diff-schema` writes a first \
         draft meanwhile"
    )]
    Autogenerate,
}
