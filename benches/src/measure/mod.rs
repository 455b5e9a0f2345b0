//! What is measured, each in its way.

pub(crate) mod apply;
pub(crate) mod build;
pub(crate) mod catalog;
pub(crate) mod start;
pub(crate) mod touch;
pub(crate) mod trips;
