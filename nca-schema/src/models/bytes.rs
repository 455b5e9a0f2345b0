//! Byte strings of a fixed length: ids that the outside sees, and digests.

use std::fmt;

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Binary;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The id of a row that is seen outside the database: a `UUIDv7`, so that ids sort by the time they
/// were made.
///
/// Not Diesel's mapping of [`Uuid`]: that is another SQL type on PostgreSQL than on the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub struct PublicId([u8; 16]);

impl PublicId {
    /// A new one.
    pub fn new() -> Self {
        Self(Uuid::now_v7().into_bytes())
    }

    /// The one of `moment` with the given random part: for tests and seeds.
    pub fn at(moment: NaiveDateTime, random: [u8; 10]) -> Self {
        let millis = u64::try_from(moment.and_utc().timestamp_millis()).unwrap_or_default();
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &random);
        Self(id.into_uuid().into_bytes())
    }

    /// As other crates want it.
    pub const fn uuid(self) -> Uuid {
        Uuid::from_bytes(self.0)
    }
}

impl Default for PublicId {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Uuid> for PublicId {
    fn from(id: Uuid) -> Self {
        Self(id.into_bytes())
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid().fmt(f)
    }
}

/// The SHA-256 of a content, by which exact duplicates are found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub struct ContentDigest([u8; 32]);

impl ContentDigest {
    /// That of a text's UTF-8 bytes.
    pub fn of(content: &str) -> Self {
        Self(Sha256::digest(content).into())
    }
}

impl fmt::Display for ContentDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A byte string of another length than its column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongLength {
    found: usize,
    expected: usize,
}

impl fmt::Display for WrongLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, expected } = self;
        write!(f, "expected {expected} bytes, found {found}")
    }
}

impl std::error::Error for WrongLength {}

macro_rules! stored {
    ($name:ident) => {
        impl $name {
            /// Its bytes.
            pub const fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = WrongLength;

            fn try_from(bytes: &[u8]) -> Result<Self, WrongLength> {
                match bytes.try_into() {
                    Ok(bytes) => Ok(Self(bytes)),
                    Err(_) => Err(WrongLength {
                        found: bytes.len(),
                        expected: size_of::<Self>(),
                    }),
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl<DB> ToSql<Binary, DB> for $name
        where
            DB: Backend,
            [u8]: ToSql<Binary, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.as_bytes().to_sql(out)
            }
        }

        impl<DB> FromSql<Binary, DB> for $name
        where
            DB: Backend,
            Vec<u8>: FromSql<Binary, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(Self::try_from(&*Vec::from_sql(value)?)?)
            }
        }
    };
}
stored!(PublicId);
stored!(ContentDigest);
