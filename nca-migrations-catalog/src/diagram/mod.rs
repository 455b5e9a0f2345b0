//! A catalog as a picture: tables in areas, their columns, and what leads where.
//!
//! [`drawing`] says what is in the picture and knows no format; [`mermaid`], [`dot`], [`svg`] and [`html`] write it.
//! With the catalog from before a revision, what is new, gone and different is marked, and what is gone is still in
//! the picture.

mod areas;
mod compose;
mod dot;
mod drawing;
mod html;
mod layout;
mod marks;
mod mermaid;
mod settings;
mod svg;
mod text;

pub use compose::drawing;
pub use dot::dot;
pub use drawing::{Area, Cardinality, Detail, Drawing, DrawnColumn, DrawnTable, Edge, Kind, Mark};
pub use html::html;
pub use mermaid::mermaid;
pub use settings::{AreaRule, Settings, TablePattern};
pub use svg::svg;
