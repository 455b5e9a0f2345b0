//! Where to go: `head`, `base`, a revision, or a number of steps from one of these.

use std::fmt;
use std::str::FromStr;

use nca_migrations_core::chain::Chain;

use crate::find::{Found, find};
use crate::position::Position;

/// Where to go. Read from text and given meaning against a chain only when a run knows where the
/// database is.
///
/// | text | means |
/// |---|---|
/// | `head` (also `heads`) | the last revision |
/// | `base` | before the first revision |
/// | `20260105093000`, `20260105`, `create_memory_tiers`, `create_mem` | a revision: its version, its slug, its directory, or the start of one of these that no other revision has |
/// | `+2`, `-1` | as many revisions up or down from where the database is |
/// | `head-1`, `base+1`, `create_memory_tiers+2` | as many up or down from there |
///
/// Upper and lower case differ.
///
/// ```
/// use nca_migrations::Target;
///
/// let target: Target = "head-1".parse()?;
/// assert_eq!(target.to_string(), "head-1");
/// assert!("+0".parse::<Target>().is_err());
/// # Ok::<(), nca_migrations::TargetSyntax>(())
/// ```
// A directory's name has dashes before digits (`2026-01-05-093000_x`), so what is a name and what
// is an offset can only be told with the chain at hand: the text is kept whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target(String);

impl Target {
    /// The last revision.
    pub fn head() -> Self {
        Self("head".to_owned())
    }

    /// Before the first revision.
    pub fn base() -> Self {
        Self("base".to_owned())
    }

    pub(crate) fn steps_up(steps: usize) -> Self {
        Self(format!("+{steps}"))
    }

    pub(crate) fn steps_down(steps: usize) -> Self {
        Self(format!("-{steps}"))
    }

    /// Whether it counts from where the database is.
    pub(crate) fn is_relative(&self) -> bool {
        matches!(split_offset(&self.0), Some(("", _)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place in `chain` that is meant when the database is at `current`.
    ///
    /// # Errors
    /// When no revision is meant, or more than one, or the steps lead past an end of the chain.
    pub fn resolve(&self, chain: &Chain, current: Position) -> Result<Position, TargetError> {
        let text = &*self.0;
        if let Some(symbol) = symbol(chain, text) {
            return Ok(symbol);
        }
        if let Some(("", offset)) = split_offset(text) {
            return self.walk(chain, current, offset);
        }
        match find(chain, text) {
            Found::One(position) => return Ok(position),
            Found::Several(candidates) => {
                return Err(TargetError::Ambiguous {
                    name: text.to_owned(),
                    candidates,
                });
            }
            Found::None { .. } => {}
        }
        let Some((anchor, offset)) = split_offset(text) else {
            return Err(unknown(chain, text));
        };
        let from = match (symbol(chain, anchor), find(chain, anchor)) {
            (Some(position), _) | (None, Found::One(position)) => position,
            (None, Found::Several(candidates)) => {
                return Err(TargetError::Ambiguous {
                    name: anchor.to_owned(),
                    candidates,
                });
            }
            (None, Found::None { .. }) => return Err(unknown(chain, anchor)),
        };
        self.walk(chain, from, offset)
    }

    /// The same when it may not be known where the database is: a number of steps from there then
    /// means nothing.
    pub(crate) fn resolve_from(
        &self,
        chain: &Chain,
        current: Option<Position>,
    ) -> Result<Position, TargetError> {
        if let (None, Some(("", _))) = (current, split_offset(&self.0)) {
            return Err(TargetError::FromNowhere(self.0.clone()));
        }
        self.resolve(chain, current.unwrap_or(Position(0)))
    }

    fn walk(&self, chain: &Chain, from: Position, offset: &str) -> Result<Position, TargetError> {
        let (up, digits) = (offset.starts_with('+'), &offset[1..]);
        let there = digits
            .parse::<usize>()
            .ok()
            .filter(|steps| *steps > 0)
            .and_then(|steps| {
                if up {
                    from.0.checked_add(steps)
                } else {
                    from.0.checked_sub(steps)
                }
            });
        match there {
            Some(position) if position <= chain.len() => Ok(Position(position)),
            _ => Err(TargetError::TooFar {
                target: self.0.clone(),
                offset: offset.to_owned(),
                from: from.name_in(chain),
                available: if up {
                    // A caller may be past the head.
                    chain.len().saturating_sub(from.0)
                } else {
                    from.0
                },
            }),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Target {
    type Err = TargetSyntax;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => return Err(TargetSyntax::Empty),
            _ if text.chars().any(char::is_control) => {
                return Err(TargetSyntax::ControlCharacter(text.to_owned()));
            }
            // No version starts with a plus.
            _ if text.starts_with('+')
                && split_offset(text).is_none_or(|(name, _)| !name.is_empty()) =>
            {
                return Err(TargetSyntax::NotANumber(text.to_owned()));
            }
            _ => {}
        }
        match split_offset(text) {
            // `1-00` may be the name of a directory; `+0`, `-0` and `1+0` cannot.
            Some((name, offset))
                if offset[1..].bytes().all(|digit| digit == b'0')
                    && (name.is_empty() || offset.starts_with('+')) =>
            {
                Err(TargetSyntax::NoSteps(text.to_owned()))
            }
            _ => Ok(Self(text.to_owned())),
        }
    }
}

/// The text does not name a place in any chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetSyntax {
    /// Nothing.
    #[error("the target is empty: expected `head`, `base`, a revision, `+N` or `-N`")]
    Empty,
    /// A control character.
    #[error(
        "the target {0:?} has a control character: expected `head`, `base`, a revision, `+N` or `-N`"
    )]
    ControlCharacter(String),
    /// Something other than digits after a plus sign.
    #[error("the target `{0}` is not a number of revisions: expected `+1`, `+2` and so on")]
    NotANumber(String),
    /// An offset of zero.
    #[error("the target `{0}` goes nowhere: an offset counts from 1")]
    NoSteps(String),
}

/// The target names no place in this chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// No revision has that name.
    #[error("no revision is called `{name}`{}", suggestion(.nearest.as_deref()))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The directory of the revision whose name is most like it, or `head` or `base`, when one
        /// is.
        nearest: Option<String>,
    },
    /// Several revisions have names that start like that.
    #[error("`{name}` names more than one revision:{}", list(.candidates))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The directories of all that match, base first.
        candidates: Vec<String>,
    },
    /// The steps count from where the database is, which is no place in the chain.
    #[error(
        "`{0}` counts from where the database is, which is no place in this chain: expected `head`, \
         `base` or a revision"
    )]
    FromNowhere(String),
    /// The steps lead past an end of the chain.
    // Alembic's words, which people search for.
    #[error("Relative revision {offset} didn't produce {} migrations: {}", &.offset[1..], room(.offset, .from.as_deref(), *.available))]
    TooFar {
        /// The whole target.
        target: String,
        /// The sign and the number.
        offset: String,
        /// The directory of the revision that they count from; `None` is the base.
        from: Option<String>,
        /// How many steps there are that way.
        available: usize,
    },
}

fn unknown(chain: &Chain, name: &str) -> TargetError {
    let nearest = match find(chain, name) {
        Found::None { nearest } => nearest,
        _ => None,
    };
    TargetError::Unknown {
        name: name.to_owned(),
        nearest,
    }
}

fn symbol(chain: &Chain, text: &str) -> Option<Position> {
    match text {
        "head" | "heads" => Some(Position(chain.len())),
        "base" => Some(Position(0)),
        _ => None,
    }
}

/// Splits at the last sign if only digits follow it.
fn split_offset(text: &str) -> Option<(&str, &str)> {
    let (name, offset) = text.split_at(text.rfind(['+', '-'])?);
    let digits = &offset[1..];
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some((name, offset))
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| {
        format!("\ndid you mean `{nearest}`?")
    })
}

fn list(candidates: &[String]) -> String {
    candidates.iter().flat_map(|name| ["\n  ", name]).collect()
}

fn room(offset: &str, from: Option<&str>, available: usize) -> String {
    let from = from.map_or_else(|| "the base".to_owned(), |name| format!("`{name}`"));
    let direction = if offset.starts_with('+') {
        "above"
    } else {
        "below"
    };
    match available {
        0 => format!("there is nothing {direction} {from}"),
        1 => format!("there is 1 {direction} {from}"),
        n => format!("there are {n} {direction} {from}"),
    }
}
