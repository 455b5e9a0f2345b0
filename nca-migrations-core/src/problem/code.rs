//! The stable code of a problem.

use std::fmt;
use std::str::FromStr;

/// A problem's code, written `NCA0202`. A code never changes its meaning and is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub(super) u16);

impl Code {
    /// Every code there is.
    pub const ALL: &'static [Self] = &[
        // files and names
        Self(101),
        Self(102),
        Self(103),
        Self(104),
        Self(105),
        Self(106),
        Self(107),
        Self(108),
        Self(109),
        // scripts of a migration
        Self(201),
        Self(202),
        Self(203),
        // metadata.toml
        Self(301),
        Self(302),
        Self(303),
        Self(304),
        Self(305),
        Self(306),
        // the parent chain
        Self(401),
        Self(402),
        Self(403),
        Self(404),
        Self(405),
        Self(406),
        // the text of scripts
        Self(501),
        Self(502),
        Self(503),
        Self(504),
        Self(505),
        Self(506),
        Self(507),
        Self(508),
        Self(509),
        // chain.lock
        Self(601),
        Self(602),
        Self(603),
        Self(604),
        Self(605),
        Self(606),
        Self(607),
        Self(608),
        Self(609),
        // what a build demands
        Self(701),
        Self(702),
        Self(703),
        Self(704),
    ];
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NCA{:04}", self.0)
    }
}

/// The text is no problem's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such problem code: expected one like `NCA0202`")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper = text.to_ascii_uppercase();
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.to_string() == upper)
            .ok_or(UnknownCode)
    }
}
