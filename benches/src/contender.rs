//! Who is measured.

/// One of those that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Contender {
    Ours,
    Diesel,
    Sqlx,
    Refinery,
    /// The engine's own client, fed the same SQL: no history, no lock, no checks.
    Client,
}

impl Contender {
    /// In the order of a table's columns.
    pub(crate) const ALL: [Self; 5] = [
        Self::Ours,
        Self::Diesel,
        Self::Sqlx,
        Self::Refinery,
        Self::Client,
    ];

    /// Those that are a library.
    pub(crate) const LIBRARIES: [Self; 4] = [Self::Ours, Self::Diesel, Self::Sqlx, Self::Refinery];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "nca-migrations",
            Self::Diesel => "diesel_migrations",
            Self::Sqlx => "sqlx",
            Self::Refinery => "refinery",
            Self::Client => "client",
        }
    }

    /// The directory of the program that runs it.
    pub(crate) fn directory(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Diesel => "diesel",
            other => other.name(),
        }
    }

    pub(crate) fn is_peer(self) -> bool {
        matches!(self, Self::Diesel | Self::Sqlx | Self::Refinery)
    }
}
