//! Stories with the real program.

mod database;
mod fixture;
mod problems;
mod revision;
mod streams;
mod workflow;
