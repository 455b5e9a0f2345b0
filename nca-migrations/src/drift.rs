//! Whether a database still is what its migrations made.
//!
//! What counts and what does not: [`nca_migrations_catalog`].

use nca_migrations_catalog::{Database, Difference, Outline, Scope, compare, introspect};
use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;
use nca_migrations_core::name::RevisionName;

use crate::backend::Engine;
use crate::error::Error;
use crate::migrator::Migrator;
use crate::position::{Position, position};
use crate::verify::{Scratch, VerifyError, replayed};

/// Whether a database still is what its migrations made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The revision that the database is at; `None` is the base.
    pub at: Option<RevisionName>,
    /// Whether that is the head of the chain.
    pub is_head: bool,
    /// What was found.
    pub verdict: Verdict,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It is.
    Same,
    /// It is not: where it differs.
    Differs(Vec<Difference>),
    /// It is not, and there is nothing to tell where: no catalog is kept for this revision, and there was no
    /// scratch database to make one on.
    Changed {
        /// The fingerprint that its receipt has.
        expected: Digest,
        /// The engine's major version that the receipt is from.
        on: String,
        /// The fingerprint that was found.
        found: Digest,
        /// The engine's major version here. Where it is another one, that alone may be the difference.
        here: String,
    },
    /// Nobody knows: the revision has no receipt on this engine, and there was no scratch database to make its
    /// catalog on.
    Unpinned,
}

/// Why it could not be found out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DriftError {
    /// The history cannot be read, or does not fit the chain.
    #[error(transparent)]
    Run(#[from] Error),
    /// The catalog cannot be read, or made on the scratch database.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The text of a catalog that the chain carries is none.
    #[error("the chain's catalog for {engine} is not understood: {error}")]
    Text {
        /// The engine.
        engine: Dialect,
        /// What is wrong with it.
        error: nca_migrations_catalog::outline::OutlineSyntax,
    },
}

/// Compares a database with what its chain left behind when it was verified: with the catalog that is kept for
/// the head, else with the fingerprint of the revision that the database is at. When that differs, or is not
/// there, the revision is made anew on `scratch`, if there is one, and compared object by object.
///
/// Writes nothing to `conn`, and needs no more than to read the history tables and the system's own.
///
/// # Errors
/// When it cannot be found out.
pub fn check<C, S>(
    conn: &mut C,
    chain: &Chain,
    scratch: Option<&mut S>,
) -> Result<Drift, DriftError>
where
    C: Engine + Database,
    S: Scratch,
{
    let history = Migrator::new(chain).history(conn)?;
    let at = position(chain, &history).map_err(Error::from)?;
    let verdict = Check { conn, chain, at }.verdict(scratch)?;
    Ok(Drift {
        at: at.name(chain),
        is_head: at.0 == chain.len(),
        verdict,
    })
}

struct Check<'a, C> {
    conn: &'a mut C,
    chain: &'a Chain,
    at: Position,
}

impl<C: Engine + Database> Check<'_, C> {
    fn verdict<S: Scratch>(&mut self, scratch: Option<&mut S>) -> Result<Verdict, DriftError> {
        let engine = <C as Database>::DIALECT;
        let text = self.chain.catalog_text(engine);
        let kept = text.as_ref().map(|text| text.text.parse::<Outline>());
        let kept = kept
            .transpose()
            .map_err(|error| DriftError::Text { engine, error })?;
        if self.at.0 == 0 {
            return self.against(&Outline::empty(engine));
        }
        if let (Some(text), Some(kept)) = (&text, &kept)
            && text.index + 1 == self.at.0
        {
            return self.against(kept);
        }
        let pinned = self.pinned(&schemas(kept.as_ref()))?;
        match (pinned, scratch) {
            (Some(Verdict::Same), _) => Ok(Verdict::Same),
            (_, Some(scratch)) => {
                let made = replayed(self.chain, scratch, self.at.0)?;
                self.against(&made)
            }
            (pinned, None) => Ok(pinned.unwrap_or(Verdict::Unpinned)),
        }
    }

    fn against(&mut self, expected: &Outline) -> Result<Verdict, DriftError> {
        let found = self.outline(&schemas(Some(expected)))?;
        let differences = compare(expected, &found);
        Ok(if differences.is_empty() {
            Verdict::Same
        } else {
            Verdict::Differs(differences)
        })
    }

    /// What the receipts of the revision say; none when it has none on this engine.
    fn pinned(&mut self, scope: &Scope) -> Result<Option<Verdict>, DriftError> {
        let engine = <C as Database>::DIALECT;
        let receipts = self.chain.fingerprints(self.at.0 - 1);
        let receipts: Vec<_> = receipts.filter(|known| known.engine == engine).collect();
        if receipts.is_empty() {
            return Ok(None);
        }
        let here = self.conn.major_version().map_err(VerifyError::from)?;
        let found = self.outline(scope)?.fingerprint();
        if receipts.iter().any(|known| known.catalog == found) {
            return Ok(Some(Verdict::Same));
        }
        let same_version = receipts.iter().find(|known| known.major == *here);
        Ok(same_version
            .or(receipts.first())
            .map(|known| Verdict::Changed {
                expected: known.catalog,
                on: known.major.to_string(),
                found,
                here,
            }))
    }

    fn outline(&mut self, scope: &Scope) -> Result<Outline, DriftError> {
        let catalog = introspect(self.conn, scope).map_err(VerifyError::from)?;
        Ok(Outline::of(&catalog))
    }
}

/// The schemas that a chain is about: others in the same database are somebody else's.
fn schemas(outline: Option<&Outline>) -> Scope {
    let items = outline.into_iter().flat_map(|outline| &outline.items);
    let schemas = items.filter(|item| item.kind == "schema");
    Scope::Schemas(
        schemas
            .map(nca_migrations_catalog::Item::plain_name)
            .collect(),
    )
}
