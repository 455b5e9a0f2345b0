//! Comparing catalogs.

use std::fmt::Write as _;
use std::marker::PhantomData;

use nca_migrations_core::chain::Chain;

use super::{Backend, TestDatabase};
use crate::backend::Engine;
use crate::drift::{self, Verdict};
use crate::verify::{Failed, Finding, Scratch, ScratchError, Verification};

/// Takes every revision of a chain up, down and up again with rows in the tables, and compares what is there
/// before and after: [`crate::verify`].
///
/// # Panics
/// When something is wrong with a revision, or there is no server. The message has all that is wrong, with the
/// differences.
#[track_caller]
pub fn assert_round_trip<C, M>(migrations: &M)
where
    C: Backend,
    M: AsRef<Chain> + ?Sized,
{
    let chain = migrations.as_ref();
    let outcome = match Verification::of(chain).run(&mut TestScratch::<C>::new(chain)) {
        Ok(outcome) => outcome,
        Err(error) => panic!("the migrations cannot be tried: {error}"),
    };
    if outcome.failed.is_empty() {
        return;
    }
    let mut message = String::new();
    for failed in &outcome.failed {
        let name = chain.revision(failed.index).name;
        let _ = write!(message, "\n`{name}`: {}", found(failed));
    }
    panic!("the way up and down does not hold:{message}");
}

/// Compares the database with what its chain makes of an empty one, object by object: whether something else has
/// changed the schema, such as the code under test.
///
/// # Panics
/// When it differs, or cannot be compared. The message has the differences.
#[track_caller]
pub fn assert_no_drift<C, M>(conn: &mut C, migrations: &M)
where
    C: Backend,
    M: AsRef<Chain> + ?Sized,
{
    let chain = migrations.as_ref();
    let drift = match drift::check(conn, chain, Some(&mut TestScratch::<C>::new(chain))) {
        Ok(drift) => drift,
        Err(error) => panic!("the database cannot be compared with its migrations: {error}"),
    };
    let message = match &drift.verdict {
        Verdict::Same => return,
        Verdict::Differs(differences) => lines(differences),
        other => format!("\n{other:?}"),
    };
    let at = drift.at.map_or("base".to_owned(), |name| name.to_string());
    panic!("the database is not what its migrations made of it at `{at}`:{message}");
}

fn found(
    Failed {
        finding,
        takes_rows,
        ..
    }: &Failed,
) -> String {
    let text = match finding {
        Finding::Up(error) => format!("the up script fails: {error}"),
        Finding::Down(error) => format!("the down script fails: {error}"),
        Finding::Again(error) => format!("the up script fails after the down script: {error}"),
        Finding::Differs(differences) => format!(
            "the down script does not bring back what was there:{}",
            lines(differences)
        ),
        Finding::DiffersAgain(differences) => format!(
            "the up script leaves something else the second time:{}",
            lines(differences)
        ),
        Finding::Loses(lost) => lost.iter().fold(
            "rows are lost on the way up and down:".to_owned(),
            |text, lost| {
                format!(
                    "{text}\n  {}: {} before, {} after",
                    lost.table, lost.before, lost.after
                )
            },
        ),
    };
    if *takes_rows {
        format!("{text}\n  (on an empty database nothing is wrong)")
    } else {
        text
    }
}

fn lines(differences: &[nca_migrations_catalog::Difference]) -> String {
    differences.iter().fold(String::new(), |text, difference| {
        format!("{text}\n  {}", difference.to_string().replace('\n', "\n  "))
    })
}

/// Empty databases where tests have theirs.
struct TestScratch<'a, C> {
    chain: &'a Chain,
    current: Option<TestDatabase<C>>,
    conn: PhantomData<fn() -> C>,
}

impl<'a, C> TestScratch<'a, C> {
    fn new(chain: &'a Chain) -> Self {
        Self {
            chain,
            current: None,
            conn: PhantomData,
        }
    }
}

impl<C: Backend> Scratch for TestScratch<'_, C>
where
    C: Engine,
{
    type Conn = C;

    fn empty(&mut self) -> Result<C, ScratchError> {
        self.current = None;
        let database = TestDatabase::at(self.chain, "base")?;
        let conn = database.connect()?;
        self.current = Some(database);
        Ok(conn)
    }
}
