//! Writing a lock file.

use std::fmt;

use super::{Block, Content, FORMAT, Lock, Receipt};

const HEADER: &str = "\
# What was released of this chain. Written by `nca-migrate lock`; commit it, do not edit it.
";

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEADER}format {FORMAT}\ndialects")?;
        self.dialects
            .iter()
            .try_for_each(|dialect| write!(f, " {dialect}"))?;
        f.write_str("\n")?;
        for (word, pins) in [("schema", &self.schemas), ("catalog", &self.catalogs)] {
            pins.iter()
                .try_for_each(|pin| writeln!(f, "{word} {pin}"))?;
        }
        self.blocks
            .iter()
            .try_for_each(|block| write!(f, "\n{block}"))
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "revision {}", self.name)?;
        writeln!(f, "parent {}", self.parent.as_deref().unwrap_or("base"))?;
        match &self.content {
            Content::Draft => writeln!(f, "draft"),
            Content::Locked { scripts, receipts } => {
                for (file, digest) in scripts {
                    writeln!(f, "{file} {digest}")?;
                }
                receipts
                    .iter()
                    .try_for_each(|receipt| writeln!(f, "{receipt}"))
            }
        }
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            engine,
            major,
            catalog,
            proof,
        } = self;
        write!(
            f,
            "receipt {engine} {major} catalog {catalog} proof {proof}"
        )
    }
}
