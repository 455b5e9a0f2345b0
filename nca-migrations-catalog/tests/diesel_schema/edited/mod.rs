//! The module as the place where a change is made.

mod applied;
mod before;
mod engines;
mod goldens;
mod kinds;
mod misread;
mod obstacles;
mod random;
