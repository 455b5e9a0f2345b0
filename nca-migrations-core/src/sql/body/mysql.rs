//! MySQL and MariaDB: stored programs, and MariaDB's compound statements outside of them.

use std::ops::Range;

use super::block::Blocks;
use super::header::Header;
use crate::sql::token::Token;

/// Follows any statement.
#[derive(Clone, Debug, Default)]
pub(in crate::sql) struct Routine {
    header: Header,
    blocks: Blocks,
}

impl Routine {
    pub(super) fn see(&mut self, token: &Token, source: &str) {
        if self.header.ends_before(token, source) {
            if let Some(begin) = self.header.take_begin() {
                self.blocks.begin(begin);
            }
            self.blocks.see(token, source);
        }
    }

    /// The outermost block that is not closed.
    pub(super) fn begin(&self) -> Option<Range<usize>> {
        self.blocks.outermost()
    }
}
