//! What can be wrong with a migrations directory.

use crate::chain::Direction;
use crate::check::Finding;
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::lock::Side;
use crate::name::BadName;
use crate::problem::Code;

/// What is wrong, with what a message needs to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "each variant's documentation says what its fields hold"
)]
pub enum Kind {
    /// The migrations directory is missing or not a directory.
    DirectoryMissing { why: NoDirectory, error: String },
    /// A file or directory exists and cannot be read.
    Unreadable { name: String, error: String },
    /// A symbolic link points to nothing.
    DanglingLink { name: String, target: String },
    /// A file is not UTF-8; `line` is where it stops being so.
    NotUtf8 { name: String, byte: u8 },
    /// A file or directory that nothing reads; `known` is the name that was probably meant.
    StrayFile { name: String, known: Option<String> },
    /// A directory that holds only directories, as where each backend has a chain of its own.
    OnlyDirectories { name: String },
    /// A migration directory without any file.
    EmptyDirectory { migration: String },
    /// A directory's name has no usable version.
    BadName { name: String, why: BadName },
    /// Two directories have the same version.
    DuplicateVersion {
        version: String,
        migration: String,
        other: String,
    },
    /// A git merge left conflict markers in a script or in metadata.
    MergeConflict { name: String },

    /// No up script for these dialects; `all` when for none of those served.
    MissingUp {
        migration: String,
        dialects: Dialects,
        served: Dialects,
    },
    /// No down script, and not declared irreversible.
    MissingDown {
        migration: String,
        dialects: Dialects,
        served: Dialects,
    },
    /// Declared irreversible, but there is a down script.
    DownDespiteIrreversible { migration: String },

    /// No `metadata.toml`.
    MetadataMissing {
        migration: String,
        parent: Option<String>,
    },
    /// `metadata.toml` is not TOML.
    MetadataSyntax { migration: String, error: String },
    /// A key that nothing reads.
    MetadataUnknownKey {
        migration: String,
        key: String,
        known: Option<&'static str>,
    },
    /// A value of the wrong type.
    MetadataType {
        migration: String,
        key: &'static str,
        expected: MetadataType,
        found: String,
    },
    /// A key that must be there is not.
    MetadataKeyMissing {
        migration: String,
        key: &'static str,
    },
    /// A reason that says nothing.
    MetadataEmptyReason {
        migration: String,
        key: &'static str,
    },

    /// The parent is no migration here.
    UnknownParent {
        migration: String,
        parent: String,
        nearest: Option<String>,
    },
    /// A migration names itself as its parent; `locked` is the parent that the lock file has.
    SelfParent {
        migration: String,
        locked: Option<String>,
    },
    /// Migrations that are each other's ancestors, in parent order; `locked` is the other parent
    /// that the lock file has for the first.
    Cycle {
        migrations: Vec<String>,
        locked: Option<String>,
    },
    /// More than one migration starts the chain; `locked` is the other parent that the lock file
    /// has for the first.
    TwoBases {
        migrations: Vec<String>,
        locked: Option<String>,
    },
    /// More than one migration follows the same parent. `tip` is the last of the line that was
    /// there first.
    Fork {
        parent: String,
        migrations: Vec<String>,
        tip: String,
    },
    /// A migration's version does not come after its parent's.
    VersionOrder {
        migration: String,
        version: String,
        parent: String,
        parent_version: String,
    },

    /// Something in a script's text.
    Script {
        finding: Finding,
        script: String,
        dialects: Dialects,
        served: Dialects,
    },

    /// There is no lock file.
    LockMissing,
    /// A git merge left conflict markers in the lock file.
    LockConflict { sides: [Side; 2] },
    /// A line that the lock file must begin with is not there.
    LockHeaderMissing { line: &'static str },
    /// The lock file has no line at all.
    LockEmpty,
    /// The lock file is of a later format than `known`.
    LockFormat { format: u32, known: u32 },
    /// A line of the lock file that cannot be understood.
    LockSyntax { line: String, expected: String },
    /// Migrations that the lock file does not hold.
    NotLocked { migrations: Vec<String> },
    /// A migration that the lock file holds is gone, or has been renamed.
    LockedGone {
        migration: String,
        renamed_to: Option<String>,
    },
    /// A script is not the one that was locked.
    ScriptEdited {
        script: String,
        migration: String,
        direction: Direction,
        locked: Digest,
        found: Digest,
    },
    /// A locked migration's parent is not the one that was locked.
    ParentChanged {
        migration: String,
        locked: String,
        found: String,
    },
    /// A migration has a script that was not locked, or lacks one that was.
    ScriptSetChanged {
        migration: String,
        added: Vec<String>,
        removed: Vec<String>,
    },

    /// The text of a catalog is not the one that was pinned, or is not there.
    CatalogChanged {
        engine: Dialect,
        file: String,
        locked: Digest,
        found: Option<Digest>,
    },

    /// The build demands a receipt that is not there or is for other bytes.
    ReceiptMissing {
        engine: Dialect,
        missing: Vec<String>,
        stale: Vec<String>,
    },
    /// The build demands a schema module, and there is none.
    SchemaMissing { file: String },
    /// The build demands a schema module, and none is pinned.
    SchemaNotPinned { file: String },
    /// The schema module is not the one that was pinned.
    SchemaStale {
        file: String,
        locked: Digest,
        found: Digest,
    },
    /// The schema module is the one that was pinned, for a chain that has changed since.
    SchemaOfAnotherChain { file: String },
    /// The build asks for backends that the chain does not serve.
    BackendNotServed { wanted: Dialects, served: Dialects },
}

/// Why the migrations directory cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoDirectory {
    /// Nothing is there.
    NotFound,
    /// Something else is there.
    NotADirectory,
    /// It may not be read.
    Denied,
    /// Whatever else the system says.
    Other,
}

/// The type of a metadata value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetadataType {
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
}

impl Kind {
    /// The stable code.
    pub fn code(&self) -> Code {
        Code(match self {
            Self::DirectoryMissing { .. } => 101,
            Self::Unreadable { .. } => 102,
            Self::DanglingLink { .. } => 103,
            Self::NotUtf8 { .. } => 104,
            Self::StrayFile { .. } | Self::OnlyDirectories { .. } => 105,
            Self::EmptyDirectory { .. } => 106,
            Self::BadName { .. } => 107,
            Self::DuplicateVersion { .. } => 108,
            Self::MergeConflict { .. } => 109,
            Self::MissingUp { .. } => 201,
            Self::MissingDown { .. } => 202,
            Self::DownDespiteIrreversible { .. } => 203,
            Self::MetadataMissing { .. } => 301,
            Self::MetadataSyntax { .. } => 302,
            Self::MetadataUnknownKey { .. } => 303,
            Self::MetadataType { .. } => 304,
            Self::MetadataKeyMissing { .. } => 305,
            Self::MetadataEmptyReason { .. } => 306,
            Self::UnknownParent { .. } => 401,
            Self::SelfParent { .. } => 402,
            Self::Cycle { .. } => 403,
            Self::TwoBases { .. } => 404,
            Self::Fork { .. } => 405,
            Self::VersionOrder { .. } => 406,
            Self::Script { finding, .. } => match finding {
                Finding::Unterminated(_) => 501,
                Finding::Empty => 502,
                Finding::TransactionControl { .. } => 503,
                Finding::NotInTransaction { .. } => 504,
                Finding::ForeignKeysPragma => 505,
                Finding::ClientCommand { .. } => 506,
                Finding::CopyStream => 507,
                Finding::HistoryTable { .. } => 508,
                Finding::NulByte => 509,
            },
            Self::LockMissing => 601,
            Self::LockConflict { .. } => 602,
            Self::LockHeaderMissing { .. }
            | Self::LockEmpty
            | Self::LockFormat { .. }
            | Self::LockSyntax { .. } => 603,
            Self::NotLocked { .. } => 604,
            Self::LockedGone { .. } => 605,
            Self::ScriptEdited { .. } => 606,
            Self::ParentChanged { .. } => 607,
            Self::ScriptSetChanged { .. } => 608,
            Self::CatalogChanged { .. } => 609,
            Self::ReceiptMissing { .. } => 701,
            Self::SchemaMissing { .. } | Self::SchemaNotPinned { .. } => 702,
            Self::SchemaStale { .. } | Self::SchemaOfAnotherChain { .. } => 703,
            Self::BackendNotServed { .. } => 704,
        })
    }
}
