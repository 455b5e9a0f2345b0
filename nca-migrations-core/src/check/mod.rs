//! Checks of a script's text.
