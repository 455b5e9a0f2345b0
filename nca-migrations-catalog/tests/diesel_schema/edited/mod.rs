//! The module as the place where a change is made.

mod applied;
mod before;
mod engines;
mod goldens;
mod kinds;
mod misread;
mod nca;
mod obstacles;
mod own_types;
mod random;
mod sections;
