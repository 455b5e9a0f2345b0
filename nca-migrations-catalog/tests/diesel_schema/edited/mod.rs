//! The module as the place where a change is made.

mod goldens;
mod kinds;
mod misread;
