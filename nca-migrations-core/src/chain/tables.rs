//! The form in which `embed_migrations!` writes a chain: flat tables of constants.
//!
//! A thousand revisions spelt as struct literals take the compiler most of a second to check; the
//! same text in a few arrays takes a fiftieth of that. A revision is put together when somebody
//! asks for it, from pointers into these tables: nothing is parsed, hashed or allocated.

use super::{Chain, ChainDigests, Direction, Revision, Script, Scripts, ScriptsRepr};
use crate::dialect::{Dialect, Dialects};
use crate::digest::Digest;
use crate::name::RevisionName;
use crate::shared_str::SharedStr;

/// A chain as constants. The macro fills it, and [`encode`] says with what.
#[derive(Debug)]
pub struct Tables {
    /// The directory's name of each revision.
    pub names: &'static [&'static str],
    /// For each revision, 1 when it runs in a transaction.
    pub in_transaction: &'static [u8],
    /// Where the scripts of each revision begin among all scripts, and at the end their number.
    pub first_scripts: &'static [u32],
    /// Revisions that are irreversible, and why; ascending.
    pub irreversible: &'static [(usize, &'static str)],
    /// Revisions whose way back loses something, and what; ascending.
    pub lossy: &'static [(usize, &'static str)],
    /// The dialects that have chain digests.
    pub digest_dialects: u8,
    /// For each revision, for each of these dialects: the 32 bytes of the digest.
    pub chain_digests: &'static [u8],
    /// The text of each script.
    pub texts: &'static [&'static str],
    /// File name and dialects of each script.
    pub script_codes: &'static [u8],
    /// The 32 bytes of each script's digest.
    pub script_digests: &'static [u8],
    /// The engines that receipts are from: the number of the dialect, and the major version.
    pub engines: &'static [(u8, &'static str)],
    /// For each revision, for each of these engines: the 32 bytes of the catalog's fingerprint, zeros for
    /// none.
    pub fingerprints: &'static [u8],
    /// Catalogs: the number of the dialect, the place of the revision, the text.
    pub catalogs: &'static [(u8, usize, &'static str)],
}

impl Tables {
    /// No revision.
    pub const EMPTY: Self = Self {
        names: &[],
        in_transaction: &[],
        first_scripts: &[0],
        irreversible: &[],
        lossy: &[],
        digest_dialects: 0,
        chain_digests: &[],
        texts: &[],
        script_codes: &[],
        script_digests: &[],
        engines: &[],
        fingerprints: &[],
        catalogs: &[],
    };

    pub(super) fn revision(&'static self, index: usize) -> Revision {
        let script = |index: usize| self.first_scripts[index] as usize;
        let first = script(index);
        let count = script(index + 1) - first;
        let reason = |reasons: &[(usize, &'static str)]| {
            let found = reasons.binary_search_by_key(&index, |(of, _)| *of).ok()?;
            Some(SharedStr::of_program(reasons[found].1))
        };
        let dialects = decode_dialects(self.digest_dialects);
        let stride = dialects.iter().count();
        let digest = |place: usize| digest_at(self.chain_digests, index * stride + place);
        Revision {
            name: RevisionName::of_program(self.names[index]),
            run_in_transaction: self.in_transaction[index] == 1,
            irreversible: reason(self.irreversible),
            lossy: reason(self.lossy),
            scripts: Scripts(ScriptsRepr::Embedded {
                tables: self,
                first,
                count,
            }),
            chain_digests: dialects
                .iter()
                .zip((0..).map(digest))
                .collect::<ChainDigests>(),
        }
    }

    pub(super) fn script(&self, index: usize) -> Script {
        let code = self.script_codes[index];
        let (file, direction) = FILES[usize::from(code & 7)];
        Script {
            direction,
            dialects: decode_dialects(code >> 3),
            file: SharedStr::of_program(file),
            text: SharedStr::of_program(self.texts[index]),
            digest: digest_at(self.script_digests, index),
        }
    }
}

fn digest_at(digests: &[u8], index: usize) -> Digest {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(&digests[index * 32..][..32]);
    Digest::from_bytes(bytes)
}

fn decode_dialects(bits: u8) -> Dialects {
    Dialect::ALL
        .into_iter()
        .filter(|dialect| bits >> *dialect as u8 & 1 == 1)
        .collect()
}

fn encode_dialects(dialects: Dialects) -> u8 {
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

/// What [`Tables`] holds beside texts and names, for the macro to write.
#[derive(Debug, Default)]
pub struct Encoded {
    /// See [`Tables::in_transaction`].
    pub in_transaction: Vec<u8>,
    /// See [`Tables::first_scripts`].
    pub first_scripts: Vec<usize>,
    /// See [`Tables::irreversible`].
    pub irreversible: Vec<(usize, SharedStr)>,
    /// See [`Tables::lossy`].
    pub lossy: Vec<(usize, SharedStr)>,
    /// See [`Tables::digest_dialects`].
    pub digest_dialects: u8,
    /// See [`Tables::chain_digests`].
    pub chain_digests: Vec<u8>,
    /// See [`Tables::script_codes`].
    pub script_codes: Vec<u8>,
    /// See [`Tables::script_digests`].
    pub script_digests: Vec<u8>,
    /// See [`Tables::engines`].
    pub engines: Vec<(u8, SharedStr)>,
    /// See [`Tables::fingerprints`].
    pub fingerprints: Vec<u8>,
}

/// A chain as the contents of [`Tables`]. Chain digests are kept for the dialects that the head
/// has, because in a chain without problems all revisions have them.
pub fn encode(chain: &Chain) -> Encoded {
    let mut encoded = Encoded {
        first_scripts: vec![0],
        ..Encoded::default()
    };
    let with_digest: Dialects = chain.last().map_or(Dialects::NONE, |head| {
        Dialect::ALL
            .into_iter()
            .filter(|dialect| head.chain_digest(*dialect).is_some())
            .collect()
    });
    encoded.digest_dialects = encode_dialects(with_digest);
    for (index, revision) in chain.iter().enumerate() {
        encoded
            .in_transaction
            .push(u8::from(revision.run_in_transaction));
        encoded
            .irreversible
            .extend(revision.irreversible.clone().map(|reason| (index, reason)));
        encoded
            .lossy
            .extend(revision.lossy.clone().map(|reason| (index, reason)));
        for digest in with_digest
            .iter()
            .filter_map(|dialect| revision.chain_digest(dialect))
        {
            encoded.chain_digests.extend(digest.as_bytes());
        }
        for script in revision.scripts.iter() {
            encoded.script_codes.push(encode_script(&script));
            encoded.script_digests.extend(script.digest.as_bytes());
        }
        encoded.first_scripts.push(encoded.script_codes.len());
    }
    (encoded.engines, encoded.fingerprints) = super::verified::encode(chain);
    encoded
}

fn encode_script(script: &Script) -> u8 {
    let file = (0..8_u8)
        .find(|code| script.file == FILES[usize::from(*code)].0)
        .unwrap_or_else(|| unreachable!("no script is called {}", script.file));
    file | encode_dialects(script.dialects) << 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script_file;

    #[test]
    fn every_script_file_has_a_code() {
        for direction in [Direction::Up, Direction::Down] {
            for dialect in std::iter::once(None).chain(Dialect::ALL.map(Some)) {
                let name = script_file::name(direction, dialect);
                assert!(FILES.contains(&(&*name, direction)), "{name}");
            }
        }
    }

    /// What the macro does: encode, write as constants, put together again.
    #[test]
    fn a_chain_comes_back_from_its_tables() {
        let digest = |text: &str| Digest::of(text);
        let script = |direction, dialects, file: &str| Script {
            direction,
            dialects,
            file: file.into(),
            text: file.into(),
            digest: digest(file),
        };
        let sqlite = Dialects::only(Dialect::Sqlite);
        let revision = |name: &str, reason: Option<&str>| Revision {
            name: RevisionName::parse(name).unwrap(),
            run_in_transaction: reason.is_none(),
            irreversible: reason.map(SharedStr::from),
            lossy: reason.map(SharedStr::from),
            scripts: [
                script(Direction::Up, Dialects::ALL.without(sqlite), "up.sql"),
                script(Direction::Up, sqlite, "up.sqlite.sql"),
                script(Direction::Down, Dialects::ALL, "down.sql"),
            ]
            .into_iter()
            .take(if reason.is_some() { 2 } else { 3 })
            .collect(),
            chain_digests: [
                (Dialect::Sqlite, digest(name)),
                (Dialect::Mysql, digest("m")),
            ]
            .into_iter()
            .collect(),
        };
        let chain: Chain = [
            revision("1_a", None),
            revision("2_b", Some("why")),
            revision("3_c", None),
        ]
        .into_iter()
        .collect();
        let encoded = encode(&chain);
        let texts: Vec<&'static str> = chain
            .iter()
            .flat_map(|revision| revision.scripts.iter().collect::<Vec<_>>())
            .map(|script| &*script.text.to_string().leak())
            .collect();
        let leak = |bytes: Vec<u8>| &*bytes.leak();
        let reasons = |reasons: Vec<(usize, SharedStr)>| {
            let leaked = reasons
                .into_iter()
                .map(|(at, why)| (at, &*why.to_string().leak()));
            &*leaked.collect::<Vec<_>>().leak()
        };
        let firsts = encoded
            .first_scripts
            .iter()
            .map(|first| u32::try_from(*first).unwrap());
        let tables = Tables {
            names: &["1_a", "2_b", "3_c"],
            in_transaction: leak(encoded.in_transaction),
            first_scripts: firsts.collect::<Vec<_>>().leak(),
            irreversible: reasons(encoded.irreversible),
            lossy: reasons(encoded.lossy),
            digest_dialects: encoded.digest_dialects,
            chain_digests: leak(encoded.chain_digests),
            texts: texts.leak(),
            script_codes: leak(encoded.script_codes),
            script_digests: leak(encoded.script_digests),
            engines: &[],
            fingerprints: leak(encoded.fingerprints),
            catalogs: &[],
        };
        assert_eq!(Chain::embedded(Box::leak(Box::new(tables))), chain);
    }
}
