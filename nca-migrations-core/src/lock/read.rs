//! Reading a lock file.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::conflict;
use super::{Block, Content, FORMAT, Lock, Pin, Receipt};
use crate::dialect::{Dialect, Dialects};
use crate::digest::{Digest, NotADigest};
use crate::problem::{Kind, Problem};
use crate::script_file;
use crate::source::{Place, Source};

/// Reads a lock file, or says what is wrong with it. After a merge conflict nothing else in it is
/// looked at; otherwise every line that cannot be understood is a problem.
///
/// # Errors
/// The problems; never empty.
pub fn read(source: &Arc<Source>) -> Result<Lock, Vec<Problem>> {
    if let Some(conflict) = conflict::find(source) {
        return Err(vec![conflict]);
    }
    if source.text.trim().is_empty() {
        return Err(vec![Problem::new(
            Kind::LockEmpty,
            Place::new(source, 0..0),
        )]);
    }
    if let Some(newer) = newer_format(source) {
        return Err(vec![newer]);
    }
    let mut reader = Reader {
        source,
        lock: Lock::default(),
        seen: Header::default(),
        names: HashSet::new(),
        problems: Vec::new(),
    };
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let content = line.trim_end();
        if !content.is_empty() && !content.starts_with('#') {
            reader.line(content, start..start + content.len());
        }
        start += line.len();
    }
    reader.finish()
}

/// A later format: what its lines mean is not for this version to say.
fn newer_format(source: &Arc<Source>) -> Option<Problem> {
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let content = line.trim_end();
        let format = content
            .strip_prefix("format ")
            .and_then(|format| format.parse().ok())
            .filter(|format| *format > FORMAT);
        if let Some(format) = format {
            let known = FORMAT;
            let place = Place::new(source, start..start + content.len());
            return Some(Problem::new(Kind::LockFormat { format, known }, place));
        }
        start += line.len();
    }
    None
}

/// Which header lines there were.
#[derive(Default)]
struct Header {
    format: bool,
    dialects: bool,
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    lock: Lock,
    seen: Header,
    names: HashSet<String>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, span: Range<usize>) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let understood = match (word, self.lock.blocks.is_empty()) {
            ("format", true) => self.format(rest),
            ("dialects", true) => self.dialects(rest),
            ("schema", true) => pin(rest).map(|pin| self.lock.schemas.push(pin)),
            ("catalog", true) => self.catalog(rest),
            ("revision", _) => self.revision(rest, span.clone()),
            (_, true) => Err("`format`, `dialects`, `schema`, `catalog` or `revision`".to_owned()),
            ("parent", false) => self.parent(rest),
            ("draft", false) if rest.is_empty() => self.draft(),
            ("receipt", false) => self.receipt(rest),
            (file, false) if script_file::parse(file).is_some() => self.script(file, rest),
            _ => Err("`parent`, `draft`, a script and its digest, or `receipt`".to_owned()),
        };
        if let Err(expected) = understood {
            let kind = Kind::LockSyntax {
                line: line.to_owned(),
                expected,
            };
            self.problems
                .push(Problem::new(kind, Place::new(self.source, span)));
        }
    }

    fn format(&mut self, rest: &str) -> Result<(), String> {
        self.seen.format = true;
        match rest.parse() {
            Ok(FORMAT) => Ok(()),
            _ => Err(format!(
                "`format {FORMAT}`, the only format that this version knows"
            )),
        }
    }

    fn dialects(&mut self, rest: &str) -> Result<(), String> {
        self.seen.dialects = true;
        let dialects = rest.split_whitespace().map(str::parse::<Dialect>);
        match dialects.collect::<Result<Dialects, _>>() {
            Ok(dialects) if !dialects.is_empty() => self.lock.dialects = dialects,
            _ => return Err("one or more of `sqlite`, `postgres`, `mysql`".to_owned()),
        }
        Ok(())
    }

    fn catalog(&mut self, rest: &str) -> Result<(), String> {
        let pin = pin(rest)?;
        let catalogs = &mut self.lock.catalogs;
        if catalogs.iter().any(|other| other.dialect == pin.dialect) {
            return Err("one catalog for each engine".to_owned());
        }
        catalogs.push(pin);
        Ok(())
    }

    fn revision(&mut self, name: &str, span: Range<usize>) -> Result<(), String> {
        if name.is_empty() {
            return Err("the name of a migration directory after `revision`".to_owned());
        }
        let twice = !self.names.insert(name.to_owned());
        let content = Content::Locked {
            scripts: Vec::new(),
            receipts: Vec::new(),
        };
        // A missing `parent` line reads as the block before: the chain check has the last word.
        let parent = self.lock.blocks.last().map(|before| before.name.clone());
        self.lock.blocks.push(Block {
            name: name.to_owned(),
            parent,
            content,
            span,
        });
        if twice {
            return Err(format!("each revision once; `{name}` has a block above"));
        }
        Ok(())
    }

    fn parent(&mut self, rest: &str) -> Result<(), String> {
        let before = self
            .lock
            .blocks
            .len()
            .checked_sub(2)
            .map(|index| &self.lock.blocks[index].name);
        let expected = before.cloned();
        match (rest, &expected) {
            ("base", None) => {}
            (name, Some(before)) if name == before => {}
            (_, None) => return Err("`parent base` in the first block".to_owned()),
            (_, Some(before)) => {
                return Err(format!(
                    "`parent {before}`, the revision of the block before"
                ));
            }
        }
        if let Some(block) = self.lock.blocks.last_mut() {
            block.parent = expected;
        }
        Ok(())
    }

    fn draft(&mut self) -> Result<(), String> {
        let Some(block) = self.lock.blocks.last_mut() else {
            return Ok(());
        };
        match &block.content {
            Content::Locked { scripts, .. } if !scripts.is_empty() => {
                Err("either `draft` or the digests of scripts, not both".to_owned())
            }
            _ => {
                block.content = Content::Draft;
                Ok(())
            }
        }
    }

    fn script(&mut self, file: &str, rest: &str) -> Result<(), String> {
        let digest = digest(rest)?;
        match self.lock.blocks.last_mut().map(|block| &mut block.content) {
            Some(Content::Locked { scripts, .. })
                if scripts.iter().all(|(name, _)| name != file) =>
            {
                scripts.push((file.to_owned(), digest));
                Ok(())
            }
            _ => Err("each script once, and none in a draft".to_owned()),
        }
    }

    fn receipt(&mut self, rest: &str) -> Result<(), String> {
        let receipt = receipt(rest).ok_or_else(|| {
            "`receipt <engine> <major version> catalog sha256:... proof sha256:...`".to_owned()
        })?;
        match self.lock.blocks.last_mut().map(|block| &mut block.content) {
            Some(Content::Locked { receipts, .. })
                if receipts.iter().all(|other| {
                    (other.engine, &other.major) != (receipt.engine, &receipt.major)
                }) =>
            {
                receipts.push(receipt);
                Ok(())
            }
            _ => Err("one receipt per engine and version, and none in a draft".to_owned()),
        }
    }

    fn finish(mut self) -> Result<Lock, Vec<Problem>> {
        for (seen, line) in [
            (self.seen.format, "format 1"),
            (self.seen.dialects, "dialects ..."),
        ] {
            if !seen && self.problems.is_empty() {
                let first = self.source.text.lines().next().unwrap_or_default();
                let kind = Kind::LockHeaderMissing { line };
                self.problems
                    .push(Problem::new(kind, Place::new(self.source, 0..first.len())));
            }
        }
        if self.problems.is_empty() {
            Ok(self.lock)
        } else {
            Err(self.problems)
        }
    }
}

fn digest(text: &str) -> Result<Digest, String> {
    text.parse().map_err(|_| format!("a digest: {NotADigest}"))
}

fn pin(text: &str) -> Result<Pin, String> {
    Pin::read(text).ok_or_else(|| "`<engine> sha256:... chain sha256:...`".to_owned())
}

fn receipt(text: &str) -> Option<Receipt> {
    let words: Vec<&str> = text.split(' ').collect();
    let [engine, major, "catalog", catalog, "proof", proof] = words[..] else {
        return None;
    };
    Some(Receipt {
        engine: engine.parse().ok()?,
        major: major.to_owned(),
        catalog: catalog.parse().ok()?,
        proof: proof.parse().ok()?,
    })
}
