//! Revisions that a database has and the program does not, as the log kept them.

use std::collections::HashMap;

use nca_migrations_core::chain::{Chain, Direction, Revision, Script};
use nca_migrations_core::digest::Digest;
use nca_migrations_core::name::RevisionName;

use crate::apply::Run;
use crate::backend::Engine;
use crate::error::Error;
use crate::history::{History, LogEntry};
use crate::position::position;
use crate::refusal::Refusal;
use crate::tables::Tables;

impl<E: Engine> Run<'_, '_, '_, E> {
    pub(crate) fn chain_with_kept_scripts(&mut self) -> Result<Chain, Error> {
        let (conn, tables) = self.session.history();
        let history = conn.read_history(tables)?;
        chain_with_kept_scripts(&self.chain, conn, tables, &history)
    }
}

/// The chain that the database has: what is applied, in the order of the versions. The program's own
/// when it fits.
pub(crate) fn chain_with_kept_scripts<E: Engine>(
    chain: &Chain,
    conn: &mut E,
    tables: &Tables,
    history: &History,
) -> Result<Chain, Error> {
    if position(chain, history).is_ok() {
        return Ok(chain.clone());
    }
    let known: HashMap<String, Revision> = (chain.iter())
        .map(|revision| (revision.name.version().into_owned(), revision))
        .collect();
    let mut revisions = Vec::new();
    for (row, entry) in history.accounts() {
        revisions.push(match known.get(&row.version) {
            Some(revision) => revision.clone(),
            None => kept(conn, tables, &row.version, entry, history)?,
        });
    }
    Ok(revisions.into_iter().collect())
}

fn kept<E: Engine>(
    conn: &mut E,
    tables: &Tables,
    version: &str,
    entry: Option<&LogEntry>,
    history: &History,
) -> Result<Revision, Error> {
    let name = (history.log.iter().rev())
        .filter(|entry| entry.version.as_deref() == Some(version))
        .find_map(|entry| RevisionName::parse(entry.directory.as_deref()?).ok());
    let text = match entry {
        Some(_) => conn.read_down_script(tables, version),
        None => Ok(None),
    };
    let text = text.map_err(Error::database("reading the migration log"))?;
    let (Some(name), Some(text), Some(entry)) = (name, text, entry) else {
        return Err(Error::from(Refusal::NothingKept {
            revision: version.to_owned(),
            ours: entry.is_some(),
        }));
    };
    let digests = entry.chain_digest.map(|digest| (E::DIALECT, digest));
    let script = Script {
        direction: Direction::Down,
        dialects: [E::DIALECT].into_iter().collect(),
        file: "down.sql as the log kept it".into(),
        digest: Digest::of(&text),
        text: text.into(),
    };
    Ok(Revision {
        name,
        run_in_transaction: entry.run_in_transaction.unwrap_or(true),
        irreversible: None,
        lossy: None,
        scripts: [script].into_iter().collect(),
        chain_digests: digests.into_iter().collect(),
    })
}
