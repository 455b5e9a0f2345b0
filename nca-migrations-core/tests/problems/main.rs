//! Each fault that a migrations directory can have, alone and together, and how it is drawn.

mod chain;
mod files;
mod locked;
mod planned;
mod scripts;
mod together;
