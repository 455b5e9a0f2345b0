//! Round trips to a server, counted by a proxy.

use std::collections::BTreeMap;

use nca_tests::server::Wire;

use crate::Result;
use crate::chain;
use crate::client;
use crate::contender::Contender;
use crate::engine::Engine;
use crate::runner::{Action, Runner};
use crate::table::{Row, Table, Unit};
use crate::turns::Turns;

pub(crate) const NOTE: &str = "Counted by a proxy, without those of connecting. A server in the same data centre is half a millisecond \
     away, one in another region a hundred.";

/// Of the chains, the one that is applied to be counted.
const LENGTH: usize = 100;

/// Onto an empty database.
pub(crate) fn measure(runners: &[&Runner]) -> Result<Table> {
    eprintln!("round trips");
    let mut rows = Vec::new();
    for (engine, action, what) in [
        (Engine::Postgres, Action::Each, "one transaction each"),
        (Engine::Postgres, Action::Whole, "one for all"),
        (Engine::Mysql, Action::Each, "one transaction each"),
    ] {
        let mut counted = BTreeMap::new();
        for runner in runners.iter().filter(|runner| runner.can(action, engine)) {
            let place = engine.empty();
            let count = count(runner, engine, &place.url()?, LENGTH, action)?;
            counted.insert(runner.contender, count);
        }
        let place = engine.empty();
        let script = chain::script(LENGTH, action.argument());
        let proxy = Proxy::in_front_of(engine, &place.url()?)?;
        client::feed(engine, proxy.url(), &script)?;
        counted.insert(Contender::Client, proxy.count());
        rows.push(Row {
            what: format!("{}, {LENGTH} migrations, {what}", engine.name()),
            unit: Unit::RoundTrips,
            values: counted.into_iter().collect(),
        });
    }
    Ok(Table {
        title: "A chain onto an empty database, in round trips".to_owned(),
        note: NOTE.to_owned(),
        rows,
    })
}

/// What a run says to the server beyond what connecting says.
pub(crate) fn count(
    runner: &Runner,
    engine: Engine,
    url: &str,
    length: usize,
    action: Action,
) -> Result<f64> {
    let run = |url: &str, action| runner.run(engine, url, length, action, 1).map(drop);
    let proxy = Proxy::in_front_of(engine, url)?;
    run(proxy.url(), Action::Connect)?;
    let connecting = proxy.count();
    run(proxy.url(), action)?;
    Ok(proxy.count() - 2.0 * connecting)
}

enum Proxy {
    /// Knows the protocol, and does not count a connection's startup.
    Postgres {
        wire: Wire,
        url: String,
    },
    Mysql(Turns),
}

impl Proxy {
    fn in_front_of(engine: Engine, url: &str) -> Result<Self> {
        Ok(match engine {
            Engine::Postgres => {
                let wire = Wire::in_front_of(url);
                let url = wire.url();
                Self::Postgres { wire, url }
            }
            _ => Self::Mysql(Turns::in_front_of(url)?),
        })
    }

    fn url(&self) -> &str {
        match self {
            Self::Postgres { url, .. } => url,
            Self::Mysql(turns) => turns.url(),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "they are few")]
    fn count(&self) -> f64 {
        match self {
            Self::Postgres { wire, .. } => wire.round_trips() as f64,
            Self::Mysql(turns) => turns.count() as f64,
        }
    }
}
