//! Chains that are built by hand.

use nca_migrations_core::chain::{Chain, Direction, Revision, Script, chain_digest};
use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::digest::Digest;
use nca_migrations_core::name::RevisionName;
use nca_migrations_core::text::normalise;

/// A chain under construction.
#[derive(Clone, Debug, Default)]
pub struct Builder(Vec<Revision>);

impl Builder {
    /// A revision with scripts for every dialect.
    #[must_use]
    pub fn revision(mut self, name: &str, up: &str, down: &str) -> Self {
        let name = RevisionName::parse(name).unwrap();
        let up = script(Direction::Up, up);
        let digests = Dialect::ALL.map(|dialect| {
            let before = (self.0.last()).and_then(|parent| parent.chain_digest(dialect));
            (dialect, chain_digest(before, &name.version(), up.digest))
        });
        self.0.push(Revision {
            name,
            run_in_transaction: true,
            irreversible: None,
            lossy: None,
            scripts: [up, script(Direction::Down, down)].into_iter().collect(),
            chain_digests: digests.into_iter().collect(),
        });
        self
    }

    /// The last revision runs outside a transaction.
    #[must_use]
    pub fn outside_a_transaction(mut self) -> Self {
        self.0.last_mut().unwrap().run_in_transaction = false;
        self
    }

    /// The last revision has no way back.
    #[must_use]
    pub fn irreversible(mut self, reason: &'static str) -> Self {
        let revision = self.0.last_mut().unwrap();
        revision.irreversible = Some(reason.into());
        revision.scripts = revision.scripts.iter().take(1).collect();
        self
    }

    /// The last revision's way back does not bring back `what`.
    #[must_use]
    pub fn lossy(mut self, what: &'static str) -> Self {
        self.0.last_mut().unwrap().lossy = Some(what.into());
        self
    }

    /// The scripts of the last revision are for this dialect alone.
    #[must_use]
    pub fn for_dialect(mut self, dialect: Dialect) -> Self {
        let scripts = &mut self.0.last_mut().unwrap().scripts;
        let renamed = scripts.iter().map(|script| Script {
            dialects: [dialect].into_iter().collect(),
            file: format!("{}.{dialect}.sql", script.direction.name()).into(),
            ..script
        });
        *scripts = renamed.collect();
        self
    }

    /// The chain.
    pub fn chain(self) -> Chain {
        self.0.into_iter().collect()
    }
}

fn script(direction: Direction, text: &str) -> Script {
    let text = normalise(text.as_bytes()).unwrap();
    Script {
        direction,
        dialects: Dialect::ALL.into_iter().collect(),
        file: format!("{}.sql", direction.name()).into(),
        digest: Digest::of(&text),
        text: text.into_owned().into(),
    }
}

/// `001_one`, `002_two` and so on: each creates a table of its slug's name.
pub fn tables(slugs: &[&str]) -> Builder {
    (1..)
        .zip(slugs)
        .fold(Builder::default(), |builder, (number, slug)| {
            builder.revision(
                &format!("{number:03}_{slug}"),
                &format!("CREATE TABLE {slug} (id INTEGER PRIMARY KEY);"),
                &format!("DROP TABLE {slug};"),
            )
        })
}

/// Three of these.
pub fn three() -> Chain {
    tables(&["one", "two", "three"]).chain()
}
