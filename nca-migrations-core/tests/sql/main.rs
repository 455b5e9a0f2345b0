//! The lexer, the splitter and the checks over whole scripts and over random ones.

mod generator;
mod golden;
mod properties;
