//! The form in which `embed_migrations!` writes a chain: few, flat constants.
//!
//! A thousand revisions spelt as struct literals take the compiler most of a second to check; as
//! calls of these functions with a number or two each, next to nothing. They run while the program
//! is compiled, and what is left is the same table.

use std::borrow::Cow;

use super::{ChainDigests, Direction, Revision, Script};
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::name::RevisionName;

/// What a script is, in one byte: the file's name and the dialects that it serves.
pub fn encode_script(script: &Script) -> u8 {
    let name = |code: &u8| FILES[usize::from(*code)].0 == script.file;
    let file = (0..8)
        .find(name)
        .unwrap_or_else(|| unreachable!("no script is called {}", script.file));
    file | dialect_bits(script.dialects) << 3
}

/// How a revision runs, in one byte: how many scripts it has, whether in a transaction, and for
/// which dialects there are chain digests.
///
/// # Panics
/// Never: a revision has at most eight scripts, two directions by three dialects and shared ones.
pub fn encode_revision(revision: &Revision) -> u8 {
    let scripts = u8::try_from(revision.scripts.len()).unwrap_or_else(|_| unreachable!());
    scripts
        | u8::from(revision.run_in_transaction) << 4
        | dialect_bits(revision.chain_digests.dialects()) << 5
}

fn dialect_bits(dialects: Dialects) -> u8 {
    dialects.iter().map(|dialect| 1 << dialect as u8).sum()
}

/// Every name that a script's file can have. The order is the encoding.
const FILES: [(&str, Direction); 8] = [
    ("up.sql", Direction::Up),
    ("up.sqlite.sql", Direction::Up),
    ("up.postgres.sql", Direction::Up),
    ("up.mysql.sql", Direction::Up),
    ("down.sql", Direction::Down),
    ("down.sqlite.sql", Direction::Down),
    ("down.postgres.sql", Direction::Down),
    ("down.mysql.sql", Direction::Down),
];

/// A script from its byte, its text, and the digests of all, of which it has the one at `index`.
pub const fn script(code: u8, text: &'static str, digests: &[u8], index: usize) -> Script {
    let (file, direction) = FILES[(code & 7) as usize];
    Script {
        direction,
        dialects: dialects(code >> 3),
        file: Cow::Borrowed(file),
        text: Cow::Borrowed(text),
        digest: digest(digests, index),
    }
}

/// A revision from its byte, its name, all scripts, of which its own begin at `first_script`, and
/// all chain digests, of which its own begin at `first_digest`; why it is irreversible and what it
/// loses, if so.
pub const fn revision(
    (code, name): (u8, &'static str),
    (scripts, first_script): (&'static [Script], usize),
    (digests, first_digest): (&[u8], usize),
    (irreversible, lossy): (Option<&'static str>, Option<&'static str>),
) -> Revision {
    let (_, from) = scripts.split_at(first_script);
    let (own, _) = from.split_at((code & 15) as usize);
    let with_digest = dialects(code >> 5);
    let mut chain_digests = ChainDigests([None; Dialect::ALL.len()]);
    let (mut at, mut next) = (0, first_digest);
    while at < Dialect::ALL.len() {
        if with_digest.contains(Dialect::ALL[at]) {
            chain_digests.0[at] = Some(digest(digests, next));
            next += 1;
        }
        at += 1;
    }
    Revision {
        name: RevisionName::embedded(name),
        run_in_transaction: code >> 4 & 1 == 1,
        irreversible: reason(irreversible),
        lossy: reason(lossy),
        scripts: Cow::Borrowed(own),
        chain_digests,
    }
}

const fn reason(text: Option<&'static str>) -> Option<Cow<'static, str>> {
    match text {
        Some(text) => Some(Cow::Borrowed(text)),
        None => None,
    }
}

const fn dialects(bits: u8) -> Dialects {
    let mut dialects = Dialects::NONE;
    let mut at = 0;
    while at < Dialect::ALL.len() {
        if bits >> at & 1 == 1 {
            dialects = dialects.with(Dialect::ALL[at]);
        }
        at += 1;
    }
    dialects
}

const fn digest(digests: &[u8], index: usize) -> Digest {
    let (_, from) = digests.split_at(index * 32);
    match from.first_chunk() {
        Some(bytes) => Digest::from_bytes(*bytes),
        None => panic!("the macro wrote fewer digests than scripts"),
    }
}

#[cfg(test)]
mod tests {
    use crate::script_file;

    use super::*;

    #[test]
    fn every_file_name_has_a_code() {
        for (file, direction) in FILES {
            assert_eq!(
                script_file::parse(file).map(|(direction, _)| direction),
                Some(direction)
            );
        }
    }
}
