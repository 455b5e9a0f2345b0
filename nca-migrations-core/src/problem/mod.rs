//! Problems: what is wrong with a migrations directory, as data.
//!
//! A check finds a [`Kind`] with the [`Place`]s it is about; `message` turns it into words;
//! [`crate::draw`] draws those for a build failure or a terminal. All words are in `message`.

mod code;
mod kind;
mod message;

pub use code::Code;
pub use kind::{Kind, MetadataType, NoDirectory};
pub use message::Message;

use crate::source::Place;

/// Something wrong with a migrations directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: Kind,
    /// Where: the place to look at first, then others that belong to it.
    pub places: Vec<Place>,
}

impl Problem {
    pub(crate) fn new(kind: Kind, place: Place) -> Self {
        Self {
            kind,
            places: vec![place],
        }
    }

    pub(crate) fn and(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.kind.code()
    }

    /// The words.
    pub fn message(&self) -> Message {
        message::of(self)
    }
}
