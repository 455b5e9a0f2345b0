//! What every error says.
