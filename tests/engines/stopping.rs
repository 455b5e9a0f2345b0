//! A run that is asked to stop, at every moment at which it can be, loses nothing: the next one goes on.

use std::cell::Cell;

use diesel::Connection as _;
use nca_migrations::backend::Engine as _;
use nca_migrations::chain::Chain;
use nca_migrations::{Error, Event, Migrator, State, TransactionMode};
use nca_tests::{Builder, three};

use crate::bed::{Ask as _, Bed, stories, transactional};
use crate::picture::{picture, wrong_with_log};

stories!(
    stopped_at_every_moment_the_next_run_goes_on,
    of_one_transaction_nothing_stays,
    who_only_waits_is_let_go,
);

/// In a transaction and outside of one, with several statements each.
fn chain() -> Chain {
    let with_rows = |name: &str| {
        format!(
            "CREATE TABLE {name} (id INTEGER PRIMARY KEY, n INTEGER, note TEXT);\n\
             INSERT INTO {name} (id) VALUES (1);\n\
             INSERT INTO {name} (id) VALUES (2);\n"
        )
    };
    let down = |name: &str| format!("DROP TABLE {name};\n");
    Builder::default()
        .revision("001_a", &with_rows("a"), &down("a"))
        .revision("002_b", &with_rows("b"), &down("b"))
        .outside_a_transaction()
        .revision("003_c", &with_rows("c"), &down("c"))
        .chain()
}

/// True from the time that it is asked for the `n`th time.
fn from_the(n: usize) -> impl Fn() -> bool {
    let asked = Cell::new(0);
    move || {
        asked.set(asked.get() + 1);
        asked.get() >= n
    }
}

fn stopped_at_every_moment_the_next_run_goes_on<B: Bed>() {
    let chain = chain();
    let expected = {
        let bed = B::new();
        let mut conn = bed.connect();
        Migrator::new(&chain).run_pending(&mut conn).unwrap();
        picture(&mut conn)
    };
    let mut moments = 0;
    loop {
        let bed = B::new();
        let mut conn = bed.connect();
        let stopping = Migrator::new(&chain).stop_when(from_the(moments + 1));
        let state = match stopping.run_pending(&mut conn) {
            Ok(_) => break,
            Err(Error::Stopped { state }) => state.unwrap(),
            Err(error) => panic!("{error}"),
        };
        moments += 1;
        let at = Migrator::new(&chain).current(&mut conn).unwrap().revision;
        let (State::RolledBack { at: said }
        | State::BetweenMigrations { at: said }
        | State::Partly { at: said, .. }) = state
        else {
            panic!("{state:?}")
        };
        assert_eq!(said, at);
        // Nothing holds it up, on this connection or on another one.
        let mut next = B::Conn::establish(&bed.url()).unwrap();
        Migrator::new(&chain).run_pending(&mut next).unwrap();
        assert_eq!(picture(&mut next), expected, "stopped at moment {moments}");
        assert_eq!(wrong_with_log(&mut next, &chain), None);
    }
    assert_eq!(moments, 3 + 9, "before each migration and each statement");
}

fn of_one_transaction_nothing_stays<B: Bed>() {
    if !transactional::<B>() {
        return;
    }
    let (bed, chain) = (B::new(), three());
    let mut conn = bed.connect();
    let migrator = || Migrator::new(&chain).transaction(TransactionMode::WholeRun);
    let stopped = migrator().stop_when(from_the(4)).run_pending(&mut conn);
    let Err(Error::Stopped { state }) = stopped else {
        panic!("{stopped:?}")
    };
    assert_eq!(state, Some(State::RunRolledBack { at: None }));
    assert_eq!(conn.tables(), [""; 0]);
    migrator().run_pending(&mut conn).unwrap();
}

fn who_only_waits_is_let_go<B: Bed>() {
    let (bed, chain) = (B::new(), three());
    let others = Cell::new(0);
    let other = |event: &Event<'_>| {
        if let Event::RevisionStarted { .. } = event {
            let mut conn = bed.connect();
            let waiting = Migrator::new(&chain).stop_when(|| true);
            let stopped = waiting.run_pending(&mut conn).unwrap_err();
            assert!(
                matches!(stopped, Error::Stopped { state: None }),
                "{stopped}"
            );
            others.set(others.get() + 1);
        }
    };
    let migrator = Migrator::new(&chain).observer(other);
    migrator.run_pending(&mut bed.connect()).unwrap();
    assert_eq!(others.get(), 3);
    assert_eq!(bed.connect().tables().len(), 3, "{}", B::Conn::DIALECT);
}
