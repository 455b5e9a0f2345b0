//! The lexer, the splitter and the checks over whole scripts and over random ones.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod generator;
mod golden;
mod properties;
